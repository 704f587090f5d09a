"""Regret, satisfaction and shares of best are those of known futures."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.decisions import regret
from ecosim.decisions.regret import robust_choices

NAMES = ["steady", "bold", "nobody"]


def futures(bold_wins: int, count: int = 40, replicates: int = 4, noise: float = 0.0) -> np.ndarray:
    """Return futures in which the bold choice wins 3 at times and loses 2 otherwise."""
    means = np.zeros((count, 3))
    means[:, 0] = 1.0
    means[:, 1] = np.where(np.arange(count) < bold_wins, 4.0, -1.0)
    chance = np.random.default_rng(7).normal(0, noise, size=(1, 1, replicates)) if noise else 0.0
    return means[:, :, None] + chance + np.zeros((1, 1, replicates))


def test_regret_is_what_is_lost_in_each_future() -> None:
    found = {choice.candidate: choice for choice in robust_choices(NAMES, futures(10), None)}
    assert found["steady"].value.estimate == 1.0
    assert found["steady"].expected_regret.estimate == pytest.approx(0.25 * 3)
    assert found["bold"].expected_regret.estimate == pytest.approx(0.75 * 2)
    assert found["nobody"].expected_regret.estimate == pytest.approx(0.25 * 4 + 0.75 * 1)
    assert [found[name].largest_regret for name in NAMES] == [3.0, 2.0, 4.0]
    assert [found[name].best_share.estimate for name in NAMES] == [0.75, 0.25, 0.0]


def test_the_least_expected_regret_comes_first() -> None:
    assert robust_choices(NAMES, futures(10), None)[0].candidate == "steady"
    assert robust_choices(NAMES, futures(30), None)[0].candidate == "bold"


def test_good_enough_is_the_last_choice_or_a_number() -> None:
    plain = {c.candidate: c for c in robust_choices(NAMES, futures(10), None)}
    assert [plain[n].satisfied_share.estimate for n in NAMES] == [1.0, 0.25, 1.0]
    strict = {c.candidate: c for c in robust_choices(NAMES, futures(10), 2.0)}
    assert [strict[n].satisfied_share.estimate for n in NAMES] == [0.0, 0.25, 0.0]


def test_ties_split_the_best_share() -> None:
    found = robust_choices(["one", "other"], np.ones((5, 2, 3)), None)
    assert [choice.best_share.estimate for choice in found] == [0.5, 0.5]


def test_chance_shared_by_all_choices_moves_values_but_no_regret() -> None:
    calm = {c.candidate: c for c in robust_choices(NAMES, futures(10), None)}
    noisy = {c.candidate: c for c in robust_choices(NAMES, futures(10, noise=5.0), None)}
    assert noisy["steady"].expected_regret.estimate == pytest.approx(
        calm["steady"].expected_regret.estimate
    )
    width = [c["steady"].value.high - c["steady"].value.low for c in (calm, noisy)]
    assert width[0] == 0.0
    assert width[1] > 1.0


def test_intervals_hold_the_share_of_all_futures_as_often_as_they_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of 100 intervals of 95 %, fewer than 85 would hold it in one of 2,000 correct builds."""
    monkeypatch.setattr(regret, "_DRAWS", 200)
    held = 0
    for seed in range(100):
        wins = int(np.random.default_rng(seed).binomial(60, 0.3))
        share = robust_choices(NAMES, futures(wins, count=60, replicates=2), None)
        bold = next(choice for choice in share if choice.candidate == "bold").best_share
        held += bold.low <= 0.3 <= bold.high
    assert held >= 85


@pytest.mark.parametrize("replicates", [3, 7, 16, 33])
def test_choices_with_the_same_values_are_tied_in_every_resampling(replicates: int) -> None:
    one = np.random.default_rng(3).normal(size=(30, 1, replicates))
    choices = robust_choices(list("abcde"), np.repeat(one, 5, axis=1), None)
    for choice in choices:
        assert (choice.satisfied_share.low, choice.satisfied_share.high) == (1.0, 1.0)
        assert (choice.best_share.low, choice.best_share.high) == pytest.approx((0.2, 0.2))
