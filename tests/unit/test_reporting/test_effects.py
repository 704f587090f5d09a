"""Effects of factors in a sweep are clear where they are there, and seldom where they are not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ecosim.reporting.effects import effects_of

LETTERS = "abcdef"


def runs(values: np.ndarray, **factors: list[object]) -> pa.Table:
    return pa.table({"point": range(len(values)), "viability": values, **factors})


def test_a_range_is_told_in_thirds_from_low_to_high() -> None:
    x = np.linspace(0.0, 1.0, 30)
    (effect,) = effects_of(runs(x**2, gain=x.tolist()), ["gain"], "viability")

    assert [label for label, _ in effect.levels] == ["0 to 0.31", "0.345 to 0.655", "0.69 to 1"]
    assert effect.difference.estimate > 0.5
    assert effect.is_clear


def test_a_switch_that_lowers_an_outcome_has_its_levels_in_order_of_the_outcome() -> None:
    on = [True, False] * 10
    values = np.where(on, 0.2, 0.6) + np.linspace(0.0, 0.01, 20)
    (effect,) = effects_of(runs(values, switch=on), ["switch"], "viability")

    assert [label for label, _ in effect.levels] == ["on", "off"]
    assert effect.is_clear


def test_the_largest_effect_comes_first_and_a_constant_factor_is_left_out() -> None:
    x = np.linspace(0.0, 1.0, 12)
    table = runs(x, strong=x.tolist(), weak=(x * 7 % 1).tolist(), none=[1.0] * 12)
    assert [e.factor for e in effects_of(table, ["weak", "none", "strong"], "viability")] == [
        "strong", "weak",
    ]  # fmt: skip


def test_among_many_levels_without_effect_few_seem_clear() -> None:
    """False alarms of six levels: below 10 % in 400 sweeps, where they would be about a third."""
    generator = np.random.default_rng(5)
    words = [LETTERS[k % 6] for k in range(60)]
    alarms = [
        effects_of(runs(generator.normal(size=60), word=words), ["word"], "viability")[0].is_clear
        for _ in range(400)
    ]
    assert np.mean(alarms) < 0.10
