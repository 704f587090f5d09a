"""The court is wrong no more often than it says, whatever the shape of the differences.

Half of ``FALSE_ALARM`` is promised for each side, exactly so for normal differences. Hall's
correction keeps skewed and sparse ones near it: the bound for each shape stands in the table, and
a test raises a false alarm of its own with a probability of ``SURE`` at most.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ecosim.court.intervals import contrast_interval
from ecosim.court.looks import FALSE_ALARM, Looks

SURE = 1e-4
TRIALS = 2000
PLAN = Looks(512)
Floats = NDArray[np.float64]
RANDOM = np.random.default_rng(11)

SHAPES: dict[str, tuple[Callable[[], Floats], float]] = {
    "normal": (lambda: RANDOM.normal(size=512), FALSE_ALARM / 2),
    "uniform": (lambda: RANDOM.uniform(-1, 1, 512), FALSE_ALARM / 2),
    "heavy tails": (lambda: RANDOM.standard_t(3, 512), 0.012),
    "exponential": (lambda: RANDOM.exponential(size=512) - 1.0, 0.012),
    "a tenth differ": (lambda: (RANDOM.random(512) < 0.1) - 0.1, 0.006),
    "few differ, either way": (lambda: RANDOM.choice([-1.0, 0.0, 1.0], 512, p=[0.1, 0.8, 0.1]), 0.014),
    "very skewed": (lambda: np.exp(RANDOM.normal(size=512)) - np.exp(0.5), 0.025),
}  # fmt: skip


def sides(differences: Floats) -> tuple[bool, bool]:
    """Return whether any look puts a true mean of 0 below, or above, the whole interval."""
    found = [contrast_interval(differences[:n], PLAN.level, 1.0) for n in PLAN.counts]
    return any(i.low > 0.0 for i in found), any(i.high < 0.0 for i in found)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_verdicts_over_all_looks_are_as_rarely_wrong_as_stated(shape: str) -> None:
    draw, bound = SHAPES[shape]
    wrong = np.array([sides(draw()) for _ in range(TRIALS)]).sum(axis=0)
    most = stats.binom.isf(SURE, TRIALS, bound)
    assert wrong.max() <= most
