"""A prediction beside the runs, in sentences and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.dashboards.lessons.lesson import Curve
from ecosim.dashboards.sheet import number

__all__ = ["BANDS", "Spread", "compared", "spread_of"]

Floats = NDArray[np.float64]
BANDS = ((0.05, 0.95), (0.25, 0.75))
"""Shares of runs between which a band lies: nine in ten of them, and the middle half."""
_LITTLE = 0.03  # of the axis: below that a curve counts as level


@dataclass(frozen=True)
class Spread:
    """A line over many runs.

    Parameters
    ----------
    mean : [points]
    bands : low and high of each of ``BANDS``, [points]
    """

    mean: Floats
    bands: tuple[tuple[Floats, Floats], ...]


def spread_of(runs: Floats) -> Spread:
    """Return the mean and the bands of runs, [replicates, points]; NaN where there are none."""
    known = np.isfinite(runs).any(axis=0)
    mean = np.full(runs.shape[1], np.nan)
    mean[known] = np.nanmean(runs[:, known], axis=0)
    bands = []
    for ends in BANDS:
        band = np.full((2, runs.shape[1]), np.nan)
        band[:, known] = np.nanquantile(runs[:, known], ends, axis=0)
        bands.append((band[0], band[1]))
    return Spread(mean, tuple(bands))


def compared(curve: Curve, guess: Sequence[float], spread: Spread) -> list[str]:
    """Return what a student should notice: direction, end, fit, and where the gap is widest."""
    drawn = np.array(guess, np.float64)
    low, high = spread.bands[0]
    inside = (drawn >= low) & (drawn <= high)
    gap = np.abs(drawn - spread.mean)
    widest = int(np.nanargmax(gap))
    where = f"{curve.across} {curve.points[widest]:g}"
    return [
        _directions(curve, drawn, spread.mean),
        f"At the right end you drew {number(drawn[-1], 2)}; the mean of the runs is "
        f"{number(spread.mean[-1], 2)}, and nine in ten runs lie between {number(low[-1], 2)} and "
        f"{number(high[-1], 2)}.",
        f"Your curve lies within that band at {inside.sum()} of {len(drawn)} points.",
        f"The gap is widest at {where}: {number(drawn[widest], 2)} drawn, "
        f"{number(spread.mean[widest], 2)} found.",
    ]


def _directions(curve: Curve, drawn: Floats, found: Floats) -> str:
    """Return whether the curve goes, over all, the way that was expected."""
    yours, theirs = (_direction(line, curve.high - curve.low) for line in (drawn, found))
    if yours == theirs:
        return f"You expected a line that {theirs}, and so it does."
    return f"You expected a line that {yours}; in the runs it {theirs}."


def _direction(line: Floats, height: float) -> str:
    """Return which way a line goes from its first point to its last.

    >>> _direction(np.array([0.5, 0.1, 0.9]), 1.0)
    'falls and then rises'
    """
    little = _LITTLE * height
    first, last = line[0], line[-1]
    lowest, highest = np.nanmin(line), np.nanmax(line)
    if highest - lowest <= little:
        return "stays level"
    if min(first, last) - lowest > little:
        return "falls and then rises"
    if highest - max(first, last) > little:
        return "rises and then falls"
    return "rises" if last > first else "falls"
