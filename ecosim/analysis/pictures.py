"""Pictures of sensitivities, the same bytes for the same tables, drawn without a screen."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ecosim.analysis.sensitivity import Sensitivity
from ecosim.results.answers import write_beside

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BLUE", "INK", "ORANGE", "PALE", "draw_sensitivity", "new_figure", "save"]

INK, PALE = "#22272e", "#d5d9de"
BLUE, ORANGE = "#0072b2", "#e69f00"  # Okabe and Ito's, which colour-blind readers can tell apart
_MOST_PANELS = 6


def new_figure(width: float, height: float, panels: int = 1) -> tuple[Figure, list[Any]]:
    """Return a figure with panels side by side; no window is ever opened for it."""
    # Drawing takes a second to import, which a table alone does not need.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = list(np.atleast_1d(figure.subplots(1, panels)))
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
    return figure, axes


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write a picture as PNG and SVG and return both paths."""
    import matplotlib as mpl

    paths = []
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        for kind, metadata in (("png", {"Software": None}), ("svg", {"Date": None})):
            buffer = io.BytesIO()
            figure.savefig(buffer, format=kind, dpi=150, metadata=metadata)
            paths.append(write_beside(folder / f"{name}.{kind}", buffer.getvalue()))
    return paths


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
