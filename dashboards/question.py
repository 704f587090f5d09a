"""Who chooses among whom, by what, in how many runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import solara

from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.settings import plain
from ecosim.dashboards.widgets.choice import ChoiceBox
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.declarations.scenario import Scenario
from ecosim.experiments.arms import possible_candidates

__all__ = ["Question", "QuestionForm"]

_REPLICATES = {20: "20, a glance", 50: "50", 100: "100", 200: "200", 500: "500, to be sure"}
_MONTHS = (24, 60, 120, 240)
_MOST_CANDIDATES = 30
_MOST_RUNS = 8000


@dataclass(frozen=True)
class Question:
    """A choice among partners.

    Parameters
    ----------
    focal : id of the firm that chooses
    candidates : ids
    objective : outcome of the firm by which they are judged
    replicates : runs of each candidate
    months : length of each run
    """

    focal: str
    candidates: tuple[str, ...]
    objective: str = "viability"
    replicates: int = 50
    months: int = 120

    @classmethod
    def of(cls, scenario: Scenario, months: int | None = None) -> Question | None:
        """Return the question a scenario asks, or one it could; None where nobody can choose."""
        length = months or scenario.ticks
        given = scenario.comparison
        if given:
            chosen = given.candidates[:_MOST_CANDIDATES]
            return cls(given.focal, chosen, given.objective, months=length)
        focal = next(iter(_choosers(scenario)), None)
        if focal is None:
            return None
        return cls(focal, possible_candidates(scenario, focal)[:_MOST_CANDIDATES], months=length)

    @property
    def problem(self) -> str:
        """Return what is missing, or nothing."""
        if not self.candidates:
            return "Choose at least one candidate."
        if len(self.candidates) > _MOST_CANDIDATES:
            return f"Choose at most {_MOST_CANDIDATES} candidates."
        if (len(self.candidates) + 1) * self.replicates > _MOST_RUNS:
            return f"Choose fewer candidates or runs: at most {_MOST_RUNS:,} runs are made here."
        return ""


def _choosers(scenario: Scenario) -> list[str]:
    """Return the named firms that could begin a relationship with another."""
    return [firm.id for firm in scenario.firms if possible_candidates(scenario, firm.id)]


@solara.component
def QuestionForm(scenario: Scenario, question: Question, change: Callable[[Question], None]) -> Any:
    """Let the visitor say who chooses among whom."""
    choosers = solara.use_memo(lambda: _choosers(scenario), [scenario])
    possible = list(question.candidates)
    possible += [c for c in possible_candidates(scenario, question.focal) if c not in possible]

    def choose_focal(focal: str) -> None:
        candidates = possible_candidates(scenario, focal)[:_MOST_CANDIDATES]
        change(replace(question, focal=focal, candidates=candidates))

    def toggle(name: str) -> None:
        kept = tuple(c for c in question.candidates if c != name)
        added = kept if name in question.candidates else (*kept, name)
        change(replace(question, candidates=tuple(c for c in possible if c in added)))

    chips = [
        press(name, lambda name=name: toggle(name), "chip", pressed=name in question.candidates)
        for name in possible
    ]
    return element(
        "div",
        element(
            "div",
            _choice("Firm that chooses", {name: name for name in choosers}, question.focal,
                    choose_focal),
            _choice("judged by its", _objectives(), question.objective,
                    lambda name: change(replace(question, objective=name))),
            _choice("Runs of each", {str(k): v for k, v in _REPLICATES.items()},
                    str(question.replicates),
                    lambda count: change(replace(question, replicates=int(count)))),
            _choice("Months", {str(k): str(k) for k in sorted({*_MONTHS, question.months})},
                    str(question.months), lambda k: change(replace(question, months=int(k)))),
            klass="row wide-gaps",
        ),
        text("p", FIRM_OUTCOMES[question.objective].description, "small quiet"),
        element("div", *chips, klass="row chips", role="group", aria_label="Candidates"),
        text("p", question.problem, "small") if question.problem else element("span"),
        klass="stack",
    )  # fmt: skip


def _objectives() -> dict[str, str]:
    return {name: plain(name) for name in FIRM_OUTCOMES.names}


def _choice(label: str, options: dict[str, str], value: str, choose: Callable[[str], None]) -> Any:
    return ChoiceBox.element(
        label=label, options=[[key, words] for key, words in options.items()], value=value,
        on_value=choose,
    )  # fmt: skip
