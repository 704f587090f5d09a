"""Networks from networkx generators, with firms put on their nodes by chance."""

from __future__ import annotations

import networkx
import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.fields import KINDS
from ecosim.declarations.networks import GENERATORS
from ecosim.declarations.scenario import NetworkSpec
from ecosim.engine.streams import Purpose, uniforms
from ecosim.engine.world import Floats, Integers

__all__ = ["generated_edges"]


def generated_edges(
    spec: NetworkSpec,
    kind: Integers,
    ties: Floats,
    keys: NDArray[np.uint64],
    seeds: NDArray[np.uint64],
) -> Integers:
    """Return the edges of a networkx graph between firms, where their kinds may be related.

    Firms with ``ties`` 0 stay outside. See ``network.initial_edges`` for the arguments.
    """
    firms = np.flatnonzero(ties > 0.0)
    if len(firms) < 2:
        return np.zeros((0, 2), np.int64)
    generator = GENERATORS[spec.generator]
    arguments = generator.arguments(len(firms), spec.mean_degree, spec.options)
    graph = getattr(networkx, generator.function)(**arguments, seed=_seed(seeds))
    chance = np.empty(len(firms))
    uniforms(seeds, int(Purpose.ROLE), 0, keys[firms], chance)
    placed = firms[np.argsort(chance, kind="stable")]
    edges = placed[np.array(graph.edges(), dtype=np.int64).reshape(-1, 2)]
    return edges[_allowed(spec)[kind[edges[:, 0]], kind[edges[:, 1]]]]


def _allowed(spec: NetworkSpec) -> NDArray[np.bool_]:
    """Return which kinds may be related, [kind, kind]."""
    table = np.zeros((len(KINDS), len(KINDS)), np.bool_)
    for pair, weight in spec.layers.items():
        one, other = (KINDS.index(word) for word in pair.split("-"))
        table[one, other] = table[other, one] = weight > 0.0
    return table


def _seed(seeds: NDArray[np.uint64]) -> int:
    """Return a seed for networkx from seed and replicate."""
    number = np.empty(1)
    uniforms(seeds, int(Purpose.ROLE), 1, np.zeros(1, np.uint64), number)
    return int(number[0] * 2**32)
