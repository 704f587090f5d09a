"""From what a visitor uploads or types to a scenario, with a report of how it was read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ecosim.dashboards.setup import MOST_FIRMS, MOST_MONTHS
from ecosim.dashboards.widgets.upload import MOST_BYTES
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.scenarios.importing import (
    GivenFile,
    Imported,
    Sheet,
    as_workbook,
    import_tables,
    read_tables,
    understood,
)
from ecosim.scenarios.importing.sheets import EXPLANATION_TITLES, Row

__all__ = ["Tables", "grid_of"]

_LARGEST_UNPACKED = 10_000_000
_MOST_CELLS, _FIRST_ROWS = 6000, 50  # cells that can be edited here; rows shown of a larger table
_LONGEST_CELL, _MOST_ROWS, _MOST_COLUMNS = 300, 2000, 80

Edit = Sequence[Any]


@dataclass(frozen=True)
class Tables:
    """Tables of a visitor and what they say.

    Parameters
    ----------
    name : of the scenario they make
    sheets : as given or typed
    imported : the scenario in them, or None where there is a problem
    problem : why they cannot be used, in one sentence
    """

    name: str
    sheets: tuple[Sheet, ...]
    imported: Imported | None = None
    problem: str = ""

    @classmethod
    def of_library(cls, name: str) -> Tables:
        """Return a scenario of the library as tables."""
        return cls.of_files(name, [GivenFile(name, as_workbook(name))])

    @classmethod
    def of_files(cls, name: str, files: Sequence[GivenFile]) -> Tables:
        """Return the tables in files; what is wrong with them stands in ``problem``."""
        return cls(name, ()).with_files(files)

    @property
    def scenario(self) -> Scenario | None:
        """Return the scenario in the tables, if there is one."""
        return self.imported.scenario if self.imported else None

    def read(self) -> Tables:
        """Return these tables with what they say."""
        try:
            imported = import_tables(*self.sheets, name=self.name, may_open_files=False)
            _check_size(imported.scenario)
        except InputError as error:
            return replace(self, imported=None, problem=str(error))
        return replace(self, imported=imported, problem="")

    def as_workbook(self) -> bytes:
        """Return these tables as a workbook that can be filled in and given again."""
        if self.imported is None:
            return as_workbook({})
        return as_workbook(tomllib.loads(self.imported.text), self.imported.scenario.remarks)

    def with_files(self, files: Sequence[GivenFile]) -> Tables:
        """Return these tables and those in files."""
        try:
            more = tuple(sheet for file in files for sheet in _sheets(file))
        except InputError as error:
            return replace(self, problem=str(error))
        return replace(self, sheets=self.sheets + more).read()

    def edited(self, place: int, edits: Sequence[Edit]) -> Tables:
        """Return the tables with cells of one sheet changed; row 0 holds titles."""
        if not 0 <= place < len(self.sheets):
            return self
        sheets = list(self.sheets)
        sheets[place] = _edited(sheets[place], edits)
        return replace(self, sheets=tuple(sheets)).read()


def _sheets(file: GivenFile) -> list[Sheet]:
    if len(file.content) > MOST_BYTES:
        raise InputError(f"{file.name[:80]}: is larger than {MOST_BYTES // 1_000_000} MB")
    sheets = read_tables(replace(file, largest_unpacked=_LARGEST_UNPACKED))
    return [sheet for sheet in sheets if sheet.titles != EXPLANATION_TITLES]


def _check_size(scenario: Scenario) -> None:
    firms = len(scenario.firms) + sum(group.count for group in scenario.groups)
    if firms > MOST_FIRMS or scenario.ticks > MOST_MONTHS:
        raise InputError(
            f"{firms:,} firms over {scenario.ticks:,} months are too many here: at most "
            f"{MOST_FIRMS:,} firms and {MOST_MONTHS} months; ecosim compare runs larger ones"
        )


def _edited(sheet: Sheet, edits: Sequence[Edit]) -> Sheet:
    """Return a sheet with cells changed, and longer or wider where one lies outside."""
    titles = list(sheet.titles)
    rows = [list(row.cells) for row in sheet.rows]
    numbers = [row.number for row in sheet.rows]
    for row, column, text in ((int(at), int(across), str(words)) for at, across, words in edits):
        if not (0 <= row <= _MOST_ROWS and 0 <= column < _MOST_COLUMNS):
            continue
        while len(rows) < row:
            rows.append([])
            numbers.append(numbers[-1] + 1 if numbers else 2)
        line = titles if row == 0 else rows[row - 1]
        line.extend([""] * (column + 1 - len(line)))
        line[column] = text[:_LONGEST_CELL]
    titles.extend([""] * (max(map(len, rows), default=0) - len(titles)))
    kept = (Row(number, tuple(cells)) for number, cells in zip(numbers, rows, strict=True))
    filled = tuple(row for row in kept if any(cell not in (None, "") for cell in row.cells))
    return replace(sheet, titles=tuple(titles), rows=filled)


def grid_of(tables: Tables) -> str:
    """Return sheets as ``TableGrid`` shows them."""
    return json.dumps([_shown(sheet) for sheet in tables.sheets], ensure_ascii=False)


def _shown(sheet: Sheet) -> dict[str, Any]:
    locked = len(sheet.titles) * len(sheet.rows) > _MOST_CELLS
    rows = sheet.rows[:_FIRST_ROWS] if locked else sheet.rows
    last = sheet.rows[-1].number if sheet.rows else 1
    titles = [*sheet.titles] if locked else [*sheet.titles, ""]
    marks = {column.place: column for column in understood(sheet)}
    return {
        "label": sheet.name.rpartition(", sheet ")[2].strip("'")[:40],
        "titles": titles,
        "marks": [_mark(marks.get(place)) for place in range(len(titles))],
        "numbers": [*(row.number for row in rows), *([] if locked else [last + 1])],
        "rows": [*([_text(cell) for cell in row.cells] for row in rows), *([] if locked else [[]])],
        "count": len(sheet.rows),
        "locked": locked,
    }


def _mark(column: Any) -> dict[str, Any] | None:
    if column is None:
        return None
    return {"field": column.field, "unit": column.unit, "guess": column.is_guess}


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:.12g}" if isinstance(cell, float) else str(cell)[:_LONGEST_CELL]
