"""What an import read, guessed, left out and assumed."""

from __future__ import annotations

from ecosim.dashboards.sheet import Tree, h
from ecosim.scenarios.importing import Imported

__all__ = ["findings_sheet"]

_MOST_LINES = 40


def findings_sheet(imported: Imported) -> list[Tree]:
    """Return the report of an import, what needs a look first and open."""
    found = imported.findings
    parts = (("Left out", found.refused, True), ("Guessed: please check", found.guessed, True),
             ("Assumed", found.assumed, False), ("Read", found.read, False))  # fmt: skip
    return [_part(title, lines, urgent) for title, lines, urgent in parts if lines]


def _part(title: str, lines: list[str], urgent: bool) -> Tree:
    shown = lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        shown = [*shown, f"and {len(lines) - _MOST_LINES:,} more"]
    mark = h("span", f"{len(lines)}", klass="tag warn" if urgent else "tag")
    items = h("ul", *(h("li", line) for line in shown), klass="plain-list small")
    opened = {"open": "open"} if urgent else {}
    return h("details", h("summary", f"{title} ", mark), items, klass="part", **opened)
