"""Whether digital services pay, in sentences made only of what the runs say."""

from __future__ import annotations

import math

from ecosim.experiments.paradox import ParadoxResult
from ecosim.results.figures import number, percent, plus_minus
from ecosim.results.statistics import Interval

__all__ = ["paradox_sentences"]


def paradox_sentences(result: ParadoxResult) -> list[str]:
    """Return how often, how long and how much, as sentences."""
    if result.providers.estimate == 0.0:
        return ["No provider earned anything with digital services."]
    held = _share(result.incidence)
    count = result.providers.estimate
    providers = number(count, 0 if count.is_integer() else None)
    sentences = [
        f"{providers} providers a run earn with services. {held} of them end in the "
        "digitalization paradox: service revenue, and no more profit than their twin."
    ]
    if result.ever.estimate > 0.0:
        months = result.months_to_exit
        when = f", {plus_minus(months)} months after their first revenue"
        sentences.append(
            f"{_share(result.ever)} are in it at some time; {_share(result.exited)} of these leave "
            f"it for good{when if math.isfinite(months.estimate) else ''}."
        )
    gain = result.gain
    if gain.low > 0.0 or gain.high < 0.0:
        word = "gains" if gain.low > 0.0 else "loses"
        size = plus_minus(gain).lstrip("−")
        sentences.append(f"By its services a provider {word} {size} MSEK per month on average.")
    else:
        size = plus_minus(gain, signed=True)
        sentences.append(
            f"Whether services pay on average is open: {size} MSEK per month, an interval that "
            "includes zero."
        )
    return sentences


def _share(interval: Interval) -> str:
    """Return a share with its interval, as percentages."""
    if math.isnan(interval.low):
        return percent(interval.estimate)
    if interval.low == interval.high:
        return f"{percent(interval.estimate)} (the same in every run)"
    low, high = max(0.0, interval.low), min(1.0, interval.high)
    return f"{percent(interval.estimate)} ({percent(low)} to {percent(high)})"
