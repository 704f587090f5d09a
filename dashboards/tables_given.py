"""From what a visitor uploads or types to a scenario, with a report of how it was read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ecosim.dashboards.sheet import Tree, h
from ecosim.errors import InputError
from ecosim.scenarios.importing import Imported, import_tables
from ecosim.scenarios.importing.readers import read_tables

__all__ = ["EXAMPLE", "MOST_NAMED", "findings_sheet", "preview_sheet", "read_given"]

MOST_NAMED = 2000
_MOST_SHOWN, _LINES = 12, 8

EXAMPLE = """\
name,kind,role,employees,turnover,analytics,market access,focal,candidate
My firm,provider,,25,30,0.3,0.2,yes,
Sensor Partner,partner,technology provider,40,50,0.8,0.1,,yes
Big Distributor,partner,distributor,200,400,0.2,0.9,,yes
"""
"""A table to begin with."""


def read_given(name: str, content: bytes) -> tuple[Imported, list[list[str]]]:
    """Return the scenario in a file's bytes, and the first rows as they were read.

    Raises
    ------
    InputError
        where there is no table of firms in it, or one too large to run here
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / (Path(name).name[-60:] or "table")
        file.write_bytes(content)
        sheets = read_tables(file)
        imported = import_tables(file, name="my-table")
    if len(imported.scenario.firms) > MOST_NAMED:
        raise InputError(f"{name}: {len(imported.scenario.firms)} firms; at most {MOST_NAMED} here")
    lines = [list(map(str, sheets[0].titles))]
    for row in sheets[0].rows[:_LINES]:
        lines.append(["" if cell is None else str(cell) for cell in row.cells])
    return imported, lines


def preview_sheet(lines: list[list[str]]) -> Tree:
    """Return the first rows as a table."""
    head, *rows = lines
    return h(
        "div",
        h("table", h("thead", h("tr", *(h("th", title) for title in head))),
          h("tbody", *(h("tr", *(h("td", cell) for cell in row)) for row in rows))),
        klass="wide",
    )  # fmt: skip


def findings_sheet(imported: Imported) -> list[Tree]:
    """Return what was read, guessed, refused and assumed."""
    found = imported.findings
    parts = (("Left out", found.refused, "warn"), ("Guessed", found.guessed, ""),
             ("Assumed", found.assumed, ""), ("Read as written", found.read, ""))  # fmt: skip
    return [_findings(title, lines, klass) for title, lines, klass in parts if lines]


def _findings(title: str, lines: list[str], klass: str) -> Tree:
    more = f"… and {len(lines) - _MOST_SHOWN} more" if len(lines) > _MOST_SHOWN else ""
    items = [h("li", line) for line in [*lines[:_MOST_SHOWN], *([more] if more else [])]]
    mark = h("span", f"{len(lines)}", klass=f"tag {klass}")
    return h("details", h("summary", f"{title} ", mark), h("ul", *items, klass="plain-list small"),
             **({"open": "open"} if klass else {}))  # fmt: skip
