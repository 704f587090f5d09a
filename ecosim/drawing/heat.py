"""Cells over two axes, coloured by a number or by a side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ecosim.drawing.svg import QUIET, Picture, shortened

__all__ = ["Cell", "heat"]

# Points of the scale "cividis", which keeps its order for every kind of colour vision.
_SCALE = (
    (0, 34, 78),
    (53, 69, 108),
    (102, 105, 112),
    (148, 142, 119),
    (200, 184, 102),
    (254, 232, 56),
)
_SIDES = {True: "#0072b2", False: "#e69f00"}
_WIDTH, _TOP, _LEFT, _BOTTOM, _ROW = 720.0, 32.0, 120.0, 50.0, 44.0
_GAP = 1.0


@dataclass(frozen=True)
class Cell:
    """One cell.

    Parameters
    ----------
    value : by which it is coloured; NaN leaves it empty
    words : written in it
    side : coloured by the side instead, where there is one
    about : said of it when one points at it
    """

    value: float
    words: str
    side: bool | None = None
    about: str = ""


def heat(
    cells: Sequence[Sequence[Cell]],
    across: tuple[str, Sequence[str]],
    up: tuple[str, Sequence[str]],
    description: str,
) -> str:
    """Return cells as SVG, the first row at the bottom.

    Parameters
    ----------
    cells : [rows, columns]
    across, up : title and labels of columns and of rows
    description : for those who do not see the picture
    """
    rows, columns = len(cells), len(cells[0])
    height = _TOP + _ROW * rows + _BOTTOM
    picture = Picture(_WIDTH, height, description)
    wide = (_WIDTH - _LEFT - 10.0) / columns
    values = [cell.value for row in cells for cell in row if math.isfinite(cell.value)]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    for place, row in enumerate(cells):
        y = _TOP + _ROW * (rows - 1 - place)
        picture.text(_LEFT - 8.0, y + _ROW / 2 + 4.0, shortened(up[1][place], 18), anchor="end",
                     colour=QUIET)  # fmt: skip
        for column, cell in enumerate(row):
            _draw(picture, cell, (_LEFT + wide * column, y), wide, (low, high))
    for column, label in enumerate(across[1]):
        words = shortened(label, max(3, int(wide / 7.5)))
        x = _LEFT + wide * (column + 0.5)
        picture.text(x, height - 32.0, words, anchor="middle", colour=QUIET)
    picture.text(_LEFT + wide * columns / 2, height - 10.0, across[0], anchor="middle")
    picture.text(4.0, 16.0, f"↑ {up[0]}")
    return picture.as_svg()


def _draw(
    picture: Picture,
    cell: Cell,
    corner: tuple[float, float],
    wide: float,
    span: tuple[float, float],
) -> None:
    x, y = corner
    if not math.isfinite(cell.value):
        picture.text(x + wide / 2, y + _ROW / 2 + 4.0, "·", anchor="middle", colour=QUIET)
        return
    left, right, top, bottom = x + _GAP, x + wide - _GAP, y + _GAP, y + _ROW - _GAP
    colour, ink = _colours(cell, span)
    picture.area([(left, top), (right, top), (right, bottom), (left, bottom)], colour, 1.0,
                 cell.about)  # fmt: skip
    picture.text(x + wide / 2, y + _ROW / 2 + 4.0, cell.words, anchor="middle", colour=ink)


def _colours(cell: Cell, span: tuple[float, float]) -> tuple[str, str]:
    """Return the colour of a cell and of the words in it."""
    if cell.side is not None:
        return _SIDES[cell.side], "#ffffff" if cell.side else "#1b2530"
    low, high = span
    share = (cell.value - low) / (high - low) if high > low else 0.5
    step = share * (len(_SCALE) - 1)
    first = min(int(step), len(_SCALE) - 2)
    red, green, blue = (
        round(one + (other - one) * (step - first))
        for one, other in zip(_SCALE[first], _SCALE[first + 1], strict=True)
    )
    bright = 0.299 * red + 0.587 * green + 0.114 * blue > 116
    return f"#{red:02x}{green:02x}{blue:02x}", "#000000" if bright else "#ffffff"
