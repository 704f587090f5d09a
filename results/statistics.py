"""Statistics of replicates: intervals, paired differences, and how safe a choice is.

Values that are NaN or infinite are undefined outcomes. They are left out, a whole pair or a whole
replicate at a time where candidates are compared, and counts say how many remained.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ecosim.results.student import student_quantile

__all__ = [
    "Interval",
    "expected_regret",
    "mean_interval",
    "paired_difference",
    "probability_of_best",
    "win_share",
]

Floats = NDArray[np.float64]

_DRAWS = 4000
_SEED = 20_240_611
_NUMBERS_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Interval:
    """A mean and the confidence interval around it.

    Attributes
    ----------
    estimate : the mean; NaN where ``count`` is 0
    low, high : bounds; NaN where ``count`` is below 2
    count : number of values, or of pairs, that were defined
    """

    estimate: float
    low: float
    high: float
    count: int


def mean_interval(values: ArrayLike, level: float = 0.95) -> Interval:
    """Return the mean of independent values with its Student-t interval.

    The interval is exact for normal values. One replicate says nothing about spread, so its
    bounds are NaN; values that are all the same give an interval without width.

    Parameters
    ----------
    values : shape (n,), one for each replicate
    level : above 0 and below 1, share of such intervals that hold the true mean

    Source
    ------
    Student (1908), The probable error of a mean, Biometrika 6(1), 1-25

    >>> interval = mean_interval([1.0, 2.0, 3.0])
    >>> round(interval.low, 6), interval.estimate, round(interval.high, 6)
    (-0.484138, 2.0, 4.484138)
    """
    defined = np.asarray(values, dtype=np.float64)
    defined = defined[np.isfinite(defined)]
    count = len(defined)
    if count == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    estimate = float(defined.mean())
    if count == 1:
        return Interval(estimate, math.nan, math.nan, 1)
    if np.all(defined == defined[0]):
        same = float(defined[0])
        return Interval(same, same, same, count)
    half = student_quantile(level, count - 1) * float(defined.std(ddof=1)) / math.sqrt(count)
    return Interval(estimate, estimate - half, estimate + half, count)


def paired_difference(first: ArrayLike, second: ArrayLike, level: float = 0.95) -> Interval:
    """Return the mean of ``first - second`` over pairs with the same random numbers.

    Parameters
    ----------
    first, second : shape (n,), the same replicate at the same place; a pair counts where both
        values are defined
    level : as in ``mean_interval``
    """
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.shape != other.shape:
        raise ValueError(f"pairs need equal shapes, not {one.shape} and {other.shape}")
    defined = np.isfinite(one) & np.isfinite(other)
    return mean_interval(one[defined] - other[defined], level)


def win_share(matrix: ArrayLike) -> Floats:
    """Return the share of replicates in which each candidate is best, ties being split.

    Parameters
    ----------
    matrix : shape (replicates, candidates), more is better; a replicate counts where every value
        is defined

    Returns
    -------
    shape (candidates,), in sum 1; NaN where no replicate counts
    """
    defined = _defined_replicates(matrix)
    if len(defined) == 0:
        return np.full(defined.shape[1], np.nan)
    return _shares_of_best(defined)


def probability_of_best(matrix: ArrayLike) -> Floats:
    """Return the probability that each candidate's mean is the largest, ties being split.

    Replicates are drawn again with replacement, the same ones for every candidate, from a seed of
    its own: the same matrix always gives the same numbers, in any order of candidates.

    Parameters
    ----------
    matrix : as in ``win_share``

    Returns
    -------
    shape (candidates,), in sum 1; NaN where fewer than 2 replicates count

    Source
    ------
    Efron (1979), Bootstrap methods, Annals of Statistics 7(1), 1-26; ours: the means spread
    wider by n/(n-1) in variance, which few replicates would understate
    """
    defined = _defined_replicates(matrix)
    if len(defined) < 2:
        return np.full(defined.shape[1], np.nan)
    parts = [_shares_of_best(means) * len(means) for means in _resampled_means(defined)]
    return _mean_over_draws(parts)


def expected_regret(matrix: ArrayLike) -> Floats:
    """Return by how much each candidate's mean is expected to fall short of the best one's.

    Parameters
    ----------
    matrix : as in ``win_share``

    Returns
    -------
    shape (candidates,), 0 or more, in the unit of the matrix: the mean over means resampled as in
    ``probability_of_best``; NaN where fewer than 2 replicates count

    Source
    ------
    Chick & Inoue (2001), Operations Research 49(5), 732-743: expected opportunity cost
    """
    defined = _defined_replicates(matrix)
    if len(defined) < 2:
        return np.full(defined.shape[1], np.nan)
    parts = [
        (means.max(axis=1, keepdims=True) - means).sum(axis=0)
        for means in _resampled_means(defined)
    ]
    return _mean_over_draws(parts)


def _defined_replicates(matrix: ArrayLike) -> Floats:
    values = np.asarray(matrix, dtype=np.float64)
    if values.ndim != 2 or values.shape[1] == 0:
        raise ValueError(f"a matrix of replicates by candidates is needed, not {values.shape}")
    return values[np.isfinite(values).all(axis=1)]


def _shares_of_best(rows: Floats) -> Floats:
    """Return the mean over rows of 1 for the largest entry, or of equal parts for tied ones."""
    best = rows == rows.max(axis=1, keepdims=True)
    shares: Floats = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def _mean_over_draws(sums: list[Floats]) -> Floats:
    mean: Floats = np.sum(sums, axis=0) / _DRAWS
    return mean


def _resampled_means(values: Floats) -> Iterator[Floats]:
    """Yield means over resampled replicates in parts, shapes (draws in part, candidates).

    Each candidate is summed alone, so that equal columns give equal bits and stay tied.
    """
    generator = np.random.default_rng(_SEED)
    count = len(values)
    columns = [np.ascontiguousarray(column) for column in values.T]
    centres = np.array([column.mean() for column in columns])
    wider = math.sqrt(count / (count - 1))
    part = max(1, _NUMBERS_AT_ONCE // count)
    for start in range(0, _DRAWS, part):
        rows = generator.integers(count, size=(min(part, _DRAWS - start), count))
        means = np.stack([column[rows].mean(axis=1) for column in columns], axis=1)
        yield centres + (means - centres) * wider


def in_spreads(value: float, spread: float) -> float:
    """Return a value in standard deviations; where there is no spread it is 0 or without bounds.

    >>> in_spreads(3.0, 2.0), in_spreads(-1.0, 0.0), in_spreads(0.0, 0.0), in_spreads(math.nan, 0.0)
    (1.5, -inf, 0.0, nan)
    """
    if spread > 0.0 or value == 0.0 or math.isnan(value):
        return value / (spread or 1.0)
    return math.copysign(math.inf, value)
