"""Curves over months, with bands around them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ecosim.drawing.axis import Axis, axis_over
from ecosim.drawing.svg import ACCENT, INK, PALE, QUIET, Picture

__all__ = ["Curve", "curves"]

_COLOURS = (ACCENT, "#d55e00", "#009e73", "#cc79a7")
_LEFT, _TOP, _BOTTOM = 52.0, 30.0, 26.0


@dataclass(frozen=True)
class Curve:
    """One curve; values are NaN where undefined.

    Parameters
    ----------
    label : what it shows
    middle : one value for each month, the first being month 1
    low, high : of the band around it, or empty
    """

    label: str
    middle: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


def curves(
    shown: Sequence[Curve], description: str, unit: str = "", *, width: float = 352.0,
    height: float = 190.0,
) -> str:  # fmt: skip
    """Return curves over the same months in one picture, as SVG; labels stand above it.

    Parameters
    ----------
    shown : one to four curves
    description : for those who do not see the picture
    unit : written behind the labels
    width, height : in pixels
    """
    picture = Picture(width, height, description)
    values = [value for one in shown for part in (one.middle, one.low, one.high) for value in part]
    down = axis_over(values, height - _BOTTOM, _TOP, 6)
    months = max(len(one.middle) for one in shown)
    across = Axis(1.0, float(max(months, 2)), _LEFT, width - 14.0, _month_step(months))
    for y, words in down.ticks():
        picture.line([(_LEFT, y), (width - 14.0, y)], PALE, 0.5)
        picture.text(_LEFT - 6.0, y + 4.0, words, anchor="end", colour=QUIET)
    for x, words in across.ticks():
        picture.text(x, height - 8.0, words, anchor="middle", colour=QUIET)
    place = 4.0
    for one, colour in zip(shown, _COLOURS, strict=False):
        words = f"{one.label} ({unit})" if unit else one.label
        shade = colour if len(shown) > 1 else INK
        picture.text(place, 16.0, words, colour=shade, bold=True)
        place += 8.0 * len(words) + 12.0
        _draw(picture, one, across, down, colour)
    return picture.as_svg()


def _draw(picture: Picture, one: Curve, across: Axis, down: Axis, colour: str) -> None:
    if one.low and one.high:
        _draw_band(picture, one, across, down, colour)
    for piece in _pieces(one.middle):
        points = [(across.place(month), down.place(value)) for month, value in piece]
        picture.line(points, colour, 1.8)


def _draw_band(picture: Picture, one: Curve, across: Axis, down: Axis, colour: str) -> None:
    pairs = enumerate(zip(one.low, one.high, strict=True), start=1)
    ends = [(across.place(month), low, high) for month, (low, high) in pairs
            if math.isfinite(low) and math.isfinite(high)]  # fmt: skip
    edge = [(x, down.place(low)) for x, low, _ in ends]
    picture.area(edge + [(x, down.place(high)) for x, _, high in reversed(ends)], colour, 0.18)


def _pieces(values: Sequence[float]) -> list[list[tuple[int, float]]]:
    """Return months and values in pieces without gaps."""
    pieces: list[list[tuple[int, float]]] = [[]]
    for month, value in enumerate(values, start=1):
        if math.isfinite(value):
            pieces[-1].append((month, value))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _month_step(months: int) -> float:
    """Return the months between those that are written: 1 to 12, then whole years."""
    if months <= 12:
        return float(max(1, months // 4))
    return 12.0 * max(1, math.ceil(months / 60))
