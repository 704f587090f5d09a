"""Rows of a table as named firms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ecosim.declarations.fields import FIELDS, INTERNATIONALIZATION, PARTNER_SELECTION
from ecosim.errors import InputError
from ecosim.scenarios.firm_checks import USUAL
from ecosim.scenarios.importing.cells import is_blank, number_in, text_in, yes_in
from ecosim.scenarios.importing.findings import Findings
from ecosim.scenarios.importing.names import folded
from ecosim.scenarios.importing.percent_columns import small_percentages
from ecosim.scenarios.importing.sheets import Row, Sheet
from ecosim.scenarios.importing.titles import Column, match_titles
from ecosim.scenarios.importing.units import Conversion, conversion
from ecosim.scenarios.importing.words import kind_and_role, market_code, market_codes
from ecosim.scenarios.messages import choices, shown
from ecosim.scenarios.values import number_problem

__all__ = ["FIRM_TITLES", "Firm", "Firms", "read_firms"]

_CHOICES = {
    "policy.partner_selection": PARTNER_SELECTION,
    "strategy.internationalization": INTERNATIONALIZATION,
}
_IN_WORDS = ("industry", "market", "markets", "values", "schemes", *_CHOICES)
_NOT_NUMBERS = ("id", "kind", "role", "candidate", "focal", "note", *_IN_WORDS)
FIRM_TITLES = (*_NOT_NUMBERS, *FIELDS.names)


@dataclass
class Firm:
    """One firm as its row says it.

    Parameters
    ----------
    where : sheet and row
    remark : from where its figures are: a note in its row, or the row itself
    content : keys of a ``[[firm]]`` table
    """

    where: str
    remark: str
    content: dict[str, Any] = field(default_factory=dict)


@dataclass
class Firms:
    """All firms read, by id, and who chooses among whom."""

    by_id: dict[str, Firm] = field(default_factory=dict)
    focal: str | None = None
    candidates: list[str] = field(default_factory=list)
    _ids: dict[str, str] = field(default_factory=dict)

    def add(self, firm: Firm) -> None:
        """Add a firm whose name is new."""
        identity = firm.content["id"]
        self.by_id[identity] = firm
        self._ids[folded(identity)] = identity

    def check_new(self, identity: str) -> None:
        """Refuse a name that a firm has already, also where case or blanks differ."""
        taken = self._ids.get(folded(identity))
        if taken is not None:
            spelled = f", spelled {shown(taken)}" if taken != identity else ""
            raise InputError(
                f"{shown(identity)} is named already in {self.by_id[taken].where}{spelled}"
            )


def read_firms(sheet: Sheet, rates: Mapping[str, float], firms: Firms, findings: Findings) -> None:
    """Add the firms in a sheet; what cannot be used is noted and left out."""
    columns, unknown = match_titles(sheet, FIRM_TITLES)
    _note_columns(sheet, columns, unknown, findings)
    converted = {column.field: _converted(sheet, column, rates, findings) for column in columns}
    before, used = len(firms.by_id), []
    for row in sheet.rows:
        where = f"{sheet.name}, row {row.number}"
        with findings.refusing(where):
            _read_firm(row, where, columns, converted, firms, findings)
            used.append(row)
    numbers = [column for column in columns if column.field in FIELDS.names]
    findings.guess(sheet.name, small_percentages(numbers, used))
    findings.read.append(f"{sheet.name}: {len(firms.by_id) - before} firms")


def _note_columns(
    sheet: Sheet, columns: list[Column], unknown: list[str], findings: Findings
) -> None:
    """Note how columns and the sheet were understood."""
    findings.read.extend(f"{sheet.name}: {note}" for note in sheet.notes)
    for column in columns:
        if column.is_guess:
            text = f"{sheet.name}, column {shown(column.title)}: taken to be {column.field}"
            findings.guessed.append(text)
        if column.field == "turnover" and not column.unit:
            text = f"{sheet.name}, column {shown(column.title)}: no unit; taken to be MSEK a year"
            findings.guessed.append(text)
    for title in unknown:
        findings.refused.append(f"{sheet.name}, column {shown(title)}: stands for nothing known")


def _converted(
    sheet: Sheet, column: Column, rates: Mapping[str, float], findings: Findings
) -> Conversion | None:
    """Return how numbers of a column are converted, or None where its unit is not understood."""
    if column.field in _NOT_NUMBERS:
        return Conversion()
    with findings.refusing(f"{sheet.name}, column {shown(column.title)}"):
        return conversion(column.unit, column.field, rates)
    return None


def _read_firm(
    row: Row,
    where: str,
    columns: list[Column],
    converted: Mapping[str, Conversion | None],
    firms: Firms,
    findings: Findings,
) -> None:
    """Read one row."""
    cells = _filled(row, columns)
    identity = _identity(cells, firms)
    firm = Firm(where, _note(row, columns) or where, {"id": identity})
    chosen = _marks(cells, where, findings)
    _read_kind(firm, cells, chosen, findings)
    titles = {column.field: column.title for column in columns}
    for name in _IN_WORDS:
        if name in cells:
            with findings.refusing(f"{where}, column {shown(titles[name])}"):
                firm.content[name] = _words(name, cells[name])
    _leave_out_home(firm, findings)
    for name in FIELDS.names:
        by = converted.get(name)
        if name in cells and by is not None:
            with findings.refusing(f"{where}, column {shown(titles[name])}"):
                firm.content[name] = _number(name, cells[name], by)
    firms.add(firm)
    _note_marks(identity, chosen, firms)


def _filled(row: Row, columns: list[Column]) -> dict[str, Any]:
    """Return the cells that say something, by field; "none" is one of the choices."""
    cells = {c.field: row.cells[c.place] for c in columns if c.place < len(row.cells)}
    return {
        name: cell
        for name, cell in cells.items()
        if not is_blank(cell) or (name in _CHOICES and cell in _CHOICES[name])
    }


def _note(row: Row, columns: list[Column]) -> str:
    """Return what the columns of notes say of a firm, in one line."""
    places = [column.place for column in columns if column.field == "note"]
    cells = [row.cells[place] for place in places if place < len(row.cells)]
    return "; ".join(" ".join(str(cell).split()) for cell in cells if not is_blank(cell))


def _identity(cells: Mapping[str, Any], firms: Firms) -> str:
    """Return the name of a firm."""
    if "id" not in cells:
        raise InputError("has no name")
    identity = text_in(cells["id"])
    firms.check_new(identity)
    return identity


def _marks(cells: Mapping[str, Any], where: str, findings: Findings) -> set[str]:
    """Return which of "candidate" and "focal" a row says yes to."""
    chosen = set()
    for name in ("candidate", "focal"):
        if name in cells:
            with findings.refusing(f"{where}, {name}"):
                chosen |= {name} if yes_in(cells[name]) else set()
    return chosen


def _read_kind(firm: Firm, cells: Mapping[str, Any], chosen: set[str], findings: Findings) -> None:
    """Write kind and role; without a kind, candidates are partners and who chooses a provider."""
    if "kind" in cells:
        kind, role = kind_and_role(text_in(cells["kind"]))
    elif "role" in cells:
        kind, role = kind_and_role(text_in(cells["role"]))
    elif chosen:
        kind, role = ("provider" if "focal" in chosen else "partner"), None
        findings.guessed.append(f"{firm.where}: no kind given; taken to be a {kind}")
    else:
        raise InputError("has no kind: provider, customer, partner or logistics")
    if "role" in cells and role is None and kind == "partner":
        role = kind_and_role(text_in(cells["role"]))[1]
    firm.content["kind"] = kind
    if role is not None:
        firm.content["role"] = role


def _words(name: str, cell: Any) -> Any:
    """Return the words of a column."""
    text = text_in(cell)
    if name in ("values", "schemes"):
        return [number_in(part) for part in text.replace(";", ",").split(",")]
    if name in _CHOICES:
        return _choice(text, _CHOICES[name])
    if name == "industry":
        return text
    return market_code(text) if name == "market" else market_codes(text)


def _leave_out_home(firm: Firm, findings: Findings) -> None:
    """Keep only foreign countries among those a firm serves: tables often list its own too."""
    home, abroad = firm.content.get("market", USUAL.markets[0]), firm.content.pop("markets", [])
    if home in abroad:
        findings.guessed.append(f"{firm.where}: {home} is its home market, so no foreign one")
    if foreign := [code for code in abroad if code != home]:
        firm.content["markets"] = foreign


def _choice(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise InputError(choices(text, allowed))
    return text


def _number(name: str, cell: Any, by: Conversion) -> float:
    """Return the number of a field in its own unit and range."""
    value = by.of(cell)
    problem = number_problem(value, FIELDS[name].low, FIELDS[name].high)
    if problem:
        raise InputError(f"{problem}{_measured(FIELDS[name].unit)}")
    return round(value, 9)


def _measured(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"


def _note_marks(identity: str, chosen: set[str], firms: Firms) -> None:
    """Note who chooses, and among whom."""
    if "focal" in chosen:
        if firms.focal is not None:
            raise InputError(f"{shown(identity)} and {shown(firms.focal)} are both marked as focal")
        firms.focal = identity
    elif "candidate" in chosen:
        firms.candidates.append(identity)
