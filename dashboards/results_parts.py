"""What is shown of a folder of results: curves, maps of two factors, sensitivity, single runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import solara

from ecosim.analysis.sensitivity import BLOCKS, sensitivity
from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.opened import Opened
from ecosim.dashboards.pictures import curves_picture
from ecosim.dashboards.settings import plain
from ecosim.dashboards.sheet import Sheet, h, number, table
from ecosim.dashboards.widgets.choice import ChoiceBox
from ecosim.dashboards.widgets.curves import CurvesDrawing
from ecosim.dashboards.widgets.field import Field
from ecosim.dashboards.widgets.figure import FigureView
from ecosim.dashboards.work import WorkProgress, use_work
from ecosim.declarations.columns import ECOSYSTEM
from ecosim.drawing import Cell, Range, heat, ranges
from ecosim.results.surface import Surface, distance_to_edge, surface

__all__ = ["FactorMaps", "Fans", "RunRows", "Sensitivities"]

_FIRST_SERIES = ("viability", "trust", "resonance", "foreign_share", "profit", "firms_alive")
_FIRST_OUTCOMES = ("viability", "survival", "trust", "foreign_share", "profit")
_MOST_ROWS = 50
_FIRST_THRESHOLDS = {"viability": 0.9, "survival": 0.9, "provider_survival": 0.9}


@solara.component
def Fans(opened: Opened) -> Any:
    """Show series of the ecosystem: the mean over runs, the middle half, and nine in ten."""
    fans = opened.fans
    chosen = solara.use_reactive(tuple(name for name in _FIRST_SERIES if name in fans))

    def toggle(name: str) -> None:
        kept = {*chosen.value} ^ {name}
        if kept:
            chosen.set(tuple(other for other in fans if other in kept))

    chips = [
        press(plain(name), lambda name=name: toggle(name), klass="chip",
              pressed=name in chosen.value)
        for name in fans
    ]  # fmt: skip
    rows = np.concatenate([fans[name] for name in chosen.value])
    drawing = CurvesDrawing.element(
        charts=[_fan_chart(name) for name in chosen.value], months=rows.shape[1], height=110,
        frame=curves_picture(1, rows), label="Curves over months",
    )  # fmt: skip
    words = "Mean over runs; the bands hold the middle half of runs and nine in ten."
    more = element("details", text("summary", "Other curves"), element("div", *chips, klass="row"),
                   klass="small")  # fmt: skip
    return element("div", text("p", words, "quiet small"), drawing, more, klass="stack")


def _fan_chart(name: str) -> dict[str, Any]:
    declared = ECOSYSTEM[name]
    edge = {"colour": "--curve-1", "width": 0, "silent": True}
    lines = [
        {**edge, "label": "5 %"}, {**edge, "label": "95 %", "upto": 0, "fill": 14},
        {**edge, "label": "25 %"}, {**edge, "label": "75 %", "upto": 2, "fill": 24},
        {"label": plain(name), "colour": "--curve-1"},
    ]  # fmt: skip
    return {"name": plain(name), "unit": declared.unit, "text": declared.description,
            "low": declared.low, "high": declared.high, "lines": lines}  # fmt: skip


@solara.component
def FactorMaps(opened: Opened) -> Any:
    """Show an outcome over two factors, and where it passes a threshold."""
    factors, outcomes = opened.factors, opened.outcomes
    pair = solara.use_reactive((factors[0], factors[min(1, len(factors) - 1)]))
    outcome = solara.use_reactive("viability" if "viability" in outcomes else outcomes[0])
    given = solara.use_reactive("")
    found = solara.use_memo(
        lambda: surface(opened.results.runs, pair.value[0], pair.value[1], outcome.value),
        [opened, pair.value, outcome.value],
    )
    threshold = _threshold(given.value, outcome.value, found)
    choices = element(
        "div",
        _choice("Outcome", outcomes, outcome.value, outcome.set),
        _choice("Across", factors, pair.value[0], lambda name: pair.set((name, pair.value[1]))),
        _choice("Upward", factors, pair.value[1], lambda name: pair.set((pair.value[0], name))),
        klass="row",
    )
    if pair.value[0] == pair.value[1]:
        same = "Choose two different factors for a map; this sweep needs at least two."
        return element("div", choices, text("p", same, "note"), klass="stack")
    edge = Field.element(label="Inside from", kind="number", value=f"{threshold:.4g}",
                         on_value=given.set)  # fmt: skip
    return element(
        "div",
        choices,
        text("h3", "The mean over all runs of a cell, whatever the other factors are"),
        _heat_map(found, outcome.value),
        text("h3", "Inside and outside, with the distance to the edge"),
        edge,
        _edge_map(found, outcome.value, threshold),
        klass="stack",
    )


def _choice(label: str, names: Sequence[str], value: str, chosen: Callable[[str], None]) -> Any:
    options = [[name, plain(name)] for name in names]
    return ChoiceBox.element(label=label, options=options, value=value, on_value=chosen)


def _threshold(given: str, outcome: str, found: Surface) -> float:
    """Return the threshold that was typed, or else a usual one, or the middle of what there is."""
    try:
        value = float(given)
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    known = found.mean[np.isfinite(found.mean)]
    middle = float(np.median(known)) if len(known) else 0.0
    return _FIRST_THRESHOLDS.get(outcome, middle)


def _axes(found: Surface) -> tuple[Any, Any]:
    return (
        (_short(found.across.name), found.across.labels),
        (_short(found.up.name), found.up.labels),
    )


def _short(factor: str) -> str:
    """Return a factor as words, without the table it stands in."""
    return plain(factor.partition(".")[2] or factor)


def _about(found: Surface, row: int, column: int) -> str:
    where = f"{found.across.name} {found.across.labels[column]}, {found.up.name} "
    return f"{where}{found.up.labels[row]}: {found.count[row, column]} runs"


def _heat_map(found: Surface, outcome: str) -> Any:
    cells = [
        [Cell(value, number(value), about=_about(found, row, column))
         for column, value in enumerate(line)]
        for row, line in enumerate(found.mean.tolist())
    ]  # fmt: skip
    caption = f"Mean {plain(outcome)}; brighter is more. A dot: no run lies there."
    svg = heat(cells, *_axes(found), f"Mean {plain(outcome)} over two factors")
    return _figure(svg, caption, f"map-{outcome}")


def _edge_map(found: Surface, outcome: str, threshold: float) -> Any:
    """Draw on which side of a threshold each cell lies, and how far from the other side."""
    means = found.mean.tolist()
    inside = [[None if math.isnan(v) else v >= threshold for v in line] for line in means]
    far = distance_to_edge(inside, (found.up.places, found.across.places)).tolist()
    cells = [
        [Cell(means[row][column], _distance(far[row][column]), inside[row][column],
              f"{_about(found, row, column)}; mean {number(means[row][column])}")
         for column in range(len(means[0]))]
        for row in range(len(means))
    ]  # fmt: skip
    many = sum(side is True for line in inside for side in line)
    known = sum(side is not None for line in inside for side in line)
    caption = (
        f"Blue: mean {plain(outcome)} of at least {threshold:.4g}, in {many} of {known} cells. The "
        "number is the distance to the nearest cell on the other side, in parts of the factors' "
        "ranges: 0.2 is a change of a fifth of one range. Categories lie 1 apart."
    )
    svg = heat(cells, *_axes(found), f"Cells with {plain(outcome)} of at least {threshold:.4g}")
    return _figure(svg, caption, f"edge-{outcome}")


def _figure(svg: str, caption: str, name: str) -> Any:
    """Return a picture to keep; another name makes another picture, with buttons of its own."""
    return FigureView.element(svg=svg, caption=caption, name=name).key(name)


def _distance(value: float) -> str:
    return "all" if math.isinf(value) else number(value, 2)


@solara.component
def Sensitivities(opened: Opened) -> Any:
    """Show which factors matter, as ``ecosim sensitivity`` worked it out or as it is now."""
    work = use_work()
    indices = opened.indices if opened.indices is not None else work.state.value.answer
    if indices is not None:
        return _Indices(indices.to_pylist())
    folder = opened.results.folder
    if folder is None or opened.results.provenance["command"].get("method") not in BLOCKS:
        words = "Indices of sensitivity need a sweep of the method sobol or morris."
        return text("p", words, "quiet")
    outcomes = [name for name in _FIRST_OUTCOMES if name in opened.outcomes]

    def work_out() -> None:
        work.start(lambda _: sensitivity(folder, outcomes).indices)

    words = f"Not worked out yet. For {', '.join(map(plain, outcomes))}:"
    return element(
        "div",
        text("p", words, "quiet"),
        press("Work the indices out", work_out),
        WorkProgress(work),
        klass="stack",
    )


@solara.component
def _Indices(rows: list[dict[str, Any]]) -> Any:
    """Show the indices of one outcome, which can be chosen."""
    outcomes = list(dict.fromkeys(row["outcome"] for row in rows))
    outcome = solara.use_reactive(next(iter(outcomes), ""))
    if not outcomes:
        return text("p", "These outcomes are the same in every run.", "quiet")
    figures = []
    for index in dict.fromkeys(row["index"] for row in rows):
        chosen = [row for row in rows if row["outcome"] == outcome.value and row["index"] == index]
        shown = sorted(chosen, key=lambda row: -abs(row["estimate"] or 0.0))
        bars = [_index_range(row) for row in shown]
        if bars:
            told = "; ".join(f"{bar.label} {bar.middle:.3g}" for bar in bars)
            svg = ranges(bars, f"{plain(index)}: {told}", plain(index), reference=0.0)
            caption = f"{plain(index)}, with its interval."
            figures.append(_figure(svg, caption, f"sensitivity-{outcome.value}-{index}"))
    return element(
        "div", _choice("Outcome", outcomes, outcome.value, outcome.set), *figures, klass="stack"
    )


def _index_range(row: dict[str, Any]) -> Range:
    label = " × ".join(_short(name) for name in (row["factor"], row["other"]) if name)
    low, middle, high = (
        math.nan if row[key] is None else row[key] for key in ("low", "estimate", "high")
    )
    return Range(label, low, middle, high, strong=low > 0.0)


@solara.component
def RunRows(opened: Opened) -> Any:
    """Show the first runs, one a row."""
    runs = opened.results.runs
    names = [
        name for name in runs.column_names
        if name not in ("run_id", "seed") and runs[name].null_count < runs.num_rows
    ]  # fmt: skip
    shown = runs.slice(0, _MOST_ROWS).to_pylist()
    right = {place for place, name in enumerate(names) if isinstance(shown[0][name], float)}
    body = [[_cell(row[name]) for name in names] for row in shown]
    words = f"The first {len(shown):,} of {runs.num_rows:,} runs."
    return Sheet(
        [h("p", words, klass="quiet small"), table([plain(n) for n in names], body, right)]
    )


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return number(value) if isinstance(value, float) else str(value)
