"""Relationships from a CSV file: ``source,target`` and any columns a relationship starts with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from ecosim.declarations.columns import TIE_COLUMNS
from ecosim.declarations.networks import STARTING_COLUMNS
from ecosim.declarations.scenario import RelationshipSpec
from ecosim.errors import InputError
from ecosim.scenarios.messages import brief, name_like, named, shown
from ecosim.scenarios.sources import decoded, read_limited
from ecosim.scenarios.values import number_problem

__all__ = ["read_relationships"]

_LARGEST_FILE = 200_000_000
_MOST_ROWS = 1_000_000
_ENDS = ("source", "target")
_COLUMNS = (*_ENDS, *STARTING_COLUMNS)


def read_relationships(folder: Path, name: str) -> list[RelationshipSpec]:
    """Return the relationships of a CSV file: commas, UTF-8, names in the first row.

    Parameters
    ----------
    folder, name : the file, relative to the folder of the scenario

    Raises
    ------
    InputError
        with the row, counted as a spreadsheet does: the names are row 1
    """
    label = f"network.file {shown(name)}"
    raw = read_limited(folder / name, _LARGEST_FILE, label)
    with named(label):
        return list(_specs(decoded(raw)))


def _specs(text: str) -> Iterator[RelationshipSpec]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        _check_header(header)
        for row in rows:
            if rows.line_num > _MOST_ROWS:
                raise InputError(f"more than {_MOST_ROWS} rows")
            if row:
                yield _spec(header, row, f"row {rows.line_num}")
    except csv.Error as error:
        raise InputError(f"row {rows.line_num}: not valid CSV, {brief(str(error), 80)}") from None


def _check_header(header: Sequence[str]) -> None:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise InputError("row 1: columns are separated by commas")
    for end in _ENDS:
        if end not in header:
            raise InputError(f"row 1: there is no column '{end}'{name_like(end, header)}")
    for name in header:
        if name not in _COLUMNS:
            allowed = f"; allowed are {', '.join(_COLUMNS)}"
            hint = name_like(name, _COLUMNS) or allowed
            raise InputError(f"row 1: column {shown(name)} is not known{hint}")
        if header.count(name) > 1:
            raise InputError(f"row 1: column '{name}' is there twice")


def _spec(header: Sequence[str], row: Sequence[str], where: str) -> RelationshipSpec:
    if len(row) != len(header):
        raise InputError(f"{where}: {len(row)} values for {len(header)} columns")
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    for end in _ENDS:
        if not cells[end]:
            raise InputError(f"{where}, {end}: it is empty")
    columns = {
        name: _number(name, cells[name], where) for name in STARTING_COLUMNS if cells.get(name)
    }
    return RelationshipSpec(cells["source"], cells["target"], columns)


def _number(name: str, cell: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise InputError(f"{where}, {name}: {shown(cell)} is not a number") from None
    problem = number_problem(value, TIE_COLUMNS[name].low, TIE_COLUMNS[name].high)
    if problem:
        raise InputError(f"{where}, {name}: {problem}")
    return value
