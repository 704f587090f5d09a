"""The theory court and the registers as trees: verdicts, contrasts, who is behind which rule."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from ecosim.dashboards.equations import what_it_gives
from ecosim.dashboards.settings import plain
from ecosim.dashboards.sheet import Tree, button, h, number, table
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.sources import SOURCES, keys_in
from ecosim.rules.register import RULES, RuleCard
from ecosim.scenarios.pattern import Pattern

__all__ = [
    "CONTROLS", "FRAMEWORKS", "MARKS", "contrasts", "framework_of", "interval_picture",
    "knockout_table", "mark", "mechanism_table", "pattern_rows", "rule_map", "source_list",
]  # fmt: skip

FRAMEWORKS = {
    "AC": "Agile co-creation",
    "DS": "Viable digital servitization",
    "EM": "Middle managers",
    "RT": "Relational transformation",
    "IN": "Internationalization",
}
CONTROLS = "controls"
MARKS = {"pass": "✓", "fail": "✕", "inconclusive": "?"}
_FATES = {"dies": "†", "lives": "+", "unclear": "?", "untouched": "·"}
_WIDE, _TALL = 190.0, 22.0
_UNDER = "under quiet small"


def framework_of(pattern: Pattern) -> str:
    """Return the key of the source a pattern comes from, or that it is a control of ours."""
    return CONTROLS if pattern.support == "control" else pattern.source.partition(" ")[0]


def mark(verdict: str) -> Tree:
    """Return the sign of a verdict; its word stands beside it for those who do not see it."""
    sign = h("span", MARKS.get(verdict, "–"), klass=f"mark {verdict}", aria_hidden="true")
    return h("span", sign, h("span", verdict, klass="hidden"))


def pattern_rows(
    patterns: Sequence[Pattern], verdicts: Mapping[str, Mapping[str, Any]], chosen: str
) -> Tree:
    """Return the patterns as a list of which one can be chosen."""
    items = [_pattern_row(one, verdicts.get(one.id, {}), one.id == chosen) for one in patterns]
    return h("ul", *items, klass="findings patterns")


def _pattern_row(pattern: Pattern, verdict: Mapping[str, Any], is_chosen: bool) -> Tree:
    current = {"aria_current": "true"} if is_chosen else {}
    name = button(f"{pattern.id}  {pattern.claim}", f"pattern:{pattern.id}", "link", **current)
    origin = f"{pattern.source} · {pattern.support}, {pattern.grade}"
    return h(
        "li",
        mark(verdict.get("verdict", "not tried")),
        h("span", name, h("span", origin, klass=_UNDER)),
        klass="chosen" if is_chosen else "",
    )


def contrasts(findings: Iterable[Mapping[str, Any]]) -> Tree:
    """Return each contrast with what was expected, what was found, and a picture of both."""
    rows = [
        (
            h("span", h("code", one["outcome"]), h("span", one["contrast"], klass=_UNDER)),
            _expected(one),
            h("span", f"{_shown(one['estimate'])} ({_shown(one['interval'][0])} to "
                      f"{_shown(one['interval'][1])})", klass="number"),
            interval_picture(one),
            mark(one["verdict"]),
        )
        for one in findings
    ]  # fmt: skip
    head = ("outcome, contrast", "expected", "found", "where the interval lies", "")
    return table(head, rows, set())


def _expected(finding: Mapping[str, Any]) -> str:
    size = _shown(finding["smallest"])
    return {"positive": f"above {size}", "negative": f"below −{size}", "null": f"within ±{size}",
            "no fall": f"not below −{size}", "no rise": f"not above {size}"}[
        finding["direction"]]  # fmt: skip


def _shown(value: float | None) -> str:
    return "–" if value is None else number(value)


def interval_picture(finding: Mapping[str, Any]) -> Tree:
    """Return an interval over a line on which the part that would pass is shaded."""
    low, high = finding["interval"]
    middle, smallest = finding["estimate"], finding["smallest"]
    if None in (low, high, middle, smallest):
        return h("span", "too few runs", klass="quiet small")
    ends = (0.0, low, high, smallest, -smallest)
    left, right = min(ends), max(ends)
    room = 0.08 * (right - left) or 1.0
    left, right = left - room, right + room

    def x(value: float) -> float:
        share: float = (min(max(value, left), right) - left) / (right - left)
        return round(_WIDE * share, 1)

    start, end = (x(edge) for edge in _passing(finding["direction"], smallest))
    words = f"{number(low)} to {number(high)}; {_expected(finding)} was expected"
    half = _TALL / 2
    return h(
        "svg",
        h("rect", klass="passing", x=start, y=2, width=max(0.5, end - start), height=_TALL - 4),
        h("line", klass="zero", x1=x(0.0), x2=x(0.0), y1=0, y2=_TALL),
        h("line", klass="interval", x1=x(low), x2=max(x(high), x(low) + 0.5), y1=half, y2=half),
        h("circle", klass="estimate", cx=x(middle), cy=half, r=4.5),
        viewBox=f"0 0 {_WIDE:g} {_TALL:g}", width=_WIDE, height=_TALL, klass="chart",
        role="img", aria_label=words,
    )  # fmt: skip


def _passing(direction: str, smallest: float) -> tuple[float, float]:
    """Return the ends of the values that pass."""
    return {
        "positive": (smallest, math.inf), "negative": (-math.inf, -smallest),
        "null": (-smallest, smallest), "no fall": (-smallest, math.inf),
        "no rise": (-math.inf, smallest),
    }[direction]  # fmt: skip


def source_list() -> Tree:
    """Return the studies behind the keys."""
    items = [h("li", h("strong", f"[{key}] "), source.text) for key, source in SOURCES.items()]
    return h("ul", *items, klass="plain-list small")


def rule_map() -> Tree:
    """Return which framework touches which idea; an idea opens to its rules and equations."""
    cards = [card for card in RULES if card.module != "elementary"]
    rows = [_idea(module, list(members)) for module, members in groupby(cards, lambda c: c.module)]
    return table(("idea and its rules", *FRAMEWORKS, "Ours"), rows, set())


def _idea(module: str, cards: list[RuleCard]) -> tuple[Tree, ...]:
    keys = [keys_in(card.source) for card in cards]
    counts = {key: sum(key in found for found in keys) for key in FRAMEWORKS}
    ours = sum("Ours" in card.source for card in cards)
    rules = [
        h("div", h("strong", what_it_gives(card)), h("div", card.equation, klass="equation"),
          h("p", f"Source: {card.source}", klass="quiet small"), klass="rule")
        for card in cards
    ]  # fmt: skip
    count = "1 rule" if len(cards) == 1 else f"{len(cards)} rules"
    opened = h("details", h("summary", plain(module), " ", h("span", count, klass="quiet small")),
               *rules)  # fmt: skip
    return (opened, *(_dot(counts[key], FRAMEWORKS[key]) for key in FRAMEWORKS),
            _dot(ours, "choices of this project"))  # fmt: skip


def _dot(count: int, whose: str) -> Tree:
    if not count:
        return h("span", "")
    words = (
        f"{count} cite {whose}" if whose != "choices of this project" else f"{count} hold {whose}"
    )
    return h("span", f"{count}", klass="count", title=words)


def mechanism_table() -> Tree:
    """Return the switches, whose idea each is, and a link that runs without it."""
    rows = [
        (
            h("span", h("strong", plain(one.name)), h("span", one.description, klass="under")),
            one.source,
            h("a", "Explore without it", href=f"/explore?mechanisms.{one.name}=off"),
        )
        for one in MECHANISMS
    ]
    return table(("mechanism", "source", ""), rows, set())


def knockout_table(fates: Mapping[str, Mapping[str, str]]) -> Tree:
    """Return what becomes of each pattern without each mechanism."""
    rows = [
        (plain(one.name), *(_fate(found.get(one.name, "")) for found in fates.values()))
        for one in MECHANISMS
    ]
    return table(("without", *fates), rows, set())


def _fate(fate: str) -> Tree:
    return h("span", _FATES.get(fate, ""), klass=f"fate {fate}", title=fate)
