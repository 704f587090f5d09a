"""Relationships at the start: by role, by a networkx generator, or as the scenario lists them."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.fields import KINDS
from ecosim.declarations.scenario import NetworkSpec
from ecosim.engine.kernels.matching import match_by_role, tidied
from ecosim.engine.world import Floats, Integers

__all__ = ["initial_edges"]

Edges = Integers  # shape (edges, 2): source and target


def initial_edges(
    spec: NetworkSpec,
    kind: Integers,
    ties: Floats,
    keys: NDArray[np.uint64],
    seeds: NDArray[np.uint64],
) -> Edges:
    """Return generated relationships, each pair once, sorted, the provider first.

    Parameters
    ----------
    spec : how to generate
    kind : [n] kind of each firm
    ties : [n] expected relationships of each firm relative to others of its kind
    keys : [n] keys of firms
    seeds : [seed, replicate]
    """
    if spec.generator == "none" or len(kind) < 2:
        return np.zeros((0, 2), np.int64)
    if spec.generator == "role-constrained":
        pairs, shares = _layers(tuple(spec.layers.items()))
        edges = match_by_role(seeds, keys, kind, ties, pairs, shares, float(spec.mean_degree))
    else:
        from ecosim.engine.generators import generated_edges

        edges = generated_edges(spec, kind, ties, keys, seeds)
    tidy: Edges = tidied(edges, kind)
    return tidy


@functools.cache
def _layers(layers: tuple[tuple[str, float], ...]) -> tuple[Integers, Floats]:
    """Return the kinds of firms that each layer relates, [layer, 2], and its share of all."""
    kinds = [[KINDS.index(word) for word in pair.split("-")] for pair, _ in layers]
    weights = np.array([weight for _, weight in layers], np.float64)
    return np.array(kinds, np.int64).reshape(-1, 2), weights / sum(weight for _, weight in layers)
