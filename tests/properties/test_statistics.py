"""What holds for the statistics of any replicates, and worked numbers."""

import itertools
import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ecosim.results.statistics import (
    expected_regret,
    mean_interval,
    paired_difference,
    probability_of_best,
    win_share,
)
from ecosim.results.student import student_quantile

numbers = st.floats(-1e6, 1e6)
samples = arrays(float, st.integers(2, 12), elements=numbers)
matrices = arrays(float, st.tuples(st.integers(2, 8), st.integers(1, 5)), elements=numbers)
coarse = arrays(
    float, st.tuples(st.integers(2, 8), st.integers(2, 5)), elements=st.sampled_from([0.0, 0.1, 1])
)


class TestStudentQuantile:
    @given(st.floats(0.001, 0.9999), st.integers(1, 100_000))
    def test_agrees_with_scipy(self, level, freedom):
        expected = scipy.stats.t.ppf((1 + level) / 2, freedom)
        assert student_quantile(level, freedom) == pytest.approx(expected, rel=1e-6)

    @pytest.mark.parametrize(("level", "freedom"), [(0.0, 5), (1.0, 5), (math.nan, 5), (0.9, 0)])
    def test_refuses_what_has_no_quantile(self, level, freedom):
        with pytest.raises(ValueError):
            student_quantile(level, freedom)


class TestMeanInterval:
    def test_gives_the_numbers_of_a_textbook(self):
        interval = mean_interval([9.0, 10.0, 11.0, 14.0])
        assert interval.estimate == 11.0
        assert interval.high - 11.0 == pytest.approx(3.182446 * math.sqrt(14 / 3) / 2, abs=1e-5)
        assert interval.count == 4

    @given(samples)
    def test_holds_the_mean_in_its_middle(self, values):
        interval = mean_interval(values)
        assert interval.low <= interval.estimate <= interval.high
        below, above = interval.estimate - interval.low, interval.high - interval.estimate
        assert below == pytest.approx(above, abs=1e-6)

    @given(samples)
    def test_is_wider_at_a_higher_level(self, values):
        assume(np.ptp(values) > 1e-3)
        assert mean_interval(values, 0.99).low < mean_interval(values, 0.9).low

    @given(samples, numbers, st.floats(0.01, 100))
    def test_moves_and_stretches_with_the_values(self, values, shift, scale):
        assume(np.ptp(values) > 1e-3)
        plain, moved = mean_interval(values), mean_interval(values * scale + shift)
        assert moved.low == pytest.approx(plain.low * scale + shift, rel=1e-6, abs=1e-3)

    @given(numbers, st.integers(2, 50))
    def test_of_equal_values_has_no_width(self, value, count):
        interval = mean_interval(np.full(count, value))
        assert (interval.low, interval.estimate, interval.high) == (value, value, value)

    def test_of_one_replicate_has_no_bounds(self):
        interval = mean_interval([3.0])
        assert (interval.estimate, interval.count) == (3.0, 1)
        assert math.isnan(interval.low)
        assert math.isnan(interval.high)

    def test_leaves_undefined_values_out_and_says_so(self):
        assert mean_interval([1.0, math.nan, 3.0, math.inf]) == mean_interval([1.0, 3.0])
        nothing = mean_interval([math.nan])
        assert nothing.count == 0
        assert math.isnan(nothing.estimate)


class TestPairedDifference:
    @given(samples)
    def test_with_itself_is_nothing(self, values):
        difference = paired_difference(values, values)
        assert (difference.low, difference.high) == (0.0, 0.0)

    @given(samples)
    def test_turns_its_sign_when_sides_change(self, values):
        other = np.sin(values)
        one, back = paired_difference(values, other), paired_difference(other, values)
        assert (one.low, one.high) == (-back.high, -back.low)

    def test_of_pairs_is_narrower_than_their_spread(self):
        common = np.random.default_rng(1).normal(scale=100.0, size=30)
        difference = paired_difference(common + 1.0, common)
        assert (difference.low, difference.high) == (pytest.approx(1.0), pytest.approx(1.0))

    def test_counts_a_pair_where_both_are_defined(self):
        difference = paired_difference([1.0, math.nan, 5.0, 4.0], [1.0, 2.0, math.nan, 2.0])
        assert (difference.count, difference.estimate) == (2, 1.0)

    def test_needs_pairs(self):
        with pytest.raises(ValueError, match="equal shapes"):
            paired_difference([1.0, 2.0], [1.0])


@pytest.mark.parametrize("statistic", [probability_of_best, expected_regret, win_share])
class TestAnyComparison:
    @given(data=st.data())
    def test_does_not_depend_on_the_order_of_candidates(self, statistic, data):
        matrix = data.draw(matrices | coarse)
        order = data.draw(st.permutations(range(matrix.shape[1])))
        assert statistic(matrix[:, order]) == pytest.approx(statistic(matrix)[order], abs=1e-12)

    @given(matrix=matrices)
    def test_gives_the_same_numbers_again(self, statistic, matrix):
        assert np.array_equal(statistic(matrix), statistic(matrix))

    @given(matrix=matrices)
    def test_treats_twins_alike(self, statistic, matrix):
        twins = statistic(np.hstack([matrix, matrix]))
        half = matrix.shape[1]
        assert np.array_equal(twins[:half], twins[half:])

    def test_leaves_out_replicates_with_an_undefined_value(self, statistic):
        defined = np.array([[1.0, 2.0], [3.0, 1.0], [0.0, 1.0]])
        holed = np.insert(defined, 1, [[math.nan, 9.0]], axis=0)
        assert np.array_equal(statistic(holed), statistic(defined))

    def test_of_no_defined_replicate_is_undefined(self, statistic):
        assert np.isnan(statistic(np.array([[math.nan, 1.0], [2.0, math.inf]]))).all()

    @pytest.mark.parametrize("shape", [(3,), (3, 0), (2, 2, 2)])
    def test_needs_replicates_by_candidates(self, statistic, shape):
        with pytest.raises(ValueError, match="replicates by candidates"):
            statistic(np.zeros(shape))


@pytest.mark.parametrize("share", [probability_of_best, win_share])
class TestAnyShare:
    @given(matrix=matrices | coarse)
    def test_sums_to_one(self, share, matrix):
        shares = share(matrix)
        assert shares.sum() == pytest.approx(1.0)
        assert ((shares >= 0) & (shares <= 1)).all()

    @given(matrix=matrices, count=st.integers(1, 5))
    def test_is_the_same_for_candidates_that_never_differ(self, share, matrix, count):
        assert share(np.repeat(matrix[:, :1], count, axis=1)) == pytest.approx(1 / count)

    def test_is_one_for_a_candidate_that_always_wins(self, share):
        matrix = np.tile([[1.0, 2.0, 0.0], [5.0, 9.0, 1.0], [0.0, 0.5, 0.0]], (10, 1))
        assert share(matrix).tolist() == [0.0, 1.0, 0.0]


def test_win_share_counts_replicates():
    matrix = np.array([[1.0, 2.0], [1.0, 0.0], [3.0, 3.0], [4.0, 5.0]])
    assert win_share(matrix).tolist() == [0.375, 0.625]


def test_one_replicate_has_a_winner_but_no_probability():
    matrix = np.array([[1.0, 2.0]])
    assert win_share(matrix).tolist() == [0.0, 1.0]
    assert np.isnan(probability_of_best(matrix)).all()
    assert np.isnan(expected_regret(matrix)).all()


@given(matrices | coarse)
def test_regret_is_never_negative_and_differs_by_the_difference_of_means(matrix):
    regret = expected_regret(matrix)
    error = 6 * matrix.std() * math.sqrt(2 / len(matrix) / 4000) + 1e-6
    assert (regret >= 0).all()
    assert np.abs(np.diff(regret) + np.diff(matrix.mean(axis=0))).max(initial=0) <= 2 * error


@given(matrices)
def test_no_regret_is_left_where_there_is_one_candidate(matrix):
    assert expected_regret(matrix[:, :1]).tolist() == [0.0]


@given(arrays(float, (3, 3), elements=st.floats(-10, 10).map(lambda value: round(value, 3))))
def test_probability_and_regret_are_those_of_all_ways_to_draw_three_replicates(matrix):
    draws = np.array(list(itertools.product(range(3), repeat=3)))
    means = matrix[draws].mean(axis=1)
    means = matrix.mean(axis=0) + (means - matrix.mean(axis=0)) * math.sqrt(3 / 2)
    ranked = np.sort(means, axis=1)
    assume((np.diff(ranked, axis=1) > 1e-9).all())
    error = 6 / math.sqrt(4000)
    best = np.bincount(means.argmax(axis=1), minlength=3) / len(draws)
    regret = (ranked[:, -1:] - means).mean(axis=0)
    assert probability_of_best(matrix) == pytest.approx(best, abs=0.5 * error)
    assert expected_regret(matrix) == pytest.approx(regret, abs=error * np.ptp(means))


def test_regret_is_in_the_unit_of_the_outcome():
    matrix = np.random.default_rng(3).normal(size=(20, 3))
    assert expected_regret(1000 * matrix) == pytest.approx(1000 * expected_regret(matrix))


def test_many_replicates_take_no_more_memory_than_a_part_of_the_draws(monkeypatch):
    matrix = np.random.default_rng(4).normal(size=(50, 3))
    whole = probability_of_best(matrix)
    monkeypatch.setattr("ecosim.results.statistics._NUMBERS_AT_ONCE", 1000)
    assert probability_of_best(matrix) == pytest.approx(whole)
