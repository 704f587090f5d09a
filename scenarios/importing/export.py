"""A scenario as a workbook that can be read, changed, and imported again."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ecosim.declarations.base import Declaration
from ecosim.declarations.columns import TIE_COLUMNS
from ecosim.declarations.fields import FIELDS, KINDS, ROLES
from ecosim.declarations.networks import STARTING_COLUMNS
from ecosim.scenarios.importing.filling import fill
from ecosim.scenarios.importing.firms import FIRM_TITLES
from ecosim.scenarios.importing.scenario_text import toml_value
from ecosim.scenarios.importing.sheets import EXPLANATION_TITLES
from ecosim.scenarios.plain import flatten
from ecosim.scenarios.schema import FirmEntry
from ecosim.scenarios.sources import open_source

__all__ = ["as_workbook"]

_MEANINGS = {
    "id": "Name of the firm, once each.",
    "kind": f"One of {', '.join(KINDS)}.",
    "role": f"Of a partner: {', '.join(ROLES)}; chooses assumptions.",
    "industry": "Firms of one industry share half of a disturbance.",
    "market": "Home country, by code or English name.",
    "markets": "Foreign countries served at the start, with commas between.",
    "note": "From where its figures are; reports quote it.",
    "candidate": "x for each firm that is a candidate partner.",
    "focal": "x for the firm that chooses.",
    "values": "Four numbers: a direction in four value categories.",
    "schemes": "Four numbers: a direction of interpretation schemes.",
    "policy.partner_selection": "How the firm chooses partners.",
    "strategy.internationalization": "How the firm goes international.",
}
_SHOWN_ALWAYS = ("id", "kind", "role", "industry", "market", "markets", "employees", "turnover")


def as_workbook(
    source: str | os.PathLike[str] | Mapping[str, Any], remarks: Mapping[str, str] | None = None
) -> bytes:
    """Return a scenario as an Excel workbook: firms, relationships, settings, and explanations.

    Every cell is a number or plain text; none is a formula, whatever a name begins with.

    Parameters
    ----------
    source : as ``load_scenario`` takes it
    remarks : of ``Scenario``, those of firms becoming notes; by default the comments of a file

    Raises
    ------
    InputError
        where it cannot be read
    """
    import openpyxl

    opened = open_source(source)
    content, said = opened.content, opened.remarks if remarks is None else remarks
    firms = [
        {**flatten(firm, FirmEntry.names()), "note": said.get(f"firm.{firm.get('id')}")}
        for firm in content.get("firm", ())
    ]
    book = openpyxl.Workbook()
    book.remove(book.active)
    fill(book, "firms", _firm_lines(firms))
    fill(book, "relationships", _relationship_lines(content.get("relationship", ())))
    fill(book, "settings", [("key", "value"), *_settings(content)])
    fill(book, "explained", _explanations())
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _firm_lines(firms: list[dict[str, Any]]) -> Iterator[list[Any]]:
    """Yield titles and rows of firms; columns nobody uses are left out."""
    said = {title for firm in firms for title, value in firm.items() if value is not None}
    used = [title for title in FIRM_TITLES if title in said.union(_SHOWN_ALWAYS)]
    yield ["turnover (MSEK)" if title == "turnover" else title for title in used]
    for firm in firms:
        yield [_cell(firm.get(title)) for title in used]


def _relationship_lines(relationships: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    titles = ["source", "target", *STARTING_COLUMNS]
    yield titles
    for relationship in relationships:
        yield [_cell(relationship.get(title)) for title in titles]


def _cell(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _settings(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield everything but firms and relationships, as ``--set`` takes it."""
    for section, table in content.items():
        if section in ("firm", "relationship"):
            continue
        if isinstance(table, Mapping):
            yield from ((f"{section}.{key}", toml_value(value)) for key, value in table.items())
        else:
            yield section, toml_value(table)


def _explanations() -> Iterator[tuple[str, ...]]:
    """Yield what each column means, with unit and range."""
    yield EXPLANATION_TITLES
    for title in FIRM_TITLES:
        declared = next((field for field in FIELDS if field.name == title), None)
        yield "firms", title, *_about(declared), _MEANINGS.get(title) or _meaning(declared)
    for end in ("source", "target"):
        yield "relationships", end, "", "", "Name of one of the two firms."
    for title in STARTING_COLUMNS:
        yield "relationships", title, *_about(TIE_COLUMNS[title]), TIE_COLUMNS[title].description
    yield "settings", "key, value", "", "", "Anything that --set takes, one in each row."


def _about(declared: Declaration | None) -> tuple[str, str]:
    if declared is None:
        return "", ""
    ends = [f"{end:g}" for end in (declared.low, declared.high) if end is not None]
    return ("" if declared.unit == "1" else declared.unit), " to ".join(ends)


def _meaning(declared: Declaration | None) -> str:
    return declared.description if declared else ""
