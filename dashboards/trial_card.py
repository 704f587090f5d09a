"""One pattern closely: its recorded verdict, and a trial of it now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import solara

from ecosim.court.case import Case
from ecosim.court.docket import SEED
from ecosim.court.findings import Verdict
from ecosim.court.record import recorded_verdicts
from ecosim.court.trial import try_case
from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.sheet import Sheet, Tree, h
from ecosim.dashboards.theory_sheets import contrasts, mark
from ecosim.dashboards.widgets.figure import FigureView
from ecosim.dashboards.work import WorkProgress, polite_threads, use_work
from ecosim.drawing import Range, ranges
from ecosim.results.statistics import mean_interval
from ecosim.scenarios.pattern import Pattern

__all__ = ["TrialCard"]


@solara.component
def TrialCard(pattern: Pattern) -> Any:
    """Show a pattern, and try it again under the court's chance or another."""
    work, tries = use_work(), solara.use_reactive(0)
    state = work.state.value

    def attempt(chance: int) -> None:
        tries.set(tries.value + chance)
        seed = SEED + tries.value
        work.start(
            lambda told: try_case(
                Case.of(pattern), seed, pattern.replicates, polite_threads(), told
            )
        )

    buttons = element(
        "div",
        press("Try it now", lambda: attempt(0), klass="button primary", disabled=state.running),
        press("Try it with other chance", lambda: attempt(1), disabled=state.running),
        klass="row",
    )
    trial = _trial(state.answer, SEED + tries.value) if state.answer else []
    return element(
        "section",
        element("h2", f"{pattern.id}: {pattern.claim}"),
        Sheet(_recorded(pattern)),
        buttons,
        WorkProgress(work),
        *trial,
        klass="card stack trial",
        aria_label="Pattern",
    )


def _recorded(pattern: Pattern) -> list[Tree]:
    """Return where the claim comes from, the recorded verdict, and what the arms are."""
    found = recorded_verdicts().get(pattern.id)
    words = f"{pattern.source} · {pattern.support}, {pattern.grade}"
    trees = [h("p", words, klass="quiet small")]
    if found is None:
        trees.append(h("p", "There is no recorded verdict on it: try it now."))
    else:
        trees += [
            h("p", mark(found["verdict"]), h("strong", f" {found['verdict']}"),
              f", on {found['replicates']} runs of each arm"),
            contrasts(found["findings"]),
        ]  # fmt: skip
    if pattern.tried:
        trees.append(h("details", h("summary", "What was tried"), h("p", pattern.tried)))
    trees.append(h("details", h("summary", "The experiment"), _arms(pattern)))
    return trees


def _arms(pattern: Pattern) -> Tree:
    """Return what each arm changes in the scenario."""
    common = _settings(pattern.settings)
    arms = [
        h("li", h("strong", name), ": ", _settings(settings) or "nothing changed")
        for name, settings in pattern.arms.items()
    ]
    told = f"Scenario {pattern.scenario}" + (f", with {common} in all arms" if common else "")
    return h("div", h("p", f"{told}."), h("ul", *arms, klass="plain-list"))


def _settings(settings: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} = {value}" for key, value in settings.items())


def _trial(verdict: Verdict, seed: int) -> list[Any]:
    """Return the verdict of now, and a picture of the runs of every arm."""
    words = f" {verdict.verdict} now, on {verdict.replicates} runs of each arm, seed {seed}"
    head = h("p", mark(verdict.verdict), h("strong", words))
    findings = [finding.as_dict() for finding in verdict.findings]
    return [
        element("div", Sheet([head, contrasts(findings)]), role="status"),
        *(_arms_picture(verdict, place) for place in range(len(verdict.pattern.expectations))),
    ]


def _arms_picture(verdict: Verdict, place: int) -> Any:
    """Return the runs of each arm: nine in ten of them, the middle half, and the mean."""
    outcome = verdict.pattern.expectations[place].outcome.text
    rows = []
    for arm, values in verdict.values.items():
        defined = values[place][np.isfinite(values[place])]
        if len(defined) < 2:
            continue
        low, quarter, three, high = np.quantile(defined, (0.05, 0.25, 0.75, 0.95)).tolist()
        middle = mean_interval(defined).estimate
        rows.append(Range(arm, low, middle, high, (quarter, three), f"{len(defined)}"))
    if not rows:
        return text("p", f"{outcome} is defined in too few runs to draw.", "quiet small")
    told = "; ".join(f"{row.label} {row.middle:.3g}" for row in rows)
    caption = f"{outcome}: mean, middle half and nine in ten runs of each arm; runs to the right."
    return FigureView.element(
        svg=ranges(rows, f"{outcome}: {told}", outcome, note_title="runs"),
        caption=caption,
        name=f"{verdict.pattern.id}-{place + 1}",
    )
