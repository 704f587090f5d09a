"""Numbers side by side give, place by place, the bits of single ones."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ecosim.compiled import inlined
from ecosim.rules.complementarity import capability_gap
from ecosim.rules.effective_capability import left_uncovered
from ecosim.rules.learning import learned_capability
from ecosim.several import alike, in_order, keep, one_by_one, several, together, turned

STRANGE = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 5e-324, 0.3, 1e308]


def bits(array: Any) -> list[int]:
    """Return bit patterns, in which every number that is none is the same."""
    array = np.array(array, dtype=float)
    array[np.isnan(array)] = np.nan
    return np.abs(array).view(np.int64).tolist() + np.signbit(array).tolist()


def of_two(operation: Callable[..., Any], count: int) -> Any:
    """Return a kernel that writes an operation on two rows, and on a row and a number."""

    @inlined
    def kernel(given: Any, number: float, out: Any) -> None:
        one, other = several(given, (0, 1), count), several(given, (1, 1), count)
        keep(operation(one, other), out, (0, 1))
        keep(operation(number, other), out, (1, 1))

    return kernel


OPERATIONS = {
    "sum": lambda one, other: one + other,
    "difference": lambda one, other: one - other,
    "product": lambda one, other: one * other,
    "quotient": lambda one, other: one / other,
}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 7, 8, 64])
@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_give_the_bits_of_single_numbers(name: str, count: int) -> None:
    operation = OPERATIONS[name]
    chance = np.random.default_rng(count)
    given, out = chance.choice(STRANGE, (2, count + 2)), np.full((2, count + 2), 7.0)

    with np.errstate(all="ignore"):
        of_two(inlined(operation), count)(given, 0.7, out)
        expected = [operation(given[0], given[1]), operation(0.7, given[1])]

    for row, wanted in zip(out, expected, strict=True):
        assert bits(row[1:-1]) == bits(wanted[1:-1])
        assert row[0] == row[-1] == 7.0, "its neighbours are left alone"


@inlined
def gaps(given: Any, out: Any) -> None:
    """Write the gaps of several capabilities: a rule with a largest."""
    keep(capability_gap(several(given, (0, 0), 10), several(given, (1, 0), 10)), out, 0)


def test_a_largest_is_chosen_as_single_numbers_choose() -> None:
    zeros, strange = np.zeros(10), np.array(STRANGE)
    for one, other in ((strange, zeros), (zeros, strange), (strange, strange[::-1].copy())):
        out = np.empty(10)
        with np.errstate(all="ignore"):
            gaps(np.stack([one, other]), out)
        wanted = [capability_gap(float(a), float(b)) for a, b in zip(one, other, strict=True)]
        assert bits(out) == bits(wanted)


@inlined
def learned(given: Any, rate: float, out: Any) -> None:
    """Write what rules make of six capabilities, single numbers among the arguments."""
    own, others = several(given, (0, 0), 6), several(given, (1, 0), 6)
    covered = alike(1.0, 6)
    covered *= left_uncovered(rate, own, others)
    keep(learned_capability(own, covered, others, rate), out, (0, 0))


def test_rules_take_several_numbers_as_they_take_one() -> None:
    given, out = np.random.default_rng(1).random((2, 6)), np.empty((1, 6))
    learned(given, 0.3, out)

    for q in range(6):
        own, other = given[:, q].tolist()
        covered = 1.0 * left_uncovered(0.3, own, other)
        assert out[0, q] == learned_capability(own, covered, other, 0.3)


@inlined
def added(given: Any) -> float:
    """Return a sum over a row."""
    return in_order(several(given, (0, 0), 7))


def test_a_sum_is_taken_from_the_first_number_on() -> None:
    given = np.array([[1.0, 1e100, 1.0, -1e100, 3.0, 0.1, 0.2]])
    assert added(given) == ((((1.0 + 1e100) + 1.0) - 1e100) + 3.0) + 0.1 + 0.2


@inlined
def taken_apart(numbers: Any) -> Any:
    """Return single numbers put side by side and taken apart."""
    one, two, three = one_by_one(together((numbers[0], numbers[1], numbers[2])))
    return three, two, one


def test_single_numbers_are_put_together_and_taken_apart() -> None:
    assert taken_apart(np.array([1.0, 2.0, 3.0])) == (3.0, 2.0, 1.0)


@inlined
def turn(given: Any, out: Any) -> None:
    """Write a square turned."""
    rows = turned(
        (
            several(given, (0, 0), 4), several(given, (1, 0), 4),
            several(given, (2, 0), 4), several(given, (3, 0), 4),
        )
    )  # fmt: skip
    for n in range(4):
        keep(rows[n], out, (n, 0))


def test_a_square_of_numbers_is_turned() -> None:
    given, out = np.arange(16.0).reshape(4, 4), np.empty((4, 4))
    turn(given, out)
    assert (out == given.T).all()
