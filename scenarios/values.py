"""The types of single values in a scenario file, with the checks each of them needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from ecosim.declarations.base import Declaration
from ecosim.declarations.fields import Distribution
from ecosim.errors import InputError
from ecosim.scenarios.messages import choices, shown

__all__ = [
    "Prose",
    "Share",
    "Word",
    "bounded",
    "distribution",
    "listed",
    "listed_words",
    "number_problem",
    "one_of",
    "several",
]

_WIDEST_SPREAD = 5.0
_SHAPES = {"uniform": ("low", "high"), "lognormal": ("median", "spread")}


def _printable(text: str) -> str:
    if not text.isprintable():
        raise InputError(f"{shown(text)} has characters that cannot be shown on one line")
    if text != text.strip():
        raise InputError(f"{shown(text)} begins or ends with a space")
    return text


def _encodable(text: str) -> str:
    if not text.isascii() and text.encode("utf-8", "ignore").decode() != text:
        raise InputError(f"{shown(text)} has characters that are no text")
    return text


Word = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
"""A name on one line, without space at its ends."""

Prose = Annotated[str, Field(max_length=5000), AfterValidator(_encodable)]
"""Any text, also of several lines."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A number from 0 to 1."""


def bounded(declared: Declaration) -> Any:
    """Return the type of a number within the range of a declaration."""
    return Annotated[float, Field(ge=declared.low, le=declared.high)]


def one_of(allowed: Iterable[str]) -> AfterValidator:
    """Return the check that a text is one of several words."""
    words = tuple(allowed)

    def check(found: str) -> str:
        if found not in words:
            raise InputError(choices(found, words))
        return found

    return AfterValidator(check)


def several(item: Any, longest: int) -> Any:
    """Return the type of a list of at most ``longest`` items."""
    return Annotated[list[item], Field(max_length=longest)]


def listed(item: Any, longest: int) -> Any:
    """Return the type of a list that may also be written as its only item."""

    def as_list(value: Any) -> Any:
        return [value] if isinstance(value, Mapping) else value

    return Annotated[several(item, longest), BeforeValidator(as_list)]


def listed_words(value: Any) -> Any:
    """Return a list of words as it is, and a single word as a list of it."""
    return [value] if isinstance(value, str) else value


def number_problem(value: Any, low: float | None, high: float | None) -> str | None:
    """Return what is wrong with a number, or None.

    Parameters
    ----------
    value : anything
    low, high : the range allowed, None where it is open
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{shown(value)} is not a number"
    if not abs(value) < float("inf"):
        return f"{shown(value)} is not a finite number"
    if low is not None and value < low:
        return f"{shown(value)} is below {low:g}"
    if high is not None and value > high:
        return f"{shown(value)} is above {high:g}"
    return None


def distribution(declared: Declaration) -> Any:
    """Return the type of a field of generated firms: a number or a table of two numbers."""

    def read(value: Any) -> Distribution:
        return _distribution(declared, value)

    return Annotated[Distribution, PlainValidator(read)]


def _distribution(declared: Declaration, value: Any) -> Distribution:
    if not isinstance(value, Mapping):
        return Distribution("fixed", _checked("", value, declared.low, declared.high))
    shape = next((s for s, keys in _SHAPES.items() if set(value) == set(keys)), None)
    if shape is None:
        found = ", ".join(map(shown, list(value)[:4])) or "nothing"
        raise InputError(f"a number, {{low, high}} or {{median, spread}} is needed, not {found}")
    first = _checked(f"{_SHAPES[shape][0]} ", value[_SHAPES[shape][0]], declared.low, declared.high)
    if shape == "uniform":
        return Distribution(shape, first, _checked("high ", value["high"], first, declared.high))
    if first <= 0.0:
        raise InputError(f"median {shown(first)} is not above 0")
    return Distribution(shape, first, _checked("spread ", value["spread"], 0.0, _WIDEST_SPREAD))


def _checked(name: str, value: Any, low: float | None, high: float | None) -> float:
    problem = number_problem(value, low, high)
    if problem:
        raise InputError(name + problem)
    return float(value)
