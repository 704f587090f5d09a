"""The elementary functions are accurate, monotone and defined everywhere they are used."""

import math

from hypothesis import given
from hypothesis import strategies as st

from ecosim.rules.elementary import (
    clip,
    exponential,
    is_multiple,
    logistic,
    natural_logarithm,
    power,
)

ACCURACY = 1e-14

exponents = st.floats(-700.0, 700.0)
positive = st.floats(1e-300, 1e300)
any_number = st.floats(allow_nan=False)


@given(exponents)
def test_the_exponential_agrees_with_the_library(x: float) -> None:
    assert math.isclose(exponential(x), math.exp(x), rel_tol=ACCURACY)


def test_the_exponential_is_accurate_where_its_range_is_cut() -> None:
    for n in range(-2000, 2001):
        for nudge in (-1e-13, 0.0, 1e-13):
            x = (0.5 * n) * math.log(2.0) * (1.0 + nudge)
            assert math.isclose(exponential(x), math.exp(x), rel_tol=ACCURACY)


@given(exponents, st.floats(1e-12, 1.0))
def test_the_exponential_rises(x: float, step: float) -> None:
    further = x + step * max(1.0, abs(x))

    assert exponential(x) < exponential(further) or further > 700.0


@given(any_number)
def test_the_exponential_is_a_positive_number_for_any_input(x: float) -> None:
    assert 0.0 < exponential(x) < math.inf


def test_the_exponential_is_held_at_its_ends() -> None:
    assert exponential(-1e9) == exponential(-708.0)
    assert exponential(1e9) == exponential(708.0)


def test_the_exponential_of_nothing_is_exactly_one() -> None:
    assert exponential(0.0) == exponential(-0.0) == 1.0


@given(positive)
def test_the_logarithm_agrees_with_the_library(x: float) -> None:
    assert math.isclose(natural_logarithm(x), math.log(x), rel_tol=ACCURACY)


@given(st.floats(-1e-3, 1e-3))
def test_the_logarithm_is_accurate_close_to_one(off: float) -> None:
    x = 1.0 + off

    assert math.isclose(natural_logarithm(x), math.log(x), rel_tol=ACCURACY)


@given(positive, st.floats(1e-12, 1.0))
def test_the_logarithm_rises(x: float, step: float) -> None:
    assert natural_logarithm(x) < natural_logarithm(x * (1.0 + step))


@given(st.floats(-300.0, 300.0))
def test_the_logarithm_undoes_the_exponential(x: float) -> None:
    assert math.isclose(natural_logarithm(exponential(x)), x, rel_tol=ACCURACY, abs_tol=ACCURACY)


@given(st.floats(1e-6, 1e6), st.floats(-2.0, 2.0))
def test_a_power_agrees_with_the_library(base: float, exponent: float) -> None:
    assert math.isclose(power(base, exponent), base**exponent, rel_tol=1e-13)


@given(any_number)
def test_the_logistic_step_stays_between_nothing_and_one(x: float) -> None:
    assert 0.0 < logistic(x) <= 1.0


@given(st.floats(-30.0, 30.0))
def test_the_logistic_step_is_symmetric(x: float) -> None:
    assert math.isclose(logistic(x) + logistic(-x), 1.0, rel_tol=1e-13)


@given(any_number, any_number, any_number)
def test_clipping_gives_the_value_or_the_nearer_bound(value: float, one: float, two: float) -> None:
    low, high = min(one, two), max(one, two)

    assert clip(value, low, high) == sorted([low, value, high])[1]


@given(st.integers(0, 100_000), st.integers(1, 600))
def test_a_multiple_is_a_number_without_remainder(number: int, period: int) -> None:
    assert is_multiple(float(number), float(period)) == (number % period == 0)
