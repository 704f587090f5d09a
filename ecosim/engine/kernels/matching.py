"""Before the first month: relationships by role, kind of firm by kind of firm."""

import math

import numpy as np

from ecosim.compiled import entry, inlined, kernel
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import CUSTOMER, PROVIDER

DEGREE, MATCH = int(Purpose.DEGREE), int(Purpose.MATCH)
SIDES = 10  # streams of draws for each layer, of which two are used
MOST = 0.6  # share of possible partners that a firm is related to at most
STEP = np.uint64(0x9E3779B97F4A7C15)  # sets a firm's stubs apart


@inlined
def _degree(weight, each):
    """Return how many relationships a firm has on average in a layer.

    ``each`` holds the relationships expected of the whole layer, the sum of weights by which they
    fall to firms, and what a firm of any weight gets at least and at most.
    """
    expected, total, at_least, at_most = each
    if weight == 0.0 or at_most == 0.0:
        return 0.0
    return max(min(expected * weight / total, at_most), at_least)


@kernel
def _stubs(seeds, layer, keys, firms, ties, each):
    """Return each firm as often as it will have relationships in a layer, in an order by chance.

    Chance also rounds how often that is.
    """
    rounding, match = stream(seeds, DEGREE, layer), stream(seeds, MATCH, layer)
    counts = np.empty(len(firms), np.int64)
    for k in range(len(firms)):
        drawn = uniform(rounding, keys[firms[k]])
        counts[k] = math.floor(_degree(ties[firms[k]], each) + drawn)
    stubs, chance, stub = np.empty(counts.sum(), np.int64), np.empty(counts.sum()), 0
    for k in range(len(firms)):
        for ordinal in range(counts[k]):
            stubs[stub] = firms[k]
            chance[stub] = uniform(match, keys[firms[k]] + np.uint64(ordinal) * STEP)
            stub += 1
    return stubs[np.argsort(chance, kind="mergesort")]


@inlined
def _drawing(ties):
    """Return how many firms have any relationships."""
    found = 0
    for i in range(len(ties)):
        found += ties[i] > 0.0
    return float(found)


@kernel
def _side(seeds, number, keys, kind, ties, code, partners, expected, at_least):
    """Return one side's firms of a layer, as often as each takes part in it."""
    firms, most = np.flatnonzero(kind == code), _drawing(ties[kind == partners])
    total = 0.0
    for i in firms:
        total += ties[i]
    each = (expected, total, min(at_least, most), MOST * most)
    return _stubs(seeds, number, keys, firms, ties, each)


@entry
def match_by_role(seeds, keys, kind, ties, pairs, shares, mean_degree):
    """Return relationships between kinds of firms, matched by chance, [edge, 2].

    ``pairs`` [layer, 2] holds the kinds of each layer and ``shares`` [layer] its share of all
    relationships; ``ties`` [n] are expected relationships of each firm against others of its kind.
    """
    edges = np.empty((0, 2), np.int64)
    for layer in range(len(pairs)):
        one, other = pairs[layer]
        expected = shares[layer] * mean_degree * _drawing(ties) / 2.0
        at_least = 1.0 if one == PROVIDER and other == CUSTOMER else 0.0
        number = SIDES * layer
        first = _side(seeds, number, keys, kind, ties, one, other, expected, at_least)
        second = _side(seeds, number + 1, keys, kind, ties, other, one, expected, at_least)
        length = min(len(first), len(second))
        fresh = np.stack((first[:length], second[:length]), axis=1)
        edges = np.concatenate((edges, fresh))
    return edges


@entry
def tidied(edges, kind, by_key, key_place):
    """Return relationships each once, providers first and without loops, [edge, 2].

    They are in the order of keys: it does not depend on where firms stand in their list.
    """
    codes, count = np.empty(len(edges), np.int64), 0
    for one, other in edges:
        first, second = key_place[one], key_place[other]
        if kind[one] > kind[other] or (kind[one] == kind[other] and first > second):
            first, second = second, first
        codes[count] = first * len(kind) + second
        count += one != other
    codes, found = np.sort(codes[:count]), 0
    tidy = np.empty((count, 2), np.int64)
    for n in range(count):
        if n == 0 or codes[n] != codes[n - 1]:
            tidy[found, 0] = by_key[codes[n] // len(kind)]
            tidy[found, 1] = by_key[codes[n] % len(kind)]
            found += 1
    return tidy[:found].copy()
