"""How many replicates are enough."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.errors import InputError
from ecosim.results.precision import convergence, replicates_needed
from ecosim.results.statistics import mean_interval
from ecosim.results.student import student_quantile


def test_the_number_is_the_smallest_that_suffices() -> None:
    values = np.random.default_rng(3).normal(size=30)
    needed = replicates_needed(values, 0.1)

    def half(count: int) -> float:
        return student_quantile(0.95, count - 1) * float(values.std(ddof=1)) / count**0.5

    assert half(needed) <= 0.1 < half(needed - 1)


def test_as_many_replicates_as_said_give_about_the_width_wanted() -> None:
    generator = np.random.default_rng(4)
    needed = replicates_needed(generator.normal(size=400), 0.05)
    interval = mean_interval(generator.normal(size=needed))
    assert (interval.high - interval.low) / 2 == pytest.approx(0.05, rel=0.15)


def test_a_thousandth_of_the_width_takes_a_million_times_as_many() -> None:
    values = np.random.default_rng(5).normal(size=100)
    ratio = replicates_needed(values, 1e-5) / replicates_needed(values, 1e-2)
    assert ratio == pytest.approx(1e6, rel=1e-3)


def test_values_without_spread_need_two() -> None:
    assert replicates_needed([2.0, 2.0, np.nan], 0.1) == 2


@pytest.mark.parametrize("width", [0.0, -1.0, np.nan, np.inf])
def test_a_width_that_means_nothing_is_refused(width: float) -> None:
    with pytest.raises(InputError, match="half-width"):
        replicates_needed([1.0, 2.0], width)


def test_one_value_says_nothing_about_spread() -> None:
    with pytest.raises(InputError, match="at least 2 replicates"):
        replicates_needed([1.0, np.nan], 0.1)


def test_convergence_ends_with_the_interval_of_all_replicates() -> None:
    values = np.random.default_rng(6).normal(size=77)
    rows = convergence(values, points=10).to_pylist()
    interval = mean_interval(values)
    assert [row["replicates"] for row in rows] == sorted({row["replicates"] for row in rows})
    assert rows[0]["replicates"] == 2
    assert rows[-1] == {"replicates": 77, "mean": interval.estimate,
                        "low": interval.low, "high": interval.high}  # fmt: skip
