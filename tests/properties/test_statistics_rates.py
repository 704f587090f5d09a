"""How often the statistics are right, over many made-up data sets whose truth is known.

Seeds are fixed, so a test that is green stays green. Bounds lie 4.5 standard errors from the rate
that theory gives: with a fresh seed, a right statistic would fail one such test in 150,000.
"""

import math

import numpy as np
import pytest
import scipy.stats

from ecosim.results.statistics import (
    expected_regret,
    mean_interval,
    paired_difference,
    probability_of_best,
)

SIGMAS = 4.5


def assert_rate(found: float, rate: float, trials: int) -> None:
    assert abs(found - rate) < SIGMAS * math.sqrt(rate * (1 - rate) / trials)


@pytest.mark.parametrize("count", [3, 10, 40])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_intervals_hold_the_true_mean_as_often_as_they_say(count, level):
    trials = 4000
    samples = np.random.default_rng(count).normal(7.0, 3.0, size=(trials, count))
    intervals = [mean_interval(sample, level) for sample in samples]
    assert_rate(np.mean([i.low <= 7.0 <= i.high for i in intervals]), level, trials)


def test_intervals_of_many_replicates_hold_the_mean_of_skewed_values():
    trials = 3000
    samples = np.random.default_rng(5).exponential(size=(trials, 400))
    intervals = [mean_interval(sample) for sample in samples]
    # The skewness of 400 exponential values costs at most half a percent of coverage.
    assert_rate(np.mean([i.low <= 1.0 <= i.high for i in intervals]), 0.9475, trials)


def test_paired_differences_that_are_not_there_are_found_at_the_stated_rate():
    trials, generator = 4000, np.random.default_rng(6)
    common = generator.normal(scale=50.0, size=(trials, 12, 1))
    pairs = common + generator.normal(size=(trials, 12, 2))
    intervals = [paired_difference(pair[:, 0], pair[:, 1]) for pair in pairs]
    assert_rate(np.mean([not i.low <= 0.0 <= i.high for i in intervals]), 0.05, trials)


@pytest.mark.slow
def test_equal_candidates_seem_surely_best_no_oftener_than_chance():
    trials, count = 2000, 50
    samples = np.random.default_rng(7).normal(size=(trials, count, 2))
    sure = np.mean([probability_of_best(sample)[0] > 0.95 for sample in samples])
    rate = scipy.stats.t.sf(scipy.stats.norm.ppf(0.95), count - 1)
    assert_rate(sure, rate, trials)


@pytest.mark.parametrize("gap", [0.0, 0.1, 0.3])
def test_probability_and_regret_are_those_of_normal_means(gap):
    count, draws = 400, 4000
    generator = np.random.default_rng(8)
    matrix = generator.normal(size=(count, 2))
    matrix += [gap, 0.0] - matrix.mean(axis=0)
    spread = float((matrix[:, 0] - matrix[:, 1]).std(ddof=1)) / math.sqrt(count)
    worse = float(scipy.stats.norm.cdf(-gap / spread))
    regret = spread * float(scipy.stats.norm.pdf(gap / spread)) - gap * worse

    assert probability_of_best(matrix)[1] == pytest.approx(
        worse, abs=SIGMAS * math.sqrt(worse * (1 - worse) / draws) + 1e-3
    )
    assert expected_regret(matrix)[0] == pytest.approx(
        regret, abs=SIGMAS * spread / math.sqrt(draws)
    )
    assert expected_regret(matrix)[1] == pytest.approx(
        regret + gap, abs=SIGMAS * spread / math.sqrt(draws)
    )
