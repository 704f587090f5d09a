"""A sheet of settings: a key and a value in each row, as ``--set`` takes them."""

from __future__ import annotations

from typing import Any

from ecosim.scenarios.importing.cells import is_blank, text_in
from ecosim.scenarios.importing.findings import Findings
from ecosim.scenarios.importing.sheets import Sheet
from ecosim.scenarios.setting_text import parse_setting
from ecosim.scenarios.settings import apply_settings

__all__ = ["is_settings", "read_settings"]


def is_settings(sheet: Sheet) -> bool:
    """Tell whether a sheet has the columns key and value, and no others."""
    return {title.casefold() for title in sheet.titles if title} == {"key", "value"}


def read_settings(sheet: Sheet, content: dict[str, Any], findings: Findings) -> None:
    """Write the settings of a sheet into the tables of a scenario."""
    titles = [title.casefold() for title in sheet.titles]
    key, value = titles.index("key"), titles.index("value")
    count = 0
    for row in sheet.rows:
        cells = dict(enumerate(row.cells))
        if is_blank(cells.get(key)) or is_blank(cells.get(value)):
            continue
        with findings.refusing(f"{sheet.name}, row {row.number}"):
            name, parsed = parse_setting(f"{text_in(cells[key])}={_text(cells[value])}")
            apply_settings(content, {name: parsed})
            count += 1
    findings.read.append(f"{sheet.name}: {count} settings")


def _text(cell: Any) -> str:
    """Return a value as ``--set`` takes it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell if isinstance(cell, str) else text_in(cell)
