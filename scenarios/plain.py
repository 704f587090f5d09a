"""A plain copy of what a user gave: bounded, and made of Python's own types only."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.messages import key_text, shown

__all__ = ["flatten", "plain", "plain_table"]

_MOST_LEVELS = 8
_LONGEST_KEY = 250
_LARGEST_WHOLE = 2**63


def plain_table(content: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a table with every value as ``plain`` gives it."""
    copied: dict[str, Any] = plain(content)
    return copied


def plain(value: Any, where: tuple[str, ...] = ()) -> Any:
    """Return a copy in dicts, lists and plain numbers; numpy's numbers become Python's.

    Raises
    ------
    InputError
        where it is nested too deeply, a key is no text on one line, or a whole number is too large
    """
    if len(where) > _MOST_LEVELS:
        raise InputError(f"{_joined(where)}: nested more than {_MOST_LEVELS} levels deep")
    if isinstance(value, Mapping):
        return {_key(key, where): plain(inner, (*where, key)) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, (*where, str(place))) for place, inner in enumerate(value, 1)]
    return _plain_number(value, where)


def _plain_number(value: Any, where: tuple[str, ...]) -> Any:
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool | float | str):
        return value
    if isinstance(value, Integral):
        if not -_LARGEST_WHOLE <= int(value) < _LARGEST_WHOLE:
            raise InputError(f"{_joined(where)}: a whole number this large is not allowed")
        return int(value)
    return float(value) if isinstance(value, Real) else value


def _key(key: Any, where: tuple[str, ...]) -> str:
    if not isinstance(key, str):
        raise InputError(f"{_joined((*where, shown(key)))}: a key must be text")
    if not key.isprintable():
        raise InputError(f"{_joined((*where, key))}: a key must be text on one line")
    if len(key) > _LONGEST_KEY:
        raise InputError(f"{_joined((*where, key))}: a key has at most {_LONGEST_KEY} characters")
    return key


def _joined(where: tuple[str, ...]) -> str:
    """Return the path to a value, cut after its first parts."""
    return ".".join(key_text(part) for part in where[:4]) + (".…" if len(where) > 4 else "")


def flatten(table: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return a table whose nested parts are written as the dotted names they stand for.

    A name and a nested part of it may stand beside each other; the same name in both ways is an
    ``InputError``.

    >>> flatten({"capability": {"product": 0.5}}, ("employees", "capability.product"))
    {'capability.product': 0.5}
    """
    flat: dict[str, Any] = {}
    for key, value in table.items():
        nested = isinstance(value, Mapping) and any(n.startswith(f"{key}.") for n in names)
        parts = (
            flatten({f"{key}.{k}": v for k, v in value.items()}, names) if nested else {key: value}
        )
        for name, part in parts.items():
            if name in flat:
                raise InputError(f"{key_text(name)} is given twice")
            flat[name] = part
    return flat
