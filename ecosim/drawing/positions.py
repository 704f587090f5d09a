"""Where firms are drawn: near those they work with, the same every time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

__all__ = ["firm_positions"]

Points = NDArray[np.float64]
_PIVOTS = 40


def firm_positions(count: int, source: NDArray[np.int64], target: NDArray[np.int64]) -> Points:
    """Return a place for every firm, [n, 2] within −1..1.

    PivotMDS (Brandes and Pich 2006) puts firms at distances like those in the network; a few
    rounds of repulsion then part those that lie on each other.

    Parameters
    ----------
    count : number of firms, at least 1
    source, target : relationships at the start

    >>> firm_positions(3, np.array([0, 1]), np.array([1, 2])).shape
    (3, 2)
    """
    if count < 3:
        return np.array([[0.0, 0.0], [0.6, 0.0]])[:count]
    ties = coo_matrix((np.ones(len(source)), (source, target)), shape=(count, count)).tocsr()
    points = _pivot_mds(ties, count)
    points += 0.02 * _spiral(count)
    points = _on_disc(points)
    for _ in range(30):
        points = _round(points, source, target, 0.012)
    points = _on_disc(points)
    for _ in range(12):
        points = _round(points, source, target, 0.0)
    points -= (points.max(axis=0) + points.min(axis=0)) / 2.0
    within: Points = points / np.abs(points).max(axis=0)
    return within


def _pivot_mds(ties: coo_matrix, count: int) -> Points:
    """Return two coordinates from distances to a few firms far from each other."""
    pivot, columns = int(np.argmax(np.bincount(ties.indices, minlength=count))), []
    nearest = np.full(count, np.inf)
    for _ in range(min(_PIVOTS, count)):
        steps = dijkstra(ties, directed=False, indices=pivot, unweighted=True)
        longest = steps[np.isfinite(steps)].max()
        steps = np.where(np.isfinite(steps), steps, longest + 2.0)
        columns.append(steps)
        nearest = np.minimum(nearest, steps)
        pivot = int(np.argmax(nearest))
    squared = np.stack(columns, axis=1) ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    first = directions[:2]
    signs = np.sign(first[np.arange(len(first)), np.abs(first).argmax(axis=1)])
    found: Points = centred @ (first * signs[:, None]).T
    return found


def _spiral(count: int) -> Points:
    """Return points spread evenly over a disc, in a fixed order."""
    place = np.arange(count)
    angle, radius = place * 2.399963, np.sqrt((place + 0.5) / count)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _on_disc(points: Points) -> Points:
    """Return points in their directions from the middle, spread over a disc without crowding."""
    points = points - np.median(points, axis=0)
    radius = np.maximum(np.hypot(points[:, 0], points[:, 1]), 1e-9)
    rank = np.argsort(np.argsort(radius, kind="stable"), kind="stable")
    even = np.sqrt((rank + 0.5) / len(points))
    spread: Points = points * (even / radius)[:, None]
    return spread


def _round(
    points: Points, source: NDArray[np.int64], target: NDArray[np.int64], strength: float
) -> Points:
    """Return points after one round: neighbours apart from each other, partners closer."""
    wanted = 1.9 / np.sqrt(len(points))
    move = np.zeros_like(points)
    pairs = cKDTree(points).query_pairs(wanted, output_type="ndarray")
    if len(pairs):
        gap = points[pairs[:, 0]] - points[pairs[:, 1]]
        length = np.maximum(np.linalg.norm(gap, axis=1, keepdims=True), 1e-9)
        push = 0.35 * (wanted - length) * gap / length
        np.add.at(move, pairs[:, 0], push)
        np.add.at(move, pairs[:, 1], -push)
    pull = strength * (points[target] - points[source])
    np.add.at(move, source, pull)
    np.add.at(move, target, -pull)
    return points + np.clip(move, -0.5 * wanted, 0.5 * wanted)
