"""Scenarios from a user's own tables: what was read, what was guessed, what was refused."""

from ecosim.scenarios.importing.export import as_workbook
from ecosim.scenarios.importing.imported import Imported, import_tables, understood
from ecosim.scenarios.importing.readers import GivenFile, read_tables
from ecosim.scenarios.importing.sheets import Sheet, make_sheet

__all__ = [
    "GivenFile",
    "Imported",
    "Sheet",
    "as_workbook",
    "import_tables",
    "make_sheet",
    "read_tables",
    "understood",
]
