"""Rows of a table as relationships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ecosim.declarations.columns import TIE_COLUMNS
from ecosim.declarations.networks import STARTING_COLUMNS, pair_of
from ecosim.errors import InputError
from ecosim.scenarios.importing.cells import is_blank, text_in
from ecosim.scenarios.importing.findings import Findings
from ecosim.scenarios.importing.names import KnownFirms
from ecosim.scenarios.importing.percent_columns import small_percentages
from ecosim.scenarios.importing.sheets import Row, Sheet
from ecosim.scenarios.importing.titles import Column, match_titles
from ecosim.scenarios.importing.units import conversion
from ecosim.scenarios.messages import shown
from ecosim.scenarios.values import number_problem

__all__ = ["RELATIONSHIP_TITLES", "read_relationships"]

RELATIONSHIP_TITLES = ("source", "target", *STARTING_COLUMNS)
_OLDEST = 1200.0  # months: a larger number was most likely a year, as 2015


def read_relationships(
    sheets: Iterable[Sheet], firms: KnownFirms, findings: Findings
) -> list[dict[str, Any]]:
    """Return the relationships in sheets; what cannot be used is noted and left out."""
    found: dict[frozenset[str], dict[str, Any]] = {}
    for sheet in sheets:
        before = len(found)
        _read_sheet(sheet, firms, findings, found)
        findings.read.append(f"{sheet.name}: {len(found) - before} relationships")
    return list(found.values())


def _read_sheet(
    sheet: Sheet, firms: KnownFirms, findings: Findings, found: dict[frozenset[str], dict[str, Any]]
) -> None:
    """Add the relationships in one sheet to those found."""
    columns, unknown = match_titles(sheet, RELATIONSHIP_TITLES)
    findings.read.extend(f"{sheet.name}: {note}" for note in sheet.notes)
    for title in unknown:
        findings.refused.append(f"{sheet.name}, column {shown(title)}: stands for nothing known")
    used = []
    for row in sheet.rows:
        where = f"{sheet.name}, row {row.number}"
        with findings.refusing(where):
            relationship = _read(row, where, columns, firms, findings)
            ends = frozenset((relationship["source"], relationship["target"]))
            if ends in found:
                raise InputError(f"{' and '.join(sorted(ends))} are related already")
            found[ends] = relationship
            used.append(row)
    numbers = [column for column in columns if column.field in STARTING_COLUMNS]
    findings.guess(sheet.name, small_percentages(numbers, used))
    findings.guess(sheet.name, _other_spellings(columns, used, firms))


def _other_spellings(columns: list[Column], rows: list[Row], firms: KnownFirms) -> Iterator[str]:
    """Yield once which firm was meant by each name that is spelled otherwise."""
    places = [column.place for column in columns if column.field in ("source", "target")]
    names = ((text_in(row.cells[place]), row.number) for row in rows for place in places)
    said = set()
    for name, number in names:
        identity = firms.found(name)
        if identity != name and name not in said:
            said.add(name)
            yield f"row {number}: {shown(name)} is taken to be {shown(identity)}"


def _read(
    row: Row, where: str, columns: list[Column], firms: KnownFirms, findings: Findings
) -> dict[str, Any]:
    """Read one row."""
    cells = {
        column: row.cells[column.place]
        for column in columns
        if column.place < len(row.cells) and not is_blank(row.cells[column.place])
    }
    by_field = {column.field: cell for column, cell in cells.items()}
    relationship: dict[str, Any] = {end: _end(end, by_field, firms) for end in ("source", "target")}
    _check_pair(relationship, firms)
    for column, cell in cells.items():
        if column.field in STARTING_COLUMNS:
            with findings.refusing(f"{where}, column {shown(column.title)}"):
                relationship[column.field] = _number(column, cell)
    return relationship


def _end(end: str, cells: Mapping[str, Any], firms: KnownFirms) -> str:
    """Return the id of one side."""
    if end not in cells:
        raise InputError(f"names no {end}")
    return firms.found(text_in(cells[end]))


def _check_pair(relationship: Mapping[str, str], firms: KnownFirms) -> None:
    """Refuse two firms between which no relationship is possible."""
    one, other = relationship["source"], relationship["target"]
    if one == other:
        raise InputError(f"{shown(one)} is related to itself")
    kinds = [firms.kind(identity) for identity in (one, other)]
    if pair_of(*kinds) is None:
        raise InputError(f"a {kinds[0]} and a {kinds[1]} cannot be related")


def _number(column: Column, cell: Any) -> float:
    """Return a starting value in its own unit and range."""
    by, declared = conversion(column.unit, column.field, {}), TIE_COLUMNS[column.field]
    value = by.of(cell)
    problem = number_problem(value, declared.low, declared.high)
    if problem:
        raise InputError(problem)
    if column.field == "age" and value > _OLDEST:
        raise InputError(f"{value:,.0f} months are more than a hundred years; "
                         "write for how many months it has lasted")  # fmt: skip
    return round(value, 9)
