"""Rows of values with what surrounds them: intervals of means, or the spread of runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ecosim.drawing.axis import Axis, axis_over, draw_across
from ecosim.drawing.svg import ACCENT, QUIET, Picture, shortened

__all__ = ["Range", "ranges"]

_WIDTH, _ROW, _TOP, _BOTTOM, _MOST_LETTERS = 720.0, 26.0, 26.0, 44.0, 34


@dataclass(frozen=True)
class Range:
    """One row.

    Parameters
    ----------
    label : to its left
    low, middle, high : NaN where undefined; a middle without ends is a dot
    inner : ends of a thicker part of the line, or None
    note : to its right
    strong : whether it stands out
    """

    label: str
    low: float
    middle: float
    high: float
    inner: tuple[float, float] | None = None
    note: str = ""
    strong: bool = False


def ranges(
    rows: Sequence[Range], description: str, axis_title: str,
    *, reference: float | None = None, note_title: str = "",
) -> str:  # fmt: skip
    """Return rows under each other over one axis, as SVG.

    Parameters
    ----------
    rows : at least one
    description : for those who do not see the picture
    axis_title : what the numbers are, with their unit
    reference : a number marked by a vertical line
    note_title : above the notes
    """
    height = _TOP + _ROW * len(rows) + _BOTTOM
    picture = Picture(_WIDTH, height, description)
    left = 24.0 + 7.0 * min(_MOST_LETTERS, max(len(row.label) for row in rows))
    right = _WIDTH - 16.0 - 7.5 * max(len(note_title), *(len(row.note) for row in rows))
    values = [v for row in rows for v in (row.low, row.middle, row.high, *(row.inner or ()))]
    axis = axis_over([*values, *([] if reference is None else [reference])], left, right)
    draw_across(picture, axis, (_TOP - 6.0, height - _BOTTOM), axis_title, reference)
    picture.text(_WIDTH - 4.0, 16.0, note_title, anchor="end", colour=QUIET)
    for number, row in enumerate(rows):
        _draw_row(picture, axis, row, left, _TOP + _ROW * (number + 0.5))
    return picture.as_svg()


def _draw_row(picture: Picture, axis: Axis, row: Range, left: float, y: float) -> None:
    colour = ACCENT if row.strong else QUIET
    picture.text(left - 14.0, y + 4.0, shortened(row.label, _MOST_LETTERS), anchor="end",
                 bold=row.strong)  # fmt: skip
    if math.isfinite(row.low) and math.isfinite(row.high):
        picture.line([(axis.place(row.low), y), (axis.place(row.high), y)], colour, 2.0)
    if row.inner is not None and all(map(math.isfinite, row.inner)):
        picture.line([(axis.place(end), y) for end in row.inner], colour, 7.0)
    if math.isfinite(row.middle):
        picture.dot(axis.place(row.middle), y, 5.0, colour, f"{row.label}: {row.middle:.4g}")
    picture.text(_WIDTH - 4.0, y + 4.0, row.note, anchor="end", bold=row.strong)
