"""The interval around a mean of few and skewed values."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ecosim.results.statistics import Interval
from ecosim.results.student import student_quantile

__all__ = ["contrast_interval"]

Floats = NDArray[np.float64]


def contrast_interval(differences: Floats, level: float, scale: float) -> Interval:
    """Return the mean of independent differences, with an interval corrected for their skewness.

    Student's interval fails for skewed values, of which rare events make many. Hall's cubic
    transformation of t takes the skewness out and can be inverted in closed form.

    Differences that are all the same show no spread. With n of them, no more than a share
    1 − (1 − level)^(1/n) of replicates may differ, here taken to differ by one ``scale``.

    Parameters
    ----------
    differences : shape (n,), one for each replicate in which the contrast is defined
    level : above 0 and below 1
    scale : of a single replicate, such as the standard deviation within arms

    Source
    ------
    Hall (1992), On the removal of skewness by transformation, J. Royal Statistical Society B
    54(1), 221-228; Ours: the width without spread

    >>> interval = contrast_interval(np.array([1.0, 2.0, 3.0]), 0.95, 1.0)
    >>> round(interval.low, 6), interval.estimate, round(interval.high, 6)
    (-0.484138, 2.0, 4.484138)
    """
    count = len(differences)
    if count < 2:
        estimate = float(differences.mean()) if count else math.nan
        return Interval(estimate, math.nan, math.nan, count)
    estimate, spread = float(differences.mean()), float(differences.std(ddof=1))
    if np.all(differences == differences[0]):
        half = (1.0 - (1.0 - level) ** (1.0 / count)) * scale
        same = float(differences[0])
        return Interval(same, same - half, same + half, count)
    error = spread / math.sqrt(count)
    skewness = float(np.mean(((differences - estimate) / spread) ** 3))
    quantile = student_quantile(level, count - 1)
    low = estimate - error * _untransformed(quantile, skewness, count)
    high = estimate - error * _untransformed(-quantile, skewness, count)
    return Interval(estimate, low, high, count)


def _untransformed(quantile: float, skewness: float, count: int) -> float:
    """Return the t whose transform, t + a·t² + a²·t³/3 + a/2 with a = γ/(3√n), is the quantile."""
    a = skewness / (3.0 * math.sqrt(count))
    if abs(a) < 1e-9:
        return quantile
    return (math.cbrt(1.0 + 3.0 * a * (quantile - 0.5 * a)) - 1.0) / a
