"""How choices stand over many futures: regret, satisfaction, and how often each is the best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.results.statistics import Interval

__all__ = ["RobustChoice", "robust_choices"]

Floats = NDArray[np.float64]

_DRAWS = 1000
_SEED = 20_240_614


@dataclass(frozen=True)
class RobustChoice:
    """How one choice stands over all futures, which count alike.

    Parameters
    ----------
    candidate : id, or that of having no partner
    value : mean of the objective
    expected_regret : mean over futures of what is lost against the best choice in each
    largest_regret : the most that is lost in any future tried; no interval, as rarer ones may lie
        between them
    satisfied_share : share of futures in which it is good enough
    best_share : share of futures in which no other choice is better, ties being split
    """

    candidate: str
    value: Interval
    expected_regret: Interval
    largest_regret: float
    satisfied_share: Interval
    best_share: Interval


def robust_choices(
    names: list[str], values: Floats, good_enough: float | None, level: float = 0.95
) -> list[RobustChoice]:
    """Return every choice, that with the least expected regret first.

    Futures and replicates are resampled with replacement, each alike for all choices, so that
    intervals hold for other futures of the same ranges and for other chance.

    Parameters
    ----------
    names : of the choices; the last is having no partner
    values : objective, [futures, choices, replicates], all defined; a replicate meets the same
        chance in every future and for every choice
    good_enough : least objective that satisfies; by default that of the last choice
    level : of the intervals

    Source
    ------
    Savage (1951), JASA 46, 55-67 (regret); Simon (1956), Psychological Review 63, 129-138
    (satisfaction); Owen (2007), Annals of Applied Statistics 1(2), 386-411 (crossed resampling)
    """
    generator = np.random.default_rng(_SEED)
    futures, _, replicates = values.shape
    drawn = []
    for _ in range(_DRAWS):
        rows = generator.integers(futures, size=futures)
        runs = generator.integers(replicates, size=replicates)
        weights = np.bincount(runs, minlength=replicates) / replicates
        drawn.append(_measures(_weighted(values[rows], weights), good_enough))
    means = _weighted(values, np.full(replicates, 1.0 / replicates))
    found, tail = _measures(means, good_enough), (1 - level) / 2
    ends = np.quantile(drawn, [tail, 1 - tail], axis=0)
    largest = _regrets(means).max(axis=0)
    choices = [
        _choice(name, found[:, k], ends[:, :, k], float(largest[k]), futures)
        for k, name in enumerate(names)
    ]
    return sorted(choices, key=lambda choice: choice.expected_regret.estimate)


def _weighted(values: Floats, weights: Floats) -> Floats:
    """Return weighted means over replicates; choices with the same values have the same bits.

    A product of matrices sums up each column in an order of its own.
    """
    means: Floats = (values * weights).sum(axis=2)
    return means


def _measures(means: Floats, good_enough: float | None) -> Floats:
    """Return mean, expected regret, satisfied share and best share, [measures, choices]."""
    enough = means[:, -1:] if good_enough is None else good_enough
    best = means == means.max(axis=1, keepdims=True)
    return np.stack(
        [
            means.mean(axis=0),
            _regrets(means).mean(axis=0),
            (means >= enough).mean(axis=0),
            (best / best.sum(axis=1, keepdims=True)).mean(axis=0),
        ]
    )


def _regrets(means: Floats) -> Floats:
    regrets: Floats = means.max(axis=1, keepdims=True) - means
    return regrets


def _choice(name: str, found: Floats, ends: Floats, largest: float, futures: int) -> RobustChoice:
    intervals = [
        Interval(float(value), float(low), float(high), futures)
        for value, low, high in zip(found, ends[0], ends[1], strict=True)
    ]
    value, regret, satisfied, best = intervals
    return RobustChoice(name, value, regret, largest, satisfied, best)
