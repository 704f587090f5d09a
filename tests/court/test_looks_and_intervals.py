"""The plan of looks, and intervals that hold for skewed values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ecosim.court.intervals import contrast_interval
from ecosim.court.looks import FALSE_ALARM, Looks
from ecosim.results.statistics import mean_interval


def test_looks_double_and_end_with_the_last_replicate() -> None:
    assert list(Looks(512).counts) == [32, 64, 128, 256, 512]
    assert list(Looks(100).counts) == [32, 64, 100]
    assert list(Looks(32).counts) == [32]
    assert list(Looks(8).counts) == [8]


def test_all_looks_together_raise_no_more_false_alarms_than_stated() -> None:
    for most in (8, 32, 100, 512):
        plan = Looks(most)
        assert (1.0 - plan.level) * len(list(plan.counts)) == pytest.approx(FALSE_ALARM)


def test_without_skewness_the_interval_is_students() -> None:
    values = np.array([-3.0, -1.0, 0.0, 1.0, 3.0]) + 10.0
    ours, students = contrast_interval(values, 0.9, 1.0), mean_interval(values, 0.9)
    assert (ours.low, ours.high) == pytest.approx((students.low, students.high))


def test_the_interval_reaches_farther_toward_the_longer_tail() -> None:
    values = stats.expon.ppf((np.arange(64) + 0.5) / 64)
    found = contrast_interval(values, 0.99, 1.0)
    assert found.high - found.estimate > 1.2 * (found.estimate - found.low)
    mirrored = contrast_interval(-values, 0.99, 1.0)
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low))


def test_values_without_spread_leave_room_for_a_few_that_differ() -> None:
    """After 32 equal values at 99 %, at most 13.4 % of all may differ, by one standard deviation."""
    found = contrast_interval(np.full(32, 5.0), 0.99, 2.0)
    assert found.estimate == 5.0
    assert found.high - 5.0 == pytest.approx(2.0 * (1.0 - 0.01 ** (1 / 32)))
    assert found.high - 5.0 == pytest.approx(5.0 - found.low)


def test_fewer_than_two_values_give_no_bounds() -> None:
    assert np.isnan(contrast_interval(np.array([1.0]), 0.99, 1.0).low)
    assert np.isnan(contrast_interval(np.array([]), 0.99, 1.0).estimate)
