"""Verdicts follow from where the whole interval lies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from ecosim.court.judge import judge, keeps_its_sign
from ecosim.scenarios.arithmetic import parse_expression
from ecosim.scenarios.pattern import Expectation

NOISE = np.random.default_rng(3).normal(size=64)
Floats = NDArray[np.float64]


def expectation(direction: str, smallest: float, **others: Any) -> Expectation:
    words: dict[str, Any] = {"contrast": "b - a", "absolute": True, "order": (), **others}
    words["contrast"] = parse_expression(words["contrast"])
    return Expectation(parse_expression("trust"), direction=direction, smallest=smallest, **words)


def verdict(direction: str, smallest: float, shift: float, spread: float = 0.1) -> str:
    """Return the verdict on b = a + shift with noise of its own."""
    values = {"a": NOISE, "b": NOISE + shift + spread * np.roll(NOISE, 5)}
    (finding,) = judge(expectation(direction, smallest), values, 0.99)
    return finding.verdict


@pytest.mark.parametrize(
    ("direction", "shift", "expected"),
    [
        ("positive", 1.0, "pass"), ("positive", 0.0, "fail"), ("positive", -1.0, "fail"),
        ("positive", 0.2, "inconclusive"),
        ("negative", -1.0, "pass"), ("negative", 0.0, "fail"), ("negative", -0.2, "inconclusive"),
        ("null", 0.0, "pass"), ("null", 1.0, "fail"), ("null", -1.0, "fail"),
        ("null", 0.2, "inconclusive"),
    ],
)  # fmt: skip
def test_the_whole_interval_has_to_lie_where_it_should(
    direction: str, shift: float, expected: str
) -> None:
    assert verdict(direction, 0.2, shift) == expected


def test_an_effect_that_is_sure_but_too_small_does_not_pass() -> None:
    assert verdict("positive", 0.5, 0.2, spread=0.01) == "fail"


def test_little_evidence_is_no_evidence() -> None:
    assert verdict("positive", 0.2, 0.3, spread=5.0) == "inconclusive"
    assert verdict("null", 0.2, 0.0, spread=5.0) == "inconclusive"


def test_sizes_count_in_standard_deviations_within_arms_unless_absolute() -> None:
    values = {"a": 10.0 * NOISE, "b": 10.0 * NOISE + 3.0}
    (finding,) = judge(expectation("positive", 0.2, absolute=False), values, 0.99)
    spread = float((10.0 * NOISE).std(ddof=1))
    assert finding.smallest == pytest.approx(0.2 * spread)
    assert finding.effect == pytest.approx(3.0 / spread)


def test_an_interaction_is_the_difference_of_two_differences() -> None:
    values = {"a": NOISE, "b": NOISE + 1.0, "c": NOISE + 1.0, "d": NOISE + 5.0}
    asked = expectation("positive", 1.0, contrast="(d - c) - (b - a)")
    (finding,) = judge(asked, values, 0.99)
    assert finding.interval.estimate == pytest.approx(3.0)
    assert finding.verdict == "pass"


def order(*levels: float, direction: str = "positive") -> list[str]:
    values = {name: NOISE + level for name, level in zip("abc", levels, strict=True)}
    asked = expectation(direction, 0.1, contrast="c - a", order=("a", "b", "c"))
    return [finding.verdict for finding in judge(asked, values, 0.99)]


def test_ordered_arms_have_to_rise_in_all_and_not_to_fall_in_any_step() -> None:
    assert order(0.0, 1.0, 2.0) == ["pass", "pass", "pass"]
    assert order(0.0, 0.0, 2.0) == ["pass", "pass", "pass"]
    assert order(0.0, 3.0, 2.0) == ["pass", "pass", "fail"]
    assert order(2.0, 1.0, 0.0) == ["fail", "fail", "fail"]
    assert order(2.0, 1.0, 0.0, direction="negative") == ["pass", "pass", "pass"]


def test_replicates_in_which_the_outcome_is_undefined_are_left_out_up_to_half() -> None:
    some: Floats = np.where(np.arange(64) < 20, np.nan, NOISE)
    values = {"a": some, "b": some + 1.0}
    assert judge(expectation("positive", 0.1), values, 0.99)[0].verdict == "pass"
    most: Floats = np.where(np.arange(64) < 40, np.nan, NOISE)
    values = {"a": NOISE, "b": most + 1.0}
    assert judge(expectation("positive", 0.1), values, 0.99)[0].verdict == "inconclusive"


def test_a_sign_is_kept_by_the_mean_alone() -> None:
    values = {"a": NOISE, "b": NOISE + 0.05 + 5.0 * (np.roll(NOISE, 5) - NOISE.mean())}
    (finding,) = judge(expectation("positive", 0.2), values, 0.99)
    assert finding.verdict == "inconclusive"
    assert keeps_its_sign(finding)
    (finding,) = judge(expectation("negative", 0.2), values, 0.99)
    assert not keeps_its_sign(finding)
