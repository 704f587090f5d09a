"""The tables of a scenario file that are generated from the registers, and their common base."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from ecosim.declarations.base import Declaration
from ecosim.scenarios.plain import flatten

__all__ = ["Table", "generated", "value", "values_given"]


class Table(BaseModel):
    """One table: no unknown keys, no converted types, and dotted names written in either way."""

    model_config = ConfigDict(
        strict=True, extra="forbid", allow_inf_nan=False, frozen=True, protected_namespaces=()
    )

    @classmethod
    @functools.cache
    def names(cls) -> tuple[str, ...]:
        """Return the keys a user may write."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @model_validator(mode="before")
    @classmethod
    def _with_dotted_names(cls, content: Any) -> Any:
        return flatten(content, cls.names()) if isinstance(content, Mapping) else content


@functools.cache
def _attribute(name: str) -> str:
    """Return the attribute for a declared name: one that no method of a table can have."""
    return f"value_{name.replace('.', '_')}"


def generated(title: str, base: type[Table], fields: Mapping[str, tuple[Any, Any]]) -> Any:
    """Return a table class with a key for each name.

    Parameters
    ----------
    title : name of the class
    base : class with the keys that are written out
    fields : type and default by name
    """
    definitions: dict[str, Any] = {
        _attribute(name): (kind, Field(default, alias=name))
        for name, (kind, default) in fields.items()
    }
    return create_model(title, __base__=base, **definitions)


def value(table: Table, name: str) -> Any:
    """Return the value of a declared name, given or by default."""
    return getattr(table, _attribute(name))


def values_given(table: Table, declarations: Iterable[Declaration]) -> dict[str, Any]:
    """Return the values a user gave for declared names, by name and in order of declaration."""
    given = table.model_fields_set
    names = [d.name for d in declarations]
    return {name: value(table, name) for name in names if _attribute(name) in given}
