"""What the stories share: how runs are made, read and drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from make_pictures import INK, PALE, QUIET, titled
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

import ecosim
from ecosim.results import Results

REPLICATES = 60
BLUE, ORANGE, GREEN, RED, GREY = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#a3abb5"
Numbers = dict[str, Any]
Samples = NDArray[np.float64]


def runs_of(name: str, record: str = "ecosystem", every: int = 1, **settings: Any) -> Results:
    """Return runs of a library scenario; dots in names of settings are written as two underscores.

    Runs of one scenario with different settings meet the same chance.
    """
    overrides = {key.replace("__", "."): value for key, value in settings.items()}
    scenario = ecosim.load_scenario(name, overrides=overrides)
    return ecosim.simulate(scenario, replicates=REPLICATES, record=record, every=every)


def by_month(rows: Any, column: str) -> tuple[Samples, Samples]:
    """Return months, and a column of a pandas table as [run, month]."""
    wide = rows.pivot_table(index="run_id", columns="tick", values=column, aggfunc="mean")
    return wide.columns.to_numpy(float), wide.to_numpy(float)


def two_panels(figure: Figure, left: tuple[str, str], right: tuple[str, str]) -> tuple[Axes, Axes]:
    """Return two panels, each under a title and a line that says what is drawn."""
    titled(figure, 0.045, *left)
    titled(figure, 0.555, *right)
    return figure.add_axes((0.075, 0.14, 0.36, 0.68)), figure.add_axes((0.585, 0.14, 0.31, 0.68))


def years(axes: Axes, months: Samples) -> None:
    """Let the horizontal axis count years."""
    axes.set_xticks(range(0, int(months[-1]) + 1, 24), range(0, int(months[-1]) // 12 + 1, 2))
    axes.set_xlabel("year")
    axes.grid(axis="y", color=PALE, lw=0.6)
    axes.set_axisbelow(True)


def band(axes: Axes, months: Samples, samples: Samples, colour: str, label: str) -> Samples:
    """Draw the mean over runs and the range of eight runs in ten; return the mean."""
    low, high = np.nanpercentile(samples, (10, 90), axis=0)
    mean = np.nanmean(samples, axis=0)
    axes.fill_between(months, low, high, color=colour, alpha=0.15, lw=0)
    axes.plot(months, mean, color=colour, lw=2.0)
    if label:
        note(axes, months[-1], mean[-1], label, colour)
    return mean


def note(
    axes: Axes, x: float, y: float, words: str, colour: str = INK, higher: float = 0.0
) -> None:
    """Write a few words to the right of a point, some points higher where they would collide."""
    axes.annotate(words, (x, y), (5, higher), textcoords="offset points", color=colour, va="center",
                  annotation_clip=False, fontsize=8)  # fmt: skip


def moment(axes: Axes, month: float, words: str, height: float = 1.0) -> None:
    """Mark a month with a thin line and say what happens in it, at a height from 0 to 1."""
    axes.axvline(month, color=QUIET, lw=0.8, ls=(0, (3, 3)), zorder=0)
    axes.annotate(words, (month, height), (3, -2), ("data", "axes fraction"), "offset points",
                  color=QUIET, fontsize=7.5, va="top")  # fmt: skip


def bars(axes: Axes, names: Iterable[str], values: Iterable[float], colours: Iterable[str]) -> None:
    """Draw horizontal bars, the first at the top, with their values beside them."""
    rows = list(zip(names, values, colours, strict=True))
    for row, (_, value, colour) in enumerate(rows):
        axes.barh(-row, value, color=colour, height=0.6)
        note(axes, max(value, 0.0), -row, f"{value:.3g}", QUIET)
    axes.set_yticks([-row for row in range(len(rows))], [name for name, _, _ in rows])
    axes.tick_params(length=0)
    axes.axvline(0.0, color=PALE, lw=1.0, zorder=0)
