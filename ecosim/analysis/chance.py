"""How much of the variance of an outcome is chance, and how much the settings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Share", "shares_of_variance"]

Floats = NDArray[np.float64]

_DRAWS = 4000
_SEED = 20_240_613


@dataclass(frozen=True)
class Share:
    """One part of the variance of a single run.

    Parameters
    ----------
    source : "settings", "chance", or "both", which is chance that depends on the settings
    share : of the variance, 0..1
    low, high : ends of its interval
    """

    source: str
    share: float
    low: float
    high: float


def shares_of_variance(values: Floats, common: bool, level: float = 0.95) -> list[Share]:
    """Return the parts of the variance of one run at a random point of the design.

    With common chance each replicate is a level of a second, crossed factor, and chance that works
    alike at all points is told from chance whose effect depends on the settings. Otherwise all
    chance is one part. Components of variance below 0 count as 0.

    Parameters
    ----------
    values : [points, replicates], all defined, at least 2 of each
    common : whether a replicate meets the same chance at every point
    level : of the intervals, exact for normal effects

    Source
    ------
    Searle, Casella & McCulloch (1992), Variance Components, ch. 4; intervals: Weerahandi (1993),
    Generalized confidence intervals, JASA 88(423), 899-905
    """
    squares, freedom = _mean_squares(values, common)
    generator = np.random.default_rng(_SEED)
    drawn = squares * freedom / generator.chisquare(freedom, (_DRAWS, len(freedom)))
    estimate = _components(squares[None], values.shape, common)[0]
    spread = _components(drawn, values.shape, common)
    tail = (1 - level) / 2
    low, high = np.quantile(spread, [tail, 1 - tail], axis=0)
    names = ("settings", "chance", "both")
    return [Share(n, *map(float, s)) for n, *s in zip(names, estimate, low, high, strict=False)]


def _mean_squares(values: Floats, common: bool) -> tuple[Floats, Floats]:
    """Return mean squares and degrees of freedom of points, replicates and the rest."""
    points, replicates = values.shape
    centred = values - values.mean()
    rows = centred.mean(axis=1, keepdims=True)
    between = replicates * float((rows**2).sum()) / (points - 1)
    if not common:
        rest = points * (replicates - 1)
        within = float(((centred - rows) ** 2).sum()) / rest
        return np.array([between, within]), np.array([points - 1.0, rest])
    columns = centred.mean(axis=0, keepdims=True)
    alike = points * float((columns**2).sum()) / (replicates - 1)
    rest = (points - 1) * (replicates - 1)
    left = float(((centred - rows - columns) ** 2).sum()) / rest
    return np.array([between, alike, left]), np.array([points - 1.0, replicates - 1.0, rest])


def _components(squares: Floats, shape: tuple[int, ...], common: bool) -> Floats:
    """Return shares of the components of variance, [draws, components]."""
    points, replicates = shape
    rest = squares[:, -1]
    parts = [(squares[:, 0] - rest) / replicates]
    if common:
        parts.append((squares[:, 1] - rest) / points)
    components = np.maximum(np.stack([*parts, rest], axis=1), 0.0)
    total = components.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(components, total, out=np.zeros_like(components), where=total > 0)
    return shares
