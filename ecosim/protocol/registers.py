"""Registers of the model as tables of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ecosim.declarations.base import Declaration, Register
from ecosim.declarations.columns import ECOSYSTEM, EVENTS, FIRM_COLUMNS, NEED_COLUMNS, TIE_COLUMNS
from ecosim.declarations.fields import FIELDS
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.declarations.parameters import PARAMETERS

__all__ = ["REGISTERS", "markdown_table", "register_table"]

REGISTERS: dict[str, Register] = {
    "firm columns": FIRM_COLUMNS,
    "relationship columns": TIE_COLUMNS,
    "need columns": NEED_COLUMNS,
    "ecosystem series": ECOSYSTEM,
    "events": EVENTS,
    "firm fields": FIELDS,
    "mechanisms": MECHANISMS,
    "outcomes": OUTCOMES,
    "firm outcomes": FIRM_OUTCOMES,
    "parameters": PARAMETERS,
}


def register_table(register: Register) -> str:
    """Return a register as a table, without the columns in which nothing stands."""
    columns = {
        "name": [f"`{one.name}`" for one in register],
        "unit": [one.unit for one in register],
        "default": [_default(one) for one in register],
        "range": [_range(one) for one in register],
        "meaning": [one.description for one in register],
        "source": [one.source for one in register],
    }
    kept = {title: cells for title, cells in columns.items() if any(cells)}
    return markdown_table(tuple(kept), zip(*kept.values(), strict=True))


def markdown_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; a bar in a cell is written so that it does not end the cell."""
    lines = [_line(titles), _line(["---"] * len(titles)), *map(_line, rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(one: Declaration) -> str:
    """Return a default in words."""
    if isinstance(one.default, bool):
        return "on" if one.default else "off"
    return "" if one.default is None else f"{one.default:g}"


def _range(one: Declaration) -> str:
    """Return the range of a quantity in words."""
    if one.low is None:
        return ""
    return f"from {one.low:g}" if one.high is None else f"{one.low:g} to {one.high:g}"
