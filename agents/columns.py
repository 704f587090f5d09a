"""Columns of the state as attributes of the objects a user handles."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any, Protocol, TypeVar, overload

from ecosim.declarations.base import Declaration, Register
from ecosim.engine.world import Floats
from ecosim.errors import InputError

__all__ = ["Column", "Row", "with_columns"]


class Row(Protocol):
    """One entry in every column of a table: a firm, or a relationship."""

    @property
    def table(self) -> Floats:
        """Return the matrix, [column, entry]."""

    @property
    def number(self) -> int:
        """Return the entry."""


class Column:
    """An attribute that reads, and where allowed writes, one column of the state."""

    def __init__(self, declaration: Declaration, row: int, writable: tuple[str, ...]) -> None:
        self.declaration, self._row, self._writable = declaration, row, writable
        self.__doc__ = f"{declaration.description} [{declaration.unit}]"

    @overload
    def __get__(self, owner: None, kind: type) -> Column: ...
    @overload
    def __get__(self, owner: Row, kind: type) -> float: ...
    def __get__(self, owner: Row | None, kind: type) -> Column | float:
        """Return the value now; the column itself when asked of the class."""
        return self if owner is None else float(owner.table[self._row, owner.number])

    def __set__(self, owner: Row, value: float) -> None:
        """Write a value, from now on."""
        name = self.declaration.name
        if name not in self._writable:
            allowed = ", ".join(self._writable) or "nothing"
            raise AttributeError(f"{owner}: {name} is for reading; {allowed} can be written")
        low, high = self.declaration.low, self.declaration.high
        if not _lies_within(value, low, high):
            raise InputError(
                f"{owner}: {name} = {value!r} is not a number from {low:g} to {high:g}"
            )
        owner.table[self._row, owner.number] = value


def _lies_within(value: object, low: float | None, high: float | None) -> bool:
    """Tell whether a value is a number between two bounds."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    number = float(value)
    return (low is None or low <= number) and (high is None or number <= high)


Class = TypeVar("Class", bound=type[Any])


def with_columns(register: Register, writable: tuple[str, ...] = ()) -> Callable[[Class], Class]:
    """Return a class decorator that adds an attribute for every column of a register."""

    def decorated(cls: Class) -> Class:
        for row, declaration in enumerate(register):
            setattr(cls, declaration.name, Column(declaration, row, writable))
        return cls

    return decorated
