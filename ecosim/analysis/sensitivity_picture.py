"""The picture of sensitivities: bars of Sobol' indices, or Morris' plane of effects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ecosim.analysis.pictures import BLUE, INK, ORANGE, PALE, new_figure
from ecosim.analysis.sensitivity import Sensitivity

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_sensitivity"]

_MOST_PANELS = 6


def draw_sensitivity(found: Sensitivity) -> Figure:
    """Return a panel for each outcome, at most six."""
    rows = found.indices.to_pylist()
    outcomes = list(dict.fromkeys(row["outcome"] for row in rows))[:_MOST_PANELS]
    method = found.sweep.plan.method
    panel: Callable[[Axes, Sequence[dict[str, Any]]], None] = _PANELS[method]
    factors = len(found.sweep.plan.factors)
    height = 1.4 + 0.32 * factors if method == "sobol" else 4.2
    figure, axes = new_figure(5.4 * max(1, len(outcomes)), height, max(1, len(outcomes)))
    for one, outcome in zip(axes, outcomes, strict=False):
        panel(one, [row for row in rows if row["outcome"] == outcome])
        one.set_title(outcome.replace("_", " "), fontsize=11, loc="left", parse_math=False)
    return figure


def _bars(axes: Axes, rows: Sequence[dict[str, Any]]) -> None:
    """Draw first and total indices of Sobol', the largest total on top."""
    totals = {row["factor"]: row["estimate"] for row in rows if row["index"] == "total"}
    order = sorted(totals, key=totals.__getitem__)
    for shift, index, colour in ((0.17, "first", BLUE), (-0.17, "total", ORANGE)):
        chosen = {row["factor"]: row for row in rows if row["index"] == index}
        values = np.array([chosen[name]["estimate"] for name in order])
        ends = np.array([[chosen[name]["low"], chosen[name]["high"]] for name in order])
        axes.barh(np.arange(len(order)) + shift, values, 0.3, color=colour, label=index,
                  xerr=np.abs(ends.T - values), ecolor=INK, error_kw={"lw": 1})  # fmt: skip
    axes.set_yticks(range(len(order)), order, parse_math=False)
    axes.axvline(0, color=INK, lw=0.8)
    axes.set_xlabel("share of the variance of the mean outcome")
    axes.legend(frameon=False, loc="lower right")


def _plane(axes: Axes, rows: Sequence[dict[str, Any]]) -> None:
    """Draw Morris' plane: how much a factor matters, and how unevenly."""
    found = {(row["factor"], row["index"]): row for row in rows}
    for factor in dict.fromkeys(row["factor"] for row in rows):
        size = found[factor, "mean_absolute_effect"]
        spread = found[factor, "spread_of_effects"]["estimate"]
        half = size["high"] - size["estimate"]
        axes.errorbar(size["estimate"], spread, xerr=half, fmt="o", color=BLUE, ecolor=PALE)
        axes.annotate(factor, (size["estimate"], spread), xytext=(4, 4), fontsize=8,
                      textcoords="offset points", parse_math=False)  # fmt: skip
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("mean absolute effect of the whole range")
    axes.set_ylabel("spread of effects: curves and interactions")


_PANELS: dict[str, Callable[[Any, Sequence[dict[str, Any]]], None]] = {
    "sobol": _bars, "morris": _plane,
}  # fmt: skip
