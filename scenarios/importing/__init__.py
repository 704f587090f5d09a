"""Scenarios from a user's own tables: what was read, what was guessed, what was refused."""

from ecosim.scenarios.importing.export import as_workbook
from ecosim.scenarios.importing.imported import Imported, import_tables

__all__ = ["Imported", "as_workbook", "import_tables"]
