"""Effects of factors in a sweep are clear where they are there, and seldom where they are not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from ecosim.reporting.effects import effects_of
from ecosim.reporting.effects_told import effects_answer, effects_section

LETTERS = "abcdef"


def runs(values: np.ndarray, **factors: list[object]) -> pa.Table:
    return pa.table({"point": range(len(values)), "viability": values, **factors})


def repeated(*values: list[float], **factors: list[object]) -> pa.Table:
    """Return runs of points, each with one value for each replicate."""
    count, points = len(values[0]), range(len(values))
    return pa.table({
        "point": np.repeat(points, count), "replicate": list(range(count)) * len(values),
        "viability": np.concatenate(values),
        **{name: [given[k] for k in points for _ in range(count)] for name, given in factors.items()},
    })  # fmt: skip


def test_a_range_is_told_in_thirds_from_low_to_high() -> None:
    x = np.linspace(0.0, 1.0, 30)
    (effect,) = effects_of(runs(x**2, gain=x.tolist()), ["gain"], "viability")

    assert [level.label for level in effect.levels] == ["0 to 0.31", "0.345 to 0.655", "0.69 to 1"]
    assert effect.difference.estimate > 0.5
    assert effect.is_clear


def test_a_switch_that_lowers_an_outcome_has_its_levels_in_order_of_the_outcome() -> None:
    on = [True, False] * 10
    values = np.where(on, 0.2, 0.6) + np.linspace(0.0, 0.01, 20)
    (effect,) = effects_of(runs(values, switch=on), ["switch"], "viability")

    assert [level.label for level in effect.levels] == ["on", "off"]
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


def test_levels_of_one_point_each_are_compared_run_by_run() -> None:
    """Chance moves all levels alike and far more than the factor does."""
    chance = np.linspace(0.0, 1.0, 20)
    noise = np.sin(np.arange(20.0)) / 1000
    table = repeated(chance, chance + 0.01, chance + 0.02 + noise, gain=[0.01, 0.05, 0.2])
    (effect,) = effects_of(table, ["gain"], "viability")

    assert effect.is_clear
    assert effect.difference.count == 20
    assert [level.counted for level in effect.levels] == ["20 runs"] * 3
    assert effects_answer("viability", [effect]) == (
        "Viability differs most with gain: 0.50 ± 0.15 where it is 0.01, 0.52 ± 0.15 where it is 0.2; "
        "run by run, +0.02000 ± 0.00033."
    )
    figure, numbers = effects_section("viability", [effect]).blocks
    assert "compared run by run" in figure.caption
    assert [row[-1] for row in numbers.rows] == [1, 1, 1]


def test_levels_of_one_point_are_not_called_different_by_chance() -> None:
    generator = np.random.default_rng(3)
    alarms = [
        effects_of(
            repeated(*generator.normal(size=(4, 20)), word=list("abcd")), ["word"], "viability"
        )
        for _ in range(400)
    ]
    assert np.mean([effect.is_clear for (effect,) in alarms]) < 0.10


def test_of_one_run_at_each_level_nothing_can_be_told() -> None:
    table = repeated([0.1], [0.5], [0.9], gain=[0.01, 0.05, 0.2])
    (effect,) = effects_of(table, ["gain"], "viability")

    assert not effect.is_clear
    assert effects_answer("viability", [effect]) == (
        "Whether viability differs with a factor cannot be told: each level is one point with one run."
    )


def test_points_that_differ_in_another_factor_too_are_not_compared_run_by_run() -> None:
    table = repeated([0.1, 0.11], [0.9, 0.91], gain=[0.1, 0.2], price=[1.0, 2.0])
    found = effects_of(table, ["gain", "price"], "viability")

    assert not any(effect.is_told for effect in found)
    assert "other factors differ there too" in effects_answer("viability", found)


def test_a_factor_that_cannot_be_told_is_named_where_others_are_not_clear() -> None:
    x = np.array([0.5, 0.1, 0.4, 0.2])
    found = effects_of(
        runs(x, on=[True, False] * 2, seed=[1, 2, 3, 4]), ["on", "seed"], "viability"
    )
    assert effects_answer("viability", found) == (
        "Viability differs clearly with none of the factors; of seed it cannot be told."
    )


@pytest.mark.parametrize("absent", ["a", "b", "c"])
def test_a_level_without_the_outcome_hides_no_difference_of_the_others(absent: str) -> None:
    words = list("abc") * 3
    values = [None if w == absent else "abc".index(w) + k / 100 for k, w in enumerate(words)]
    (effect,) = effects_of(runs(pa.array(values), word=words), ["word"], "viability")

    assert [level.label for level in effect.levels] == sorted(set("abc") - {absent})
    assert effect.is_clear


def test_an_outcome_defined_at_one_level_alone_is_said_to_be() -> None:
    table = runs(pa.array([0.1, 0.2, None, None]), word=list("aabb"))
    assert effects_of(table, ["word"], "viability") == []
    assert effects_answer("viability", []).endswith("it is defined at one level alone.")
