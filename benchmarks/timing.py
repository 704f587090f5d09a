"""Measuring two things side by side, so that what else the machine does weighs on both alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

__all__ = ["Comparison", "alternating", "seconds"]


@dataclass(frozen=True)
class Comparison:
    """Times in seconds of two things run in turns, A B A B."""

    first: tuple[float, ...]
    second: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Return the median over pairs of first over second."""
        return median(a / b for a, b in zip(self.first, self.second, strict=True))

    @property
    def medians(self) -> tuple[float, float]:
        """Return the median time of each."""
        return median(self.first), median(self.second)


def seconds(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long an action takes by the clock on the wall, or by another clock."""
    start = clock()
    action()
    return clock() - start


def alternating(
    first: Callable[[], object],
    second: Callable[[], object],
    pairs: int,
    clock: Callable[[], float] = time.process_time,
) -> Comparison:
    """Run two actions in turns and time each, by default in processor time."""
    times = [(seconds(first, clock), seconds(second, clock)) for _ in range(pairs)]
    return Comparison(*zip(*times, strict=True))
