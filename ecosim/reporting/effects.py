"""What each factor of a sweep changes in one outcome, the others varying as designed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.drawing import Range, ranges
from ecosim.reporting.document import Column, Figure, Section, Table
from ecosim.results.statistics import Interval, mean_interval

__all__ = ["Effect", "effects_of", "effects_section", "level_word"]

_LEVEL, _MOST_LEVELS, _MOST_SHOWN = 0.95, 5, 6


@dataclass(frozen=True)
class Effect:
    """One factor and one outcome.

    Parameters
    ----------
    factor : dotted name
    levels : values of the factor, in their order, or thirds of its range; each with the mean over
        points of the outcome there
    difference : of the last level to the first, or of the highest mean to the lowest where levels
        have no order; the interval takes points as independent and allows for the choice of two
        among several
    """

    factor: str
    levels: tuple[tuple[str, Interval], ...]
    difference: Interval

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval of the difference leaves zero out."""
        return self.difference.low > 0 or self.difference.high < 0


def effects_of(runs: pa.Table, factors: list[str], outcome: str) -> list[Effect]:
    """Return the effect of every factor that has more than one level, largest difference first."""
    found = [_effect(runs, factor, outcome) for factor in factors]
    several = [effect for effect in found if len(effect.levels) > 1]
    return sorted(several, key=lambda effect: -abs(effect.difference.estimate))


def _effect(runs: pa.Table, factor: str, outcome: str) -> Effect:
    points = runs.group_by("point").aggregate([(outcome, "mean"), (factor, "min")])
    values = points[f"{outcome}_mean"].to_numpy()
    settings = points[f"{factor}_min"].to_pylist()
    groups = [(label, values[rows]) for label, rows in _levels(settings)]
    pairs = 1
    if not isinstance(settings[0], float):
        groups.sort(key=lambda group: mean_interval(group[1]).estimate)
        # The outermost two of several means differ by chance already.
        pairs = max(1, math.comb(len(groups), 2))
    level = 1.0 - (1.0 - _LEVEL) / pairs
    first, last = (mean_interval(groups[end][1], level) for end in (0, -1))
    shown = (
        groups if len(groups) <= 2 * _MOST_SHOWN else groups[:_MOST_SHOWN] + groups[-_MOST_SHOWN:]
    )
    levels = tuple((label, mean_interval(group)) for label, group in shown)
    return Effect(factor, levels, _difference(first, last))


def _levels(settings: list[Any]) -> list[tuple[str, NDArray[np.int64]]]:
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


def effects_section(outcome: str, effects: list[Effect]) -> Section:
    """Return a picture and a table of what each factor changes."""
    declared = OUTCOMES[outcome]
    words, unit = outcome.replace("_", " "), "" if declared.unit == "1" else f" ({declared.unit})"
    rows = [
        Range(f"{effect.factor.split('.', 1)[-1]}: {label}", mean.low, mean.estimate, mean.high,
              note=f"{mean.count}", strong=effect.is_clear)
        for effect in effects
        for label, mean in effect.levels
    ]  # fmt: skip
    told = "; ".join(f"{row.label} {row.middle:.3g}" for row in rows)
    svg = ranges(rows, f"Mean of {words} by factor: {told}.", f"{words}{unit}", note_title="points")
    caption = (
        f"{declared.description} Mean over points with its 95 % interval, points taken as "
        "independent and the other factors varying; blue where the ends of a factor clearly differ."
    )
    return Section(f"What changes {words}", (Figure(svg, caption), _table(outcome, effects)))


def _table(outcome: str, effects: list[Effect]) -> Table:
    words, unit = outcome.replace("_", " "), OUTCOMES[outcome].unit
    columns = (
        Column("Factor"),
        Column("Level", meaning="Value, or third of the range."),
        Column(words.capitalize(), unit, "Mean over points at this level.", "interval"),
        Column("Points", "", "Number of points at this level.", "number"),
    )
    rows = tuple(
        (effect.factor, label, mean, mean.count)
        for effect in effects
        for label, mean in effect.levels
    )
    caption = f"{words.capitalize()} at each level of each factor"
    return Table(f"Effects on {words}"[:31], caption, columns, rows, folded=True)
