"""Formulas over names: what they are worth, and what is no formula."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosim.errors import InputError
from ecosim.scenarios.arithmetic import parse_expression

VALUES = {"a": 2.0, "b": 3.0, "with": 5.0, "without": 7.0}


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("without - with", 2.0),
        ("a - b - with", -6.0),
        ("a + b * with", 17.0),
        ("(a + b) * with", 25.0),
        ("without / a / b", 7.0 / 6.0),
        ("-a + --b", 1.0),
        ("2.5e1 * a - .5", 49.5),
        (" a ", 2.0),
        ("a + b > with - 1", 1.0),
        ("a < a", 0.0),
    ],
)
def test_a_formula_is_worth_what_arithmetic_says(text: str, worth: float) -> None:
    assert parse_expression(text).of(VALUES) == pytest.approx(worth)


def test_a_formula_works_on_arrays_and_knows_its_names() -> None:
    expression = parse_expression("(a - b) / a")
    assert expression.names == ("a", "b")
    found = expression.of({"a": np.array([1.0, 4.0]), "b": np.array([2.0, 1.0])})
    assert found.tolist() == [-1.0, 0.75]


def test_a_comparison_with_something_undefined_is_undefined() -> None:
    found = parse_expression("a < b").of({"a": np.array([1.0, np.nan]), "b": np.array([2.0, 1.0])})
    assert found[0] == 1.0
    assert np.isnan(found[1])


@pytest.mark.parametrize(
    "text",
    ["", "3", "a b", "a -", "(a", "a)", "a ** b", "a.b", "f(a)", "a <= b", "__import__('os')",
     "a; b", "a if b else a", "[a]", "(" * 200 + "a", "a" * 401, "- " * 60 + "a"],
)  # fmt: skip
def test_anything_else_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_expression(text)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=60) | st.text("ab 2.()+-*/<>", max_size=60))
def test_any_text_is_a_formula_over_the_names_in_it_or_refused_as_input(text: str) -> None:
    try:
        found = parse_expression(text)
    except InputError:
        return
    assert found.names
    assert all(name in text for name in found.names)
    with np.errstate(all="ignore"):
        worth = np.asarray(found.of(dict.fromkeys(found.names, np.float64(2.0))))
    assert worth.shape == ()
