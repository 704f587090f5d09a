"""Numbers along an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ecosim.drawing.svg import INK, PALE, QUIET, Picture

__all__ = ["Axis", "axis_over", "draw_across"]

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Axis:
    """From numbers to places, in pixels.

    Parameters
    ----------
    low, high : numbers at both ends
    start, end : places of both ends
    step : between numbers that are written
    """

    low: float
    high: float
    start: float
    end: float
    step: float

    def place(self, value: float) -> float:
        """Return where a number lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[tuple[float, str]]:
        """Return the numbers that are written, with their places."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        values = [round(k * self.step, 12) for k in range(first, last + 1)]
        return [(self.place(v), f"{v:,.{decimals}f}".replace("-", "−")) for v in values]


def axis_over(values: Iterable[float], start: float, end: float, ticks: int = 7) -> Axis:
    """Return an axis over all finite values, with room at both ends."""
    finite = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    size = max(1.0, abs(low), abs(high))
    # What differs by rounding alone is drawn as the same.
    room = 0.04 * (high - low) if high - low > _ROUNDING * size else 0.1 * size
    low, high = low - room, high + room
    return Axis(low, high, start, end, _step((high - low) / ticks))


def draw_across(
    picture: Picture, axis: Axis, height: tuple[float, float], title: str, reference: float | None
) -> None:
    """Draw an axis from left to right under a picture, with a line up at each written number.

    Parameters
    ----------
    picture, axis : on which, and along what
    height : where its lines begin, and where the axis lies
    title : what the numbers are
    reference : a number whose line stands out
    """
    top, bottom = height
    for x, words in axis.ticks():
        picture.line([(x, top), (x, bottom)], PALE, 0.5)
        picture.text(x, bottom + 16.0, words, anchor="middle", colour=QUIET)
    if reference is not None:
        x = axis.place(reference)
        picture.line([(x, top), (x, bottom)], INK, 1.2)
    picture.text((axis.start + axis.end) / 2, bottom + 36.0, title, anchor="middle", colour=QUIET)


def _step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10 … that is not below ``least``.

    >>> _step(0.013), _step(3.0)
    (0.02, 5.0)
    """
    power = 10.0 ** math.floor(math.log10(least))
    factor: float = next(f for f in (1.0, 2.0, 5.0, 10.0) if f * power >= least * (1 - 1e-9))
    return factor * power if power >= 1 else round(factor * power, 12)
