"""Tables as people keep them: rows of cells under a row of titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.messages import brief

__all__ = ["EXPLANATION_TITLES", "MOST_ROWS", "Row", "Sheet", "check_width", "make_sheet"]

EXPLANATION_TITLES = ("sheet", "column", "unit", "range", "meaning")
MOST_ROWS = 100_000
_MOST_COLUMNS = 500
_TITLES_WITHIN = 20  # rows above the titles that may hold a heading of the sheet


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet counts, and its cells by column."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Sheet:
    """One table.

    Parameters
    ----------
    name : of the sheet, or of the file
    titles : of the columns, as written
    rows : below the titles, without empty ones
    notes : what a reader should know of how it was read
    guessed, refused : what a reader should check in it, and what of it could not be used
    """

    name: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def make_sheet(name: str, lines: Iterable[Sequence[Any]], notes: Iterable[str] = ()) -> Sheet:
    """Return the table in lines of cells: titles are the first line with two filled cells or more.

    Raises
    ------
    InputError
        where there are no titles, or too many rows or columns
    """
    filled: list[Row] = []
    last = 0
    for number, cells in enumerate(lines, start=1):
        if any(not _is_empty(cell) for cell in cells):
            filled.append(Row(number, tuple(cells)))
            last = number
        if len(filled) > MOST_ROWS:
            raise InputError(f"{name}: more than {MOST_ROWS:,} rows")
    head = _title_row(name, filled)
    rows = tuple(row for row in filled if row.number > head.number)
    titles = _titles(name, head)
    return Sheet(name, titles, rows, (*notes, *_gaps(head, rows, last)))


def check_width(name: str, columns: int) -> None:
    """Refuse a table with too many columns."""
    if columns > _MOST_COLUMNS:
        raise InputError(f"{name}: more than {_MOST_COLUMNS} columns")


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _title_row(name: str, filled: list[Row]) -> Row:
    """Return the row of titles: what stands above may be a heading of the sheet."""
    for row in filled[:_TITLES_WITHIN]:
        if sum(not _is_empty(cell) for cell in row.cells) >= 2:
            return row
    raise InputError(f"{name}: there is no row of titles, one for each column")


def _titles(name: str, head: Row) -> tuple[str, ...]:
    check_width(name, len(head.cells))
    return tuple("" if _is_empty(cell) else brief(str(cell).strip(), 100) for cell in head.cells)


def _gaps(head: Row, rows: tuple[Row, ...], last: int) -> Iterable[str]:
    """Yield what was left out around the rows."""
    if head.number > 1:
        yield f"titles are in row {head.number}; what stands above is left out"
    if not rows:
        yield f"no rows below the titles in row {head.number}"
    empty = max(0, last - head.number - len(rows))
    if empty > 0:
        yield f"{empty:,} empty rows between others are left out"
