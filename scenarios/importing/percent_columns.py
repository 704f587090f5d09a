"""Columns in percent that hold numbers below 1, which may be shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.importing.cells import is_percentage, number_in
from ecosim.scenarios.importing.sheets import Row
from ecosim.scenarios.importing.titles import Column
from ecosim.scenarios.importing.units import is_percent
from ecosim.scenarios.messages import shown

__all__ = ["small_percentages"]


def small_percentages(columns: Iterable[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Yield one sentence for each column in percent in which rows hold numbers between 0 and 1."""
    kept = list(rows)
    for column in columns:
        if not is_percent(column.unit):
            continue
        found = [(row.number, number) for row in kept if (number := _small(row, column.place))]
        if found:
            place, number = found[0]
            others = f", and {len(found) - 1:,} more alike" if len(found) > 1 else ""
            yield (f"column {shown(column.title)}: {number:g} in row {place} is read as "
                   f"{number:g} percent{others}; where a share is meant, "
                   f"write {100.0 * number:g}")  # fmt: skip


def _small(row: Row, place: int) -> float:
    """Return a number in a row between 0 and 1, or below 0 and above -1; 0 where it is another."""
    cell: Any = row.cells[place] if place < len(row.cells) else None
    try:
        number = 0.0 if is_percentage(cell) else number_in(cell)
    except InputError:
        return 0.0
    return number if abs(number) < 1.0 else 0.0
