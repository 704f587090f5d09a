"""Sources and reasons, as the author of a scenario wrote them beside its settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ecosim.declarations.fields import FIELDS
from ecosim.declarations.scenario import FirmSpec, Scenario
from ecosim.reporting.document import Column, Table

__all__ = ["remarks", "sources"]

_IN_WORDS = (
    "role", "industry", "market", "markets", "values", "schemes",
    "strategy.internationalization", "strategy.innovation", "policy.partner_selection",
)  # fmt: skip
_SAYS = Column("Source or reason", meaning="As the scenario says; nobody has checked it.")


def remarks(scenario: Scenario) -> Iterator[Table]:
    """Yield what the scenario says of itself and of everything but its named firms."""
    rows = tuple(
        (_readable(name) or "the whole scenario", line)
        for name, text in scenario.remarks.items()
        if not name.startswith("firm.")
        for line in text.split("\n")
    )
    if rows:
        caption = "Sources and reasons that the scenario gives"
        yield Table("Reasons", caption, (Column("For"), _SAYS), rows)


def sources(scenario: Scenario, firms: Iterable[FirmSpec]) -> Iterator[Table]:
    """Yield what is given of these firms, each value with its source, where any has one."""
    rows = tuple(row for firm in firms for row in _rows(firm, scenario))
    if any(row[-1] for row in rows):
        columns = (Column("Firm"), Column("Given"), Column("Value", kind="number"), Column("Unit"),
                   _SAYS)  # fmt: skip
        caption = "What is given of each firm, with the source or reason of each value"
        yield Table("Given values", caption, columns, rows, folded=True)


def _rows(firm: FirmSpec, scenario: Scenario) -> Iterator[tuple[Any, ...]]:
    """Yield the firm itself, then whatever is given of it."""
    place = f"firm.{firm.id}"
    yield firm.id, "kind", firm.kind, "", scenario.remarks.get(place, "")
    for name, value in _given(firm):
        unit = FIELDS[name].unit if name in FIELDS else "1"
        says = scenario.remarks.get(f"{place}.{name}", "")
        yield firm.id, _readable(name), value, "" if unit == "1" else unit, says


def _given(firm: FirmSpec) -> Iterator[tuple[str, str | float]]:
    for name in _IN_WORDS:
        value = getattr(firm, name.rpartition(".")[2])
        if value:
            listed = value if isinstance(value, tuple) else (value,)
            yield name, ", ".join(map(str, listed))
    yield from firm.fields.items()


def _readable(name: str) -> str:
    return name.removeprefix("capability.").replace("_", " ")
