"""What a report is made of, whatever file it becomes: sentences, pictures and tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ecosim.results.figures import between, mean, number, percent, plus_minus, shared_decimals
from ecosim.results.statistics import Interval

__all__ = ["Block", "Column", "Figure", "Points", "Report", "Section", "Table", "Words"]


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Points:
    """A list of sentences."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A picture as SVG, and what it shows in a sentence with the number of runs."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    title, unit : above it; "1" is a pure number, and "" says that rows have units of their own
    meaning : one sentence
    kind : "text", "number", "share", "interval" (a mean with its 95 % interval), "change" (such a
        mean of differences, written with its sign), "range" or "share range" (a value with an
        interval that is not even on both sides)
    decimals : of its numbers; by default as many as each deserves
    """

    title: str
    unit: str = ""
    meaning: str = ""
    kind: str = "text"
    decimals: int | None = None

    @property
    def heading(self) -> str:
        """Return the title with the unit."""
        return self.title if self.unit in ("", "1") else f"{self.title} ({self.unit})"

    @property
    def is_interval(self) -> bool:
        """Tell whether its cells are values with intervals."""
        return self.kind in ("interval", "change", "range", "share range")

    @property
    def is_number(self) -> bool:
        """Tell whether its cells stand to the right."""
        return self.kind != "text"


@dataclass(frozen=True)
class Table:
    """Rows under columns; a cell is a text, a number, an ``Interval``, or None.

    Parameters
    ----------
    name : of its sheet in a workbook
    caption : what it holds, in a sentence
    columns, rows : its content
    folded : whether a page shows it only when it is opened
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    folded: bool = False

    def written(self) -> list[list[str]]:
        """Return the cells as text; intervals of one column have the same decimals."""
        by_column = [
            _column_text(column, [row[place] for row in self.rows])
            for place, column in enumerate(self.columns)
        ]
        return [list(row) for row in zip(*by_column, strict=True)]


Block = Words | Points | Figure | Table


@dataclass(frozen=True)
class Section:
    """A heading and what follows it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """A report.

    Parameters
    ----------
    title : of the scenario
    question, answer : the question, and its answer in sentences, the first being the shortest
    basis : how many runs it rests on
    sections : in reading order
    """

    title: str
    question: str
    answer: tuple[str, ...]
    basis: str
    sections: tuple[Section, ...]

    @property
    def tables(self) -> list[Table]:
        """Return all tables in their order."""
        blocks = [block for section in self.sections for block in section.blocks]
        return [block for block in blocks if isinstance(block, Table)]


def _column_text(column: Column, cells: list[Any]) -> list[str]:
    """Return the cells of one column as text."""
    intervals = [cell for cell in cells if isinstance(cell, Interval)]
    decimals = shared_decimals(intervals) if column.unit and intervals else column.decimals
    return [_cell_text(column.kind, cell, decimals) for cell in cells]


def _cell_text(kind: str, cell: Any, decimals: int | None) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, Interval) and cell.count == 1:
        cell = cell.estimate
    if isinstance(cell, Interval) and kind in ("range", "share range"):
        return _range_text(kind, cell)
    if isinstance(cell, Interval):
        return plus_minus(cell, signed=kind == "change", decimals=decimals)
    if isinstance(cell, str | bool):
        return str(cell)
    if kind == "share":
        return percent(cell)
    whole = float(cell).is_integer() and decimals is None
    return number(cell, 0 if whole else decimals)


def _range_text(kind: str, cell: Interval) -> str:
    """Return a value and the ends of its interval."""
    if math.isnan(cell.low) or math.isnan(cell.high):
        return percent(cell.estimate) if kind == "share range" else number(cell.estimate)
    if kind == "share range":
        return f"{percent(cell.estimate)} ({percent(cell.low)} to {percent(cell.high)})"
    return f"{mean(cell)} ({between(cell)})"
