"""Numbers as text: as many digits as they deserve."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ecosim.results.statistics import Interval

__all__ = ["amount", "bar", "between", "mean", "number", "percent", "plus_minus", "shared_decimals"]

_UNKNOWN = "–"
_MOST_DECIMALS = 6
_NEXT_TO_NOTHING = 5e-7  # what so many decimals would show as 0
_EIGHTHS = " ▏▎▍▌▋▊▉"


def number(value: float, decimals: int | None = None) -> str:
    """Return a number with three significant digits, or with so many decimals.

    >>> number(0.93574), number(1234.5), number(-0.5, 2), number(float("nan"))
    ('0.936', '1,234', '−0.50', '–')
    """
    if not math.isfinite(value):
        return _UNKNOWN
    if decimals is None:
        decimals = _decimals(value, 3)
    if abs(value) >= 1e9:
        return f"{value:.2e}".replace("-", "−")
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if not text.strip("-0.,") else text.replace("-", "−")


def _decimals(value: float, digits: int) -> int:
    """Return the decimals that show a value with so many significant digits."""
    if value == 0 or not math.isfinite(value):
        return 0
    return min(_MOST_DECIMALS, max(0, digits - 1 - math.floor(math.log10(abs(value)))))


def _spread_decimals(interval: Interval) -> int | None:
    """Return the decimals that show half the width of an interval with two digits."""
    half = (interval.high - interval.low) / 2
    return _decimals(half, 2) if half > 0 else None


def mean(interval: Interval) -> str:
    """Return the mean, no more precise than its interval allows."""
    return number(interval.estimate, _spread_decimals(interval))


def shared_decimals(intervals: Iterable[Interval]) -> int | None:
    """Return the decimals that suit most of these intervals, for numbers in one column."""
    decimals = sorted(d for d in map(_spread_decimals, intervals) if d is not None)
    return decimals[len(decimals) // 2] if decimals else None


def plus_minus(interval: Interval, signed: bool = False, decimals: int | None = None) -> str:
    """Return the mean and how far its 95 % interval goes either way.

    Parameters
    ----------
    signed : whether a positive mean has a plus sign
    decimals : by default, those that show two digits of the interval

    >>> plus_minus(Interval(0.9357, 0.8776, 0.9938, 8)), plus_minus(Interval(2, 2, 2, 8), True)
    ('0.936 ± 0.058', '+2.00 ± 0')
    """
    half = (interval.high - interval.low) / 2
    if 0 < max(abs(interval.estimate), half) < _NEXT_TO_NOTHING:
        return "≈ 0"
    decimals = _spread_decimals(interval) if decimals is None else decimals
    text = number(interval.estimate, decimals)
    if signed and interval.estimate > 0:
        text = f"+{text}"
    return text if math.isnan(half) else f"{text} ± {number(half, decimals if half else 0)}"


def between(interval: Interval) -> str:
    """Return both ends of an interval."""
    decimals = _spread_decimals(interval)
    return f"{number(interval.low, decimals)} to {number(interval.high, decimals)}"


def amount(text: str, unit: str) -> str:
    """Return a number with its unit, unless it is a pure number."""
    return text if unit in ("1", "") else f"{text} {unit}"


def percent(share: float) -> str:
    """Return a share as a percentage that says 0 and 100 only where it means them.

    >>> percent(0.384), percent(0.005), percent(1.0)
    ('38 %', '<1 %', '100 %')
    """
    if not math.isfinite(share):
        return _UNKNOWN
    if 0 < share <= 0.005:
        return "<1 %"
    if 0.995 <= share < 1:
        return ">99 %"
    return f"{share:.0%}".replace("%", " %")


def bar(share: float, width: int = 8) -> str:
    """Return a bar whose length is a share, 0 to 1, of the width in characters.

    >>> bar(0.5, 4), bar(1 / 16, 4)
    ('██  ', '▎   ')
    """
    eighths = round(share * width * 8) if math.isfinite(share) else 0
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(width)
