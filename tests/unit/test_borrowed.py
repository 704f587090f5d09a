"""A borrowed bundle reads the same arrays, and counts no references to them."""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

import numpy as np
import pytest

from ecosim.compiled import PLAIN, borrowed, entry


class Alike(NamedTuple):
    first: Any
    second: Any


class Whole(NamedTuple):
    number: float
    whole: Any
    alike: Alike  # of one type: numba has a kind of tuple of its own for that


@entry
def total(bundle):
    bundle = borrowed(bundle)
    found = bundle.number
    for i in range(len(bundle.whole)):
        found += bundle.whole[i] * bundle.alike.first[i] + bundle.alike.second[i]
    bundle.alike.second[0] = found
    return found


def test_nested_bundles_are_read_and_written() -> None:
    bundle = Whole(0.5, np.arange(3), Alike(np.full(3, 2.0), np.ones(3)))
    arrays = [bundle.whole, *bundle.alike]
    counts = [sys.getrefcount(array) for array in arrays]
    assert total(bundle) == 0.5 + 6.0 + 3.0
    assert bundle.alike.second.tolist() == [9.5, 1.0, 1.0]
    for _ in range(1000):
        total(bundle)
    assert [sys.getrefcount(array) for array in arrays] == counts
    del arrays, bundle
    kept = [np.ones(3) for _ in range(1000)]  # memory that was given back twice is found here
    assert sum(one.sum() for one in kept) == 3000.0


@pytest.mark.skipif(PLAIN, reason="numba refuses, not Python")
def test_a_bundle_holds_no_plain_tuple_of_arrays() -> None:
    class Loose(NamedTuple):
        pair: tuple[Any, Any]

    with pytest.raises(Exception, match="Unknown attribute 'pair'"):
        first(Loose((np.ones(2), np.ones(2))))


@entry
def first(bundle):
    return borrowed(bundle).pair[0][0]
