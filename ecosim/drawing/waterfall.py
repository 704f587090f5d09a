"""How amounts add up to a total, one after the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ecosim.drawing.axis import Axis, axis_over, draw_across
from ecosim.drawing.svg import ACCENT, INK, Picture, shortened

__all__ = ["Step", "waterfall"]

_WIDTH, _ROW, _TOP, _BOTTOM, _MOST_LETTERS = 720.0, 26.0, 12.0, 44.0, 40
_LOSS = "#d55e00"


@dataclass(frozen=True)
class Step:
    """One amount; ends of its interval are NaN where undefined.

    Parameters
    ----------
    label : to its left
    amount, low, high : in the unit of the axis
    note : to its right
    """

    label: str
    amount: float
    low: float
    high: float
    note: str


def waterfall(steps: Sequence[Step], total: Step, description: str, axis_title: str) -> str:
    """Return bars that begin where the one above ends, and the total below, as SVG.

    Parameters
    ----------
    steps : in their order; their amounts sum to that of the total
    total : drawn from 0
    description : for those who do not see the picture
    axis_title : what the numbers are, with their unit
    """
    rows = [*steps, total]
    picture = Picture(_WIDTH, _TOP + _ROW * len(rows) + _BOTTOM, description)
    starts = [math.fsum(step.amount for step in steps[:k]) for k in range(len(steps))] + [0.0]
    left = 24.0 + 7.0 * min(_MOST_LETTERS, max(len(row.label) for row in rows))
    right = _WIDTH - 16.0 - 7.5 * max(len(row.note) for row in rows)
    axis = axis_over(_ends(rows, starts), left, right)
    draw_across(picture, axis, (_TOP, _TOP + _ROW * len(rows)), axis_title, 0.0)
    for number, (row, start) in enumerate(zip(rows, starts, strict=True)):
        _draw(picture, axis, row, start, _TOP + _ROW * (number + 0.5), row is total)
    return picture.as_svg()


def _ends(rows: Sequence[Step], starts: Sequence[float]) -> list[float]:
    """Return every number that the axis must hold."""
    pairs = list(zip(rows, starts, strict=True))
    return [0.0, *starts, *(start + end for row, start in pairs
                            for end in (row.amount, row.low, row.high))]  # fmt: skip


def _draw(picture: Picture, axis: Axis, row: Step, start: float, y: float, bold: bool) -> None:
    """Draw one bar with its interval at the end."""
    colour = _LOSS if row.amount < 0.0 else ACCENT
    ends = [axis.place(start), axis.place(start + row.amount)]
    corners = [(ends[0], y - 8.0), (ends[1], y - 8.0), (ends[1], y + 8.0), (ends[0], y + 8.0)]
    picture.area(corners, colour, 0.9 if bold else 0.6)
    if math.isfinite(row.low) and math.isfinite(row.high):
        picture.line([(axis.place(start + end), y) for end in (row.low, row.high)], INK, 1.2)
    picture.text(axis.start - 14.0, y + 4.0, shortened(row.label, _MOST_LETTERS),
                 anchor="end", bold=bold)  # fmt: skip
    picture.text(_WIDTH - 4.0, y + 4.0, row.note, anchor="end", bold=bold)
