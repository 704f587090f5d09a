"""What each factor of a sweep changes in one outcome, the others varying as designed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from ecosim.results.statistics import Interval, mean_interval, paired_difference

__all__ = ["Effect", "Level", "effects_of", "level_word"]

_LEVEL, _MOST_LEVELS, _MOST_SHOWN = 0.95, 5, 6

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Level:
    """One value of a factor, or one third of its range.

    Parameters
    ----------
    label : in words
    mean : of the outcome over points, or over the runs of one point where nothing else varies
    points : number of points at which the outcome is defined
    """

    label: str
    mean: Interval
    points: int

    @property
    def is_of_runs(self) -> bool:
        """Tell whether the mean is over the runs of one point."""
        return self.mean.count > self.points

    @property
    def counted(self) -> str:
        """Return over what the mean is taken."""
        if self.is_of_runs:
            return f"{self.mean.count} runs"
        return "1 point" if self.points == 1 else f"{self.points} points"


@dataclass(frozen=True)
class Effect:
    """One factor and one outcome.

    Parameters
    ----------
    factor : dotted name
    levels : at which the outcome is defined, in the order of the factor's numbers, or from the
        lowest mean to the highest where levels have no order
    difference : of the last level to the first; the interval takes points as independent, or pairs
        the runs of two points where nothing else varies, and allows for the choice of two among
        several
    """

    factor: str
    levels: tuple[Level, ...]
    difference: Interval

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval of the difference leaves zero out."""
        return self.difference.low > 0 or self.difference.high < 0

    @property
    def is_told(self) -> bool:
        """Tell whether the difference has an interval."""
        return math.isfinite(self.difference.low)


def effects_of(runs: pa.Table, factors: list[str], outcome: str) -> list[Effect]:
    """Return the effect of every factor that has more than one level, largest difference first."""
    varied = [factor for factor in factors if len(runs[factor].unique()) > 1]
    points = _Points(runs, varied, outcome)
    found = [effect for factor in varied if (effect := _effect(points, factor))]
    return sorted(found, key=lambda effect: -abs(effect.difference.estimate))


class _Points:
    """The points of a sweep, with one outcome and the factors that vary."""

    def __init__(self, runs: pa.Table, factors: list[str], outcome: str) -> None:
        asked = [(outcome, "mean"), *((factor, "min") for factor in factors)]
        self._runs, self._outcome = runs, outcome
        self._points = runs.group_by("point").aggregate(asked)
        self._means = self._points[f"{outcome}_mean"].to_numpy()
        self._differ_in_one = len(factors) == 1

    def settings(self, factor: str) -> list[Any]:
        """Return the value of a factor at each point."""
        found: list[Any] = self._points[f"{factor}_min"].to_pylist()
        return found

    def level(self, label: str, rows: Rows) -> Level:
        """Return what the outcome is at some points."""
        means = self._means[rows]
        of_runs = list(self._of_runs(rows).values()) if self._is_one(rows) else means
        return Level(label, mean_interval(of_runs), int(np.isfinite(means).sum()))

    def difference(self, first: Rows, last: Rows, level: float) -> Interval:
        """Return by how much the outcome at the last points exceeds that at the first ones."""
        if not (self._is_one(first) and self._is_one(last)):
            return _difference(*(mean_interval(self._means[rows], level) for rows in (first, last)))
        one, other = self._of_runs(first), self._of_runs(last)
        both = sorted(one.keys() & other.keys())
        return paired_difference([other[k] for k in both], [one[k] for k in both], level)

    def _is_one(self, rows: Rows) -> bool:
        """Tell whether this is one point, from which others differ in one factor alone."""
        return self._differ_in_one and len(rows) == 1

    def _of_runs(self, rows: Rows) -> dict[int, float]:
        """Return the outcome of each replicate of one point, where it is defined."""
        runs = self._runs.filter(
            pa.compute.equal(self._runs["point"], self._points["point"][int(rows[0])])
        )
        pairs = zip(runs["replicate"].to_pylist(), runs[self._outcome].to_pylist(), strict=True)
        return {number: value for number, value in pairs if value is not None}


def _effect(points: _Points, factor: str) -> Effect | None:
    """Return the effect of a factor, if the outcome is defined at two or more of its levels."""
    settings = points.settings(factor)
    found = [(points.level(label, rows), rows) for label, rows in _levels(settings)]
    groups = [(level, rows) for level, rows in found if level.points]
    if len(groups) < 2:
        return None
    pairs = 1
    if not isinstance(settings[0], float):
        groups.sort(key=lambda group: group[0].mean.estimate)
        # The outermost two of several means differ by chance already.
        pairs = math.comb(len(groups), 2)
    difference = points.difference(groups[0][1], groups[-1][1], 1.0 - (1.0 - _LEVEL) / pairs)
    levels = tuple(level for level, _ in groups)
    if len(levels) > 2 * _MOST_SHOWN:
        levels = levels[:_MOST_SHOWN] + levels[-_MOST_SHOWN:]
    return Effect(factor, levels, difference)


def _levels(settings: list[Any]) -> list[tuple[str, Rows]]:
    """Return each value, or each third of many numbers, with the points that have it."""
    distinct = sorted(set(settings), key=lambda value: (str(type(value)), value))
    if len(distinct) <= _MOST_LEVELS or not isinstance(distinct[0], float):
        return [(level_word(v), np.flatnonzero([s == v for s in settings])) for v in distinct]
    order = np.argsort(np.array(settings), kind="stable")
    thirds = np.array_split(order, 3)
    return [(f"{settings[rows[0]]:.3g} to {settings[rows[-1]]:.3g}", rows) for rows in thirds]


def level_word(value: Any) -> str:
    """Return a value of a factor in words."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _difference(first: Interval, last: Interval) -> Interval:
    """Return the difference of two independent means."""
    middle = last.estimate - first.estimate
    half = math.hypot(last.high - last.low, first.high - first.low) / 2
    return Interval(middle, middle - half, middle + half, min(first.count, last.count))
