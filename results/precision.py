"""How many replicates are enough, judged by those that are there."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from ecosim.errors import InputError
from ecosim.results.answers import answer_table
from ecosim.results.statistics import mean_interval
from ecosim.results.student import student_quantile

__all__ = ["convergence", "replicates_needed"]

_COLUMNS = {
    "replicates": (int, "Number of first replicates that count."),
    "mean": (float, "Their mean."),
    "low": (float, "Lower end of the interval of the mean."),
    "high": (float, "Upper end of the interval of the mean."),
}
_MOST = 10**12
_MOST_FREEDOM = 10**6  # beyond it Student's t is the normal distribution to six digits


def replicates_needed(values: ArrayLike, half_width: float, level: float = 0.95) -> int:
    """Return the replicates whose mean would have an interval of ± ``half_width``.

    The spread is that of the values given, so few values make an uncertain answer: its relative
    error is about √(2 / (n − 1)). Values that are not finite are left out.

    Parameters
    ----------
    values : shape (n,), one for each replicate, at least 2 defined
    half_width : wanted, above 0, in the unit of the values
    level : of the interval

    Source
    ------
    Law (2015), Simulation Modeling and Analysis, 5th ed., §9.4.1

    >>> replicates_needed([1.0, 2.0, 3.0], 0.5)
    18
    """
    if not 0.0 < half_width < math.inf:
        raise InputError(f"half-width: {half_width} is not a number above 0")
    defined = np.asarray(values, dtype=np.float64)
    defined = defined[np.isfinite(defined)]
    if len(defined) < 2:
        raise InputError("half-width: at least 2 replicates with a value are needed to judge it")
    ratio = float(defined.std(ddof=1)) / half_width
    low, high = 2, 2
    while high < _MOST and not _suffices(high, ratio, level):
        low, high = high, 2 * high
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _suffices(middle, ratio, level) else (middle + 1, high)
    return low


def _suffices(replicates: int, ratio: float, level: float) -> bool:
    freedom = min(replicates - 1, _MOST_FREEDOM)
    return student_quantile(level, freedom) * ratio <= math.sqrt(replicates)


def convergence(values: ArrayLike, level: float = 0.95, points: int = 50) -> pa.Table:
    """Return the mean and its interval as replicates are added, the first ones first.

    Parameters
    ----------
    values : shape (n,), in order of replicates
    level : of the intervals
    points : rows of the table at most, at equal ratios of the number of replicates

    Returns
    -------
    columns replicates, mean, low and high
    """
    given = np.asarray(values, dtype=np.float64)
    counts = np.unique(np.geomspace(2, max(2, len(given)), points).round().astype(int))
    rows = []
    for count in counts[counts <= len(given)]:
        interval = mean_interval(given[:count], level)
        rows.append({"replicates": int(count), "mean": interval.estimate,
                     "low": interval.low, "high": interval.high})  # fmt: skip
    return answer_table(_COLUMNS, rows)
