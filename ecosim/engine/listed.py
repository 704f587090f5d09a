"""Pairs of firms that a scenario lists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ecosim.engine.roster import Roster
from ecosim.engine.world import Integers

__all__ = ["edges_between", "in_order_of_keys", "without"]


def edges_between(pairs: Sequence[tuple[str, str]], roster: Roster) -> Integers:
    """Return pairs of ids as pairs of firms, providers first."""
    if not pairs:
        return np.zeros((0, 2), np.int64)
    numbers = [(roster.index[one], roster.index[other]) for one, other in pairs]
    edges = np.array(numbers, dtype=np.int64).reshape(-1, 2)
    swap = roster.kind[edges[:, 0]] > roster.kind[edges[:, 1]]
    edges[swap] = edges[swap][:, ::-1]
    return edges


def without(edges: Integers, named: Integers, count: int) -> Integers:
    """Return generated relationships less those that the scenario lists itself or keeps apart."""
    if len(named) == 0:
        return edges
    ordered = np.concatenate([named, named[:, ::-1]])
    listed = ordered[:, 0] * count + ordered[:, 1]
    return edges[~np.isin(edges[:, 0] * count + edges[:, 1], listed)]


def in_order_of_keys(edges: Integers, roster: Roster) -> tuple[Integers, Integers]:
    """Return pairs in an order that does not depend on where firms stand in their list.

    The place that each had before comes second.
    """
    keys = roster.keys[edges]
    same = roster.kind[edges[:, 0]] == roster.kind[edges[:, 1]]
    swap = same & (keys[:, 0] > keys[:, 1])
    turned = np.where(swap[:, None], edges[:, ::-1], edges)
    keys = roster.keys[turned]
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    return turned[order], order
