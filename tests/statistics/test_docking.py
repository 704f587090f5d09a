"""Rules of the model, reduced to models that are known, behave as those do.

The known models are written here anew, in a few lines that share nothing with ecosim. Every test is
deterministic. Had the seeds been others, each single check would raise a false alarm with a
probability of about ``FALSE_ALARM``.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ecosim.rules.identity import drifted, scheme_pull
from ecosim.rules.manager_attention import task_time
from ecosim.rules.resonance import resonance

FALSE_ALARM = 1e-4
SIGMAS = float(stats.norm.isf(FALSE_ALARM / 2.0))
Floats = NDArray[np.float64]

# Bass (1969), A new product growth for model consumer durables, Management Science 15(5), 215-227:
# whoever has not adopted does so with probability p + q·(share of adopters) in a month.


def resonance_of_full_success(gain: float, seed: float, months: int) -> Floats:
    """Return resonance month by month where fit, trust and success are complete."""
    found = [0.0]
    for _ in range(months):
        found.append(resonance(found[-1], 1.0, 1.0, 1.0, 1.0, gain, seed, 0.12))
    return np.array(found)


def test_resonance_of_full_success_spreads_as_adoption_does_on_a_complete_graph() -> None:
    gain, seed, crowd, replicates, months = 0.2, 0.05, 2000, 60, 40
    random = np.random.default_rng(8)
    adopters = np.zeros((months + 1, replicates))
    for month in range(months):
        left, share = crowd - adopters[month], adopters[month] / crowd
        adopters[month + 1] = adopters[month] + random.binomial(
            left.astype(int), gain * seed + gain * share
        )
    shares = adopters / crowd
    error = shares.std(axis=1, ddof=1) / math.sqrt(replicates)
    found = resonance_of_full_success(gain, seed, months)
    checked = slice(1, None, 5)
    assert np.all(np.abs(shares.mean(axis=1) - found)[checked] < SIGMAS * error[checked])


def test_resonance_of_full_success_follows_the_curve_of_bass_with_its_turning_point() -> None:
    """F(t) = (1 − e^(−(p+q)t)) / (1 + q/p·e^(−(p+q)t)), steepest at ln(q/p)/(p + q)."""
    gain, seed, months = 0.01, 0.05, 600
    p, q = gain * seed, gain
    found, time = resonance_of_full_success(gain, seed, months), np.arange(months + 1)
    fading = np.exp(-(p + q) * time)
    assert found == pytest.approx((1.0 - fading) / (1.0 + q / p * fading), abs=0.005)
    assert np.diff(found).argmax() == pytest.approx(math.log(q / p) / (p + q), abs=3.0)


# March (1991), Exploration and exploitation in organizational learning, Organization Science 2(1),
# 71-87: individuals are socialized to an organizational code with probability p1, and the code
# learns with p2 from those who know more of reality than it does.
DIMENSIONS, PEOPLE, PERIODS = 30, 30, 80


def march(p1: float, p2: float, turnover: float, seed: int) -> float:
    """Return the share of reality that the code of March's organization has right at the end."""
    random = np.random.default_rng(seed)
    reality = random.choice([-1, 1], DIMENSIONS)
    beliefs = random.integers(-1, 2, (PEOPLE, DIMENSIONS))
    code = np.zeros(DIMENSIONS, np.int64)
    for _ in range(PERIODS):
        superior = beliefs[(beliefs == reality).sum(axis=1) > (code == reality).sum()]
        majority = np.sign(superior.sum(axis=0))
        margin = (superior == majority).sum(axis=0) - (superior == code).sum(axis=0)
        learned = random.random(DIMENSIONS) < 1.0 - (1.0 - p2) ** np.maximum(margin, 0)
        changed = learned & (majority != 0) & (margin > 0)
        told = (code != 0) & (random.random(beliefs.shape) < p1)
        beliefs, code = np.where(told, code, beliefs), np.where(changed, majority, code)
        new = random.random(PEOPLE) < turnover
        beliefs[new] = random.integers(-1, 2, (int(new.sum()), DIMENSIONS))
    return float((code == reality).mean())


def schemes(p1: float, p2: float, turnover: float, seed: int) -> float:
    """Return the same for schemes that drift by the rules of the model, as a cosine.

    One firm is the code and the others are its partners. Routines are complete. Partners trust
    the code; it trusts those whose schemes are closer to reality than its own.
    """
    random = np.random.default_rng(seed)
    reality = unit(random.choice([-1.0, 1.0], DIMENSIONS))
    partners = unit(random.integers(-1, 2, (PEOPLE, DIMENSIONS)).astype(float))
    code = unit(random.normal(size=DIMENSIONS))
    for _ in range(PERIODS):
        superior = partners[partners @ reality > code @ reality]
        pull = scheme_pull(p2 / PEOPLE, 1.0, 1.0) * (superior - code).sum(axis=0)
        partners = moved(partners, scheme_pull(p1, 1.0, 1.0) * (code - partners))
        code = moved(code, pull)
        new = random.random(PEOPLE) < turnover
        others = random.integers(-1, 2, (int(new.sum()), DIMENSIONS))
        partners[new] = unit(others.astype(float))
    return float(code @ reality)


def moved(vectors: Floats, pulls: Floats) -> Floats:
    """Return vectors after a month of pulls, without noise and without reversion."""
    pairs = zip(vectors.ravel(), pulls.ravel(), strict=True)
    found = np.array([drifted(x, pull, 0.0, 0.0, 0.0) for x, pull in pairs])
    return unit(found.reshape(vectors.shape))


def unit(vectors: Floats) -> Floats:
    """Return vectors at unit length."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


Organization = Callable[[float, float, float, int], float]
Settings = tuple[float, float, float]


# Beliefs that flip by chance differ more from run to run than schemes that drift.
MODELS = pytest.mark.parametrize(("model", "seeds"), [(march, 60), (schemes, 12)])


def gain(model: Organization, seeds: int, better: Settings, worse: Settings) -> float:
    """Return how much more is known with (p1, p2, turnover) than with others, in standard errors.

    Both meet the same people.
    """
    pairs = [model(*better, seed) - model(*worse, seed) for seed in range(seeds)]
    return float(np.mean(pairs) / stats.sem(pairs))


@MODELS
def test_who_is_socialized_slowly_knows_more_in_the_end(model: Organization, seeds: int) -> None:
    assert gain(model, seeds, (0.1, 0.9, 0.0), (0.9, 0.9, 0.0)) > SIGMAS


@MODELS
def test_a_code_that_learns_fast_knows_more_in_the_end(model: Organization, seeds: int) -> None:
    assert gain(model, seeds, (0.1, 0.9, 0.0), (0.1, 0.1, 0.0)) > SIGMAS


@MODELS
def test_newcomers_help_where_socialization_is_fast(model: Organization, seeds: int) -> None:
    assert gain(model, seeds, (0.9, 0.5, 0.1), (0.9, 0.5, 0.0)) > SIGMAS


@pytest.mark.parametrize("specialization", [0.0, 0.3, 1.0])
def test_managers_take_from_exploitation_what_they_give_to_exploration(
    specialization: float,
) -> None:
    """March's premise: both draw on the same scarce time, however roles divide it."""
    account, development = 1.5, 0.7
    exploiting = task_time(account, development, specialization, 0.0)
    exploring = task_time(development, account, specialization, 0.0)
    assert exploiting + exploring == pytest.approx(account + development)
