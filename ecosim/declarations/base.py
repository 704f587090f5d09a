"""What every named quantity of the model has: a unit, a range, a meaning and a source."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

__all__ = ["Declaration", "Register", "read_register"]


@dataclass(frozen=True, slots=True)
class Declaration:
    """One named quantity, declared once; validation, tables, sliders and sweeps read it from here.

    Parameters
    ----------
    name : dotted or plain name users write
    unit : unit in words, or "1" for a pure number
    default, low, high : default value and the range allowed; None where there is none
    description : one sentence
    source : key and section of a source, or "Ours:" and the reason
    """

    name: str
    unit: str
    default: float | bool | None
    low: float | None
    high: float | None
    description: str
    source: str

    def as_dict(self) -> dict[str, Any]:
        """Return the fields that apply, in the order of the class."""
        return {key: value for key, value in asdict(self).items() if value is not None}


class Register:
    """An ordered, read-only collection of declarations with unique names."""

    def __init__(self, title: str, declarations: Iterable[Declaration]) -> None:
        self.title = title
        self._by_name: dict[str, Declaration] = {}
        for declaration in declarations:
            if declaration.name in self._by_name:
                raise ValueError(f"{title}: {declaration.name} is declared twice")
            self._by_name[declaration.name] = declaration

    def __getitem__(self, name: str) -> Declaration:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Declaration]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names in order of declaration."""
        return tuple(self._by_name)


def read_register(title: str) -> Register:
    """Return the register declared in ``data/TITLE.csv``, one row a declaration.

    An empty default, low or high means that there is none; a switch is "on" or "off".
    """
    path = files("ecosim.declarations") / "data" / f"{title.replace(' ', '_')}.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return Register(title, [_declaration(row) for row in rows])


def _declaration(row: dict[str, str]) -> Declaration:
    """Return one row as a declaration."""
    switches = {"on": True, "off": False}
    default = row["default"]
    return Declaration(
        name=row["name"],
        unit=row["unit"],
        default=switches[default] if default in switches else _number(default),
        low=_number(row["low"]),
        high=_number(row["high"]),
        description=row["description"],
        source=row["source"],
    )


def _number(text: str) -> float | None:
    """Return the number in a cell, or None for an empty one."""
    return float(text) if text else None
