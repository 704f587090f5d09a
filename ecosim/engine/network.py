"""Relationships at the start: by role, by a networkx generator, or as the scenario lists them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.fields import KINDS
from ecosim.declarations.scenario import NetworkSpec
from ecosim.engine.kernels.setup import draw_stubs
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
        members = [np.flatnonzero(kind == code) for code in range(len(KINDS))]
        parts = [
            _layer(spec, pair, weight, members, ties, keys, seeds)
            for pair, weight in spec.layers.items()
        ]
        return _tidy(np.concatenate(parts), kind, len(kind))
    from ecosim.engine.generators import generated_edges

    return _tidy(generated_edges(spec, kind, ties, keys, seeds), kind, len(kind))


def _layer(
    spec: NetworkSpec,
    pair: str,
    weight: float,
    members: list[Integers],
    ties: Floats,
    keys: NDArray[np.uint64],
    seeds: NDArray[np.uint64],
) -> Edges:
    """Return relationships between two kinds, matched by chance; ``members`` are firms by kind."""
    one, other = (KINDS.index(word) for word in pair.split("-"))
    share = weight / sum(spec.layers.values())
    expected = share * spec.mean_degree * np.count_nonzero(ties > 0.0) / 2.0
    at_least = 1.0 if pair == "provider-customer" else 0.0
    sides = []
    for side, (code, partners) in enumerate(((one, other), (other, one))):
        firms, most = members[code], float(np.count_nonzero(ties[members[partners]] > 0.0))
        weights, stream = ties[firms], 10 * list(spec.layers).index(pair) + side
        each = expected, float(weights.sum()), min(at_least, most), 0.6 * most
        stubs, chance = draw_stubs(seeds, stream, keys, firms, weights, each)
        sides.append(stubs[np.argsort(chance, kind="stable")])
    length = min(len(sides[0]), len(sides[1]))
    return np.stack([sides[0][:length], sides[1][:length]], axis=1)


def _tidy(edges: Edges, kind: Integers, count: int) -> Edges:
    """Put providers first, and drop loops and repetitions."""
    one, other = edges[:, 0], edges[:, 1]
    swap = (kind[one] > kind[other]) | ((kind[one] == kind[other]) & (one > other))
    source, target = np.where(swap, other, one), np.where(swap, one, other)
    codes = np.unique((source * count + target)[source != target])
    return np.stack([codes // count, codes % count], axis=1)
