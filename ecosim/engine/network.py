"""Relationships at the start: by role, by a networkx generator, or as the scenario lists them."""

from __future__ import annotations

import functools

import numpy as np

from ecosim.declarations.fields import KINDS
from ecosim.declarations.scenario import NetworkSpec
from ecosim.engine.kernels.matching import match_by_role, tidied
from ecosim.engine.listed import without
from ecosim.engine.start import Start
from ecosim.engine.world import Floats, Integers, Keys

__all__ = ["initial_edges"]


def initial_edges(spec: NetworkSpec, start: Start, ties: Floats, seeds: Keys) -> Integers:
    """Return generated relationships, [edge, 2]: each pair once, the provider first.

    Parameters
    ----------
    spec : how to generate
    start : of the scenario, which knows what relationships it lists itself or forbids
    ties : [n] expected relationships of each firm relative to others of its kind
    seeds : [seed, replicate]
    """
    kind, keys = start.kind, start.firm_key
    if spec.generator == "none" or len(kind) < 2:
        return np.zeros((0, 2), np.int64)
    if spec.generator == "role-constrained":
        pairs, shares = _layers(tuple(spec.layers.items()))
        edges = match_by_role(seeds, keys, kind, ties, pairs, shares, float(spec.mean_degree))
    else:
        from ecosim.engine.generators import generated_edges

        edges = generated_edges(spec, kind, ties, keys, seeds)
    tidy: Integers = tidied(edges, kind, start.by_key, start.key_place)
    return without(without(tidy, start.named, len(kind)), start.apart, len(kind))


@functools.cache
def _layers(layers: tuple[tuple[str, float], ...]) -> tuple[Integers, Floats]:
    """Return the kinds of firms that each layer relates, [layer, 2], and its share of all."""
    kinds = [[KINDS.index(word) for word in pair.split("-")] for pair, _ in layers]
    weights = np.array([weight for _, weight in layers], np.float64)
    return np.array(kinds, np.int64).reshape(-1, 2), weights / sum(weight for _, weight in layers)
