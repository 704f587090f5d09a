"""How many groups trajectories fall into, found afterwards and never assigned."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2

__all__ = ["number_of_clusters"]

Floats = NDArray[np.float64]

_MOST = 6
_REFERENCES = 20
_SEED = 20_010_411


def number_of_clusters(points: Floats) -> int:
    """Return the number of clusters by the gap statistic; 1 where there is no structure.

    The dispersion within k clusters is held against that of points without structure, drawn
    evenly along the principal axes. The smallest k counts whose gap lies within one standard error
    of the largest: to stop at the first that its follower does not beat misses three clusters at
    the corners of a triangle.

    Parameters
    ----------
    points : [n, dimensions]

    Source
    ------
    Tibshirani, Walther & Hastie (2001), Estimating the number of clusters in a data set via the
    gap statistic, J. Royal Statistical Society B 63(2), 411-423

    >>> corners = np.repeat([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]], 12, axis=0)
    >>> number_of_clusters(corners + np.random.default_rng(1).normal(0.0, 0.5, (36, 2)))
    3
    """
    generator = np.random.default_rng(_SEED)
    most = min(_MOST, len(points) // 3)
    if most < 2 or np.ptp(points, axis=0).max() == 0.0:
        return 1
    gaps, errors = zip(*(_gap(points, k, generator) for k in range(1, most + 1)), strict=True)
    best = int(np.argmax(gaps))
    return 1 + next(k for k in range(most) if gaps[k] >= gaps[best] - errors[best])


def _gap(points: Floats, k: int, generator: np.random.Generator) -> tuple[float, float]:
    """Return the gap of k clusters and its standard error."""
    references = [
        _log_dispersion(_without_structure(points, generator), k) for _ in range(_REFERENCES)
    ]
    gap = float(np.mean(references)) - _log_dispersion(points, k)
    return gap, float(np.std(references)) * np.sqrt(1.0 + 1.0 / _REFERENCES)


def _without_structure(points: Floats, generator: np.random.Generator) -> Floats:
    centred = points - points.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    along = centred @ axes.T
    drawn = generator.uniform(along.min(axis=0), along.max(axis=0), along.shape)
    return np.asarray(drawn @ axes)


def _log_dispersion(points: Floats, k: int) -> float:
    """Return the logarithm of the summed squares within the best of a few k-means partitions."""
    tries = [_dispersion(points, k, seed) for seed in range(5)]
    return float(np.log(max(min(tries), 1e-300)))


def _dispersion(points: Floats, k: int, seed: int) -> float:
    centres, labels = kmeans2(points, k, minit="++", seed=seed, missing="warn")
    return float(((points - centres[labels]) ** 2).sum())
