"""The answer to a partner choice: ranking, distributions, reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import numpy as np

from ecosim.dashboards.settings import plain
from ecosim.dashboards.sheet import Tree, bar, h, number, table
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments import ComparisonResult
from ecosim.results.statistics import Interval

__all__ = ["csv_bytes", "ranking_csv", "ranking_sheet"]

_ROW, _LEFT, _WIDE = 44, 6, 640
_EFFECTS = 12  # accounts shown


def ranking_sheet(answer: ComparisonResult) -> list[Tree]:
    """Return the whole answer, the verdict first."""
    unit = FIRM_OUTCOMES[answer.objective].unit
    return [_verdict(answer), _ranking(answer, unit), _distributions(answer, unit), *_reasons(answer)]


def _verdict(answer: ComparisonResult) -> Tree:
    first = answer.ranking[0]
    sure = f"{first.probability_best:.0%} sure to be the best of {len(answer.ranking)}"
    gain = first.gain
    against = f"{number(gain.estimate)} ({number(gain.low)} to {number(gain.high)})"
    sentence = (
        f"For {answer.focal}, {first.candidate} comes first: {sure} by {plain(answer.objective)}, "
        f"in {answer.replicates} paired runs. Against no partner it changes that by {against}."
    )
    if first.probability_best < 0.8:
        sentence += " That is not settled: more runs, or a closer look at the reasons, would help."
    return h("div", h("h2", first.candidate), h("p", sentence), klass="verdict")


def _ranking(answer: ComparisonResult, unit: str) -> Tree:
    head = ("candidate", f"{plain(answer.objective)}", "95 % interval", "against no partner",
            "probability best", "expected regret", "wins")  # fmt: skip
    rows = [
        [
            h("span", f"{place}. {one.candidate}"), number(one.value.estimate), _ends(one.value),
            f"{number(one.gain.estimate)} ({_ends(one.gain)})",
            h("span", bar(one.probability_best), f" {one.probability_best:.0%}", klass="barred"),
            number(one.expected_regret), f"{one.win_share:.0%}",
        ]
        for place, one in enumerate(answer.ranking, start=1)
    ]  # fmt: skip
    words = f"All figures in {unit}. " if unit != "1" else ""
    words += "Every candidate met the same chance, run by run; intervals hold the mean with 95 %."
    return h("section", h("h2", "Ranking"), table(head, rows, {1, 2, 3, 5, 6}),
             h("p", words, klass="quiet small"))  # fmt: skip


def _ends(interval: Interval) -> str:
    return f"{number(interval.low)} to {number(interval.high)}"


def _distributions(answer: ComparisonResult, unit: str) -> Tree:
    """Return a drawing: for each candidate the spread of single runs, and the mean's interval."""
    runs = answer.results.runs
    names = np.array(runs["candidate"].to_pylist())
    values = runs[f"focal.{answer.objective}"].to_numpy()
    low, high = _limits(values)

    def x(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_WIDE - 2 * _LEFT)

    order = [*(one.candidate for one in answer.ranking), *sorted({*names} - _ranked(answer))]
    rows = [_spread(name, values[names == name], k, x) for k, name in enumerate(order)]
    tall = _ROW * len(order) + 24
    ticks = [_tick(mark, x(mark), tall) for mark in np.linspace(low, high, 5)]
    drawing = h("svg", *ticks, *rows, viewBox=f"0 0 {_WIDE} {tall}", role="img",
                aria_label=f"Spread of {plain(answer.objective)} over runs", klass="spread-chart")  # fmt: skip
    words = "Wide bar: nine in ten runs; dark bar: half of them; dot: the mean with its interval."
    title = f"How {plain(answer.objective)} varies from run to run" + (f", {unit}" if unit != "1" else "")
    return h("section", h("h2", title), drawing, h("p", words, klass="quiet small"))


def _ranked(answer: ComparisonResult) -> set[str]:
    return {one.candidate for one in answer.ranking}


def _limits(values: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(values, [0.02, 0.98])
    room = max(high - low, 1e-6) * 0.06
    return float(low - room), float(high + room)


def _tick(mark: float, at: float, tall: int) -> Tree:
    line = h("line", x1=round(at, 1), x2=round(at, 1), y1=0, y2=tall - 18, klass="grid-line")
    return h("g", line, h("text", number(float(mark)), x=round(at, 1), y=tall - 4, text_anchor="middle"))


def _spread(name: str, values: np.ndarray, place: int, x: object) -> Tree:
    """Return one candidate's row."""
    assert callable(x)
    middle = place * _ROW + 30
    q = [float(x(v)) for v in np.quantile(values, [0.05, 0.25, 0.75, 0.95])]
    mean = float(values.mean())
    half = 1.96 * float(values.std(ddof=1)) / np.sqrt(len(values))
    ends = round(x(mean - half), 1), round(x(mean + half), 1)
    return h(
        "g", h("title", f"{name}: mean {number(mean)}"),
        h("text", name, x=_LEFT, y=middle - 13, klass="row-name"),
        h("rect", x=round(q[0], 1), width=round(q[3] - q[0], 1), y=middle - 6, height=12, rx=6, klass="wide-part"),
        h("rect", x=round(q[1], 1), width=round(q[2] - q[1], 1), y=middle - 6, height=12, rx=4, klass="half-part"),
        h("line", x1=ends[0], x2=ends[1], y1=middle, y2=middle, klass="mean-line"),
        h("circle", cx=round(x(mean), 1), cy=middle, r=4, klass="mean-dot"),
    )  # fmt: skip


def _reasons(answer: ComparisonResult) -> list[Tree]:
    """Return why the first comes first."""
    reasons = answer.reasons
    effects = [
        [plain(name), _signed(effect), _ends(effect), _verdict_on(effect), FIRM_OUTCOMES[name].unit]
        for name, effect in list(reasons.effects.items())[:_EFFECTS]
    ]
    abilities = [
        [plain(one.name), number(one.own, 2), number(one.partners, 2), number(one.requirement, 2),
         f"{_signed(one.gain)} ({_ends(one.gain)})"]
        for one in reasons.capabilities
    ]  # fmt: skip
    bonds = [[plain(name), number(i.estimate, 2), _ends(i)] for name, i in reasons.relationship.items()]
    markets = [[m.name, f"{m.with_partner:.0%}", f"{m.without:.0%}"] for m in reasons.markets]
    lasting = f"The relationship lasts to the end in {reasons.lasting:.0%} of the runs."
    return [
        h("h2", f"Why {reasons.winner}?"),
        _part(f"What changes for {answer.focal}, against having no partner",
              table(("", "change", "95 % interval", "clear?", "unit"), effects, {1, 2})),
        _part("What it can do with the partner's help",
              table(("capability", "own", "partner's", "asked for", "more of it met"), abilities, {1, 2, 3, 4})),
        _part("What the relationship becomes", h("p", lasting, klass="small"),
              table(("at the end", "mean", "95 % interval"), bonds, {1, 2})),
        _part("Markets it opens", table(("market", "served with it", "without"), markets, {1, 2}))
        if markets else h("p", "No market is served more often than without it.", klass="quiet small"),
    ]  # fmt: skip


def _part(title: str, *content: Tree) -> Tree:
    return h("details", h("summary", title), *content, klass="part", open="open")


def _signed(interval: Interval) -> str:
    sign = "+" if interval.estimate > 0 else ""
    return f"{sign}{number(interval.estimate)}"


def _verdict_on(interval: Interval) -> str:
    if interval.low > 0:
        return "more"
    return "less" if interval.high < 0 else "unclear"


def ranking_csv(answer: ComparisonResult) -> bytes:
    """Return the ranking as a table for a spreadsheet."""
    head = ["candidate", answer.objective, "low", "high", "gain", "gain_low", "gain_high",
            "probability_best", "expected_regret", "win_share"]  # fmt: skip
    rows = [
        [one.candidate, one.value.estimate, one.value.low, one.value.high, one.gain.estimate,
         one.gain.low, one.gain.high, one.probability_best, one.expected_regret, one.win_share]
        for one in answer.ranking
    ]  # fmt: skip
    return csv_bytes([head, *rows])


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV; text that a spreadsheet would run as a formula stays text.

    >>> csv_bytes([["=1+1", 2.5]])
    b"\\xef\\xbb\\xbf'=1+1,2.5\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([f"'{cell}" if _is_formula(cell) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _is_formula(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
