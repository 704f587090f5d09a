"""Theory: what the sources claim, whether it holds, and who is behind which rule."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlencode

import solara

from ecosim.court.record import recorded_knockouts, recorded_verdicts
from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.sheet import Sheet
from ecosim.dashboards.theory_sheets import (
    CONTROLS,
    FRAMEWORKS,
    framework_of,
    knockout_table,
    mechanism_table,
    pattern_rows,
    rule_map,
    source_list,
)
from ecosim.dashboards.trial_card import TrialCard
from ecosim.scenarios import load_patterns
from ecosim.scenarios.pattern import Pattern

__all__ = ["Theory"]

_ALL = "all"


@functools.cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(sorted(load_patterns(), key=lambda one: (one.id[0], int(one.id[1:]))))


@solara.component
def Theory() -> Any:
    """Show the scorecard, one pattern closely, and the map of rules."""
    router = solara.use_router()
    asked = {key: values[0] for key, values in parse_qs(router.search or "").items()}
    source = asked.get("source", _ALL)
    shown = [one for one in _patterns() if source in (_ALL, framework_of(one))] or list(_patterns())
    chosen = next((one for one in shown if one.id == asked.get("pattern")), shown[0])

    def go(**changes: str) -> None:
        router.push(f"/theory?{urlencode({'source': source, 'pattern': chosen.id, **changes})}")

    words = (
        "The model draws on five studies. Each claim that it is meant to reflect is an experiment "
        "that could refute it. A pass means: consistent with the direction or order that the "
        "source claims. It says nothing about sizes, and nothing about the world."
    )
    return element(
        "div",
        text("h1", "Theory"),
        text("p", words, "lead"),
        element("section", text("h2", "Scorecard"), _filters(source, go),
                Sheet([pattern_rows(shown, recorded_verdicts(), chosen.id)],
                      on_act=lambda act: go(pattern=act.partition(":")[2])),
                klass="card stack", aria_label="Scorecard"),
        TrialCard(chosen).key(chosen.id),
        _maps(),
        klass="theory",
    )  # fmt: skip


def _filters(source: str, go: Any) -> Any:
    counts = Counter(framework_of(one) for one in _patterns())
    names = {_ALL: "All", **FRAMEWORKS, CONTROLS: "Null controls"}
    chips = [
        press(f"{name} {counts[key] if key != _ALL else counts.total()}",
              lambda key=key: go(source=key), klass="chip", pressed=key == source)
        for key, name in names.items()
        if key == _ALL or counts[key]
    ]  # fmt: skip
    verdicts = Counter(
        recorded_verdicts().get(one.id, {}).get("verdict", "not tried")
        for one in _patterns()
        if source in (_ALL, framework_of(one))
    )
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    return element("div", element("div", *chips, klass="row"), text("p", told, "quiet small"),
                   klass="stack")  # fmt: skip


def _maps() -> Any:
    """Return who is behind which rule, the switches, and which pattern needs which."""
    fates = recorded_knockouts()
    knockouts = (
        [
            text("h2", "Which pattern needs which mechanism"),
            text(
                "p", "† dies without it, + lives, ? unclear, · the same to the last bit.", "small"
            ),
            Sheet([knockout_table(fates)]),
        ]
        if fates
        else []
    )
    return element(
        "section",
        text("h2", "Which framework touches which rule"),
        text("p", "How many rules of each idea cite a framework; open an idea to read them.",
             "quiet small"),
        Sheet([rule_map()]),
        *knockouts,
        text("h2", "What can be switched off"),
        Sheet([mechanism_table()]),
        text("h2", "The studies"),
        Sheet([source_list()]),
        klass="card stack maps",
        aria_label="Rules and mechanisms",
    )  # fmt: skip
