"""The rule that stops a comparison errs as rarely as it says, with and without common chance."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ecosim.results.selection import SettlingRule

RUNS, ERROR = 400, 0.1
# More wrong ends than this would come up in fewer than one of 5,000 builds of a correct rule.
MOST = RUNS * ERROR + 3.6 * math.sqrt(RUNS * ERROR * (1 - ERROR))


def ended(
    means: np.ndarray, shared: float, seed: int, skewed: bool = False, difference: float = 0.5
) -> tuple[int, int]:
    """Return the choice that is left and the replicates it took."""
    generator = np.random.default_rng(seed)
    rule = SettlingRule(len(means), difference, ERROR, first=20)
    while not rule.is_settled:
        own = generator.normal(size=len(means))
        if skewed:
            own = generator.exponential(size=len(means)) - 1.0
        rule.add(means + shared * generator.normal() + own)
        assert rule.replicates < 5000
    return rule.remaining[0], rule.replicates


@pytest.mark.parametrize(
    ("choices", "shared", "skewed"),
    [(2, 0.0, False), (5, 0.0, False), (5, 3.0, False), (5, 0.0, True)],
)
def test_wrong_ends_are_as_rare_as_said_in_the_hardest_case(
    choices: int, shared: float, skewed: bool
) -> None:
    """One choice is better than all others, which are equal, by just what is worth knowing."""
    means = np.zeros(choices)
    means[1] = 0.5
    wrong = sum(ended(means, shared, seed, skewed)[0] != 1 for seed in range(RUNS))
    assert 0 < wrong < MOST


def test_a_clear_best_ends_sooner_and_shared_chance_costs_nothing() -> None:
    close, clear = (np.array([0.0, 0.0, gap]) for gap in (0.2, 0.8))
    took = [
        np.mean([ended(means, shared, seed, difference=0.2)[1] for seed in range(50)])
        for means, shared in ((close, 0.0), (clear, 0.0), (close, 10.0))
    ]
    assert took[1] < 0.6 * took[0]
    assert took[2] == pytest.approx(took[0], rel=0.2)


def test_equal_choices_end_as_well() -> None:
    rule = SettlingRule(2, 0.5)
    generator = np.random.default_rng(3)
    while not rule.is_settled:
        both = generator.normal()
        rule.add([both, both])
        assert rule.replicates < 100
    assert rule.remaining == [0]


def test_a_replicate_with_an_undefined_value_does_not_count() -> None:
    rule = SettlingRule(2, 0.5)
    rule.add([math.nan, 1.0])
    assert rule.replicates == 0
