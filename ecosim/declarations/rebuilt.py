"""From the plain dicts and lists of provenance back to a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ecosim.declarations.markets import Markets
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError

__all__ = ["scenario_from_dict"]


def scenario_from_dict(content: Mapping[str, Any]) -> Scenario:
    """Return the scenario of which ``content`` is the ``as_dict``.

    Raises
    ------
    InputError
        where a part is missing, is none this version knows, or has another shape
    """
    try:
        rebuilt: Scenario = _rebuilt(Scenario, content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"the scenario is not one of this version of ecosim: {error}") from None
    return rebuilt


def _rebuilt(kind: Any, value: Any) -> Any:
    """Return a plain value as the type it was."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind is Markets:
        return Markets.from_dict(value)
    if is_dataclass(kind):
        return _dataclass(kind, value)
    if origin in (Union, UnionType):
        return None if value is None else _rebuilt(parts[0], value)
    if origin is tuple:
        kinds = [parts[0]] * len(value) if parts[-1] is Ellipsis else parts
        return tuple(_rebuilt(one, item) for one, item in zip(kinds, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {key: _rebuilt(parts[1], item) for key, item in value.items()}
    return value


def _dataclass(kind: Any, value: Mapping[str, Any]) -> Any:
    """Return a dataclass from its attributes; one too many or too few is an error."""
    hints = get_type_hints(kind)
    unknown = set(value) - {one.name for one in fields(kind)}
    if unknown:
        raise KeyError(f"{kind.__name__} has no {min(unknown)}")
    return kind(**{one.name: _rebuilt(hints[one.name], value[one.name]) for one in fields(kind)})
