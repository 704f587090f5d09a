"""Factors: which settings a design varies, and over which values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.errors import InputError
from ecosim.scenarios.messages import choices, key_text, shown

__all__ = ["Factor", "Value", "read_factor"]

Value = float | int | bool | str
_KEYS = ("low", "high", "scale", "levels", "values")
_SCALES = ("linear", "log")
_MOST_VALUES = 100_000
_LARGEST_WHOLE = 2**62


@dataclass(frozen=True)
class Factor:
    """One setting that differs from design point to design point.

    Parameters
    ----------
    name : dotted, as ``--set`` takes it
    low, high : ends of a range; without meaning where there are ``values``
    values : the categories or levels in their order, or empty for a range
    scale : "linear", or "log" for equal ratios
    levels : number of values of a range in a grid
    whole : whether a range holds whole numbers only
    """

    name: str
    low: float = 0.0
    high: float = 1.0
    values: tuple[Value, ...] = ()
    scale: str = "linear"
    levels: int = 5
    whole: bool = False

    def at(self, places: NDArray[np.float64]) -> NDArray[Any]:
        """Return the values at places from 0 to 1, each value or whole number equally wide.

        >>> Factor("x", 10.0, 20.0).at(np.array([0.0, 0.5, 1.0])).tolist()
        [10.0, 15.0, 20.0]
        >>> Factor("x", values=("a", "b")).at(np.array([0.0, 0.49, 0.5, 1.0])).tolist()
        ['a', 'a', 'b', 'b']
        """
        if self.values:
            return np.array(self.values)[_steps(places, len(self.values))]
        if self.whole:
            return int(self.low) + _steps(places, int(self.high - self.low) + 1)
        if self.scale == "log":
            return self._clipped(self.low * (self.high / self.low) ** places)
        return self._clipped(self.low + (self.high - self.low) * places)

    def grid(self) -> NDArray[Any]:
        """Return the values of this factor in a grid; those of a range lie at equal steps."""
        if self.values:
            return np.array(self.values)
        if self.whole:
            return np.unique(np.rint(np.linspace(self.low, self.high, self.levels)).astype(int))
        return self.at(np.linspace(0.0, 1.0, self.levels))

    def of_whole_numbers(self) -> Factor:
        """Return a range that holds whole numbers only.

        Raises
        ------
        InputError
            for a range in which 64 bits cannot count
        """
        if max(abs(self.low), abs(self.high), self.high - self.low) > _LARGEST_WHOLE:
            raise InputError(
                f"factors.{key_text(self.name)}: a range of whole numbers goes up to "
                f"{_LARGEST_WHOLE:,}, not from {self.low:g} to {self.high:g}"
            )
        return replace(self, whole=True)

    def ends(self) -> tuple[Value, ...]:
        """Return the values that show whether the whole factor is allowed."""
        return self.values or tuple(self.at(np.array([0.0, 1.0])).tolist())

    def _clipped(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.clip(values, self.low, self.high)


def _steps(places: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Return which of ``count`` equal parts of 0..1 each place lies in."""
    return np.minimum((places * count).astype(np.int64), count - 1)


def read_factor(name: str, given: Any) -> Factor:
    """Return a factor as a design file gives it.

    Two numbers in a list are a range, any other list names the values; a table says more:
    ``{ low, high, scale, levels }`` or ``{ values }``.

    Raises
    ------
    InputError
        naming the factor, what was found and what is allowed
    """
    where = f"factors.{key_text(name)}"
    if isinstance(given, list) and len(given) == 2 and all(map(_is_number, given)):
        return _range(name, {"low": given[0], "high": given[1]}, where)
    if isinstance(given, list):
        return Factor(name, values=_values(given, where))
    if not isinstance(given, Mapping):
        raise InputError(f"{where}: {shown(given)} is neither a list nor a table")
    for key in given:
        if key not in _KEYS:
            raise InputError(f"{where}: {choices(key, _KEYS)}")
    if "values" in given:
        if len(given) > 1:
            raise InputError(f"{where}: values stand alone, without {', '.join(_KEYS[:4])}")
        return Factor(name, values=_values(given["values"], where))
    return _range(name, given, where)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _range(name: str, given: Mapping[str, Any], where: str) -> Factor:
    low, high = (_end(given, key, where) for key in ("low", "high"))
    scale, levels = given.get("scale", "linear"), given.get("levels", 5)
    if scale not in _SCALES:
        raise InputError(f"{where}.scale: {choices(str(scale), _SCALES)}")
    if not isinstance(levels, int) or not 2 <= levels <= _MOST_VALUES:
        raise InputError(f"{where}.levels: {shown(levels)} is not a whole number from 2")
    if not low < high:
        raise InputError(f"{where}: a range needs its lower end first, not {low:g} and {high:g}")
    if scale == "log" and low <= 0:
        raise InputError(f"{where}: a logarithmic range begins above 0, not at {low:g}")
    return Factor(name, low, high, scale=scale, levels=levels)


def _end(given: Mapping[str, Any], key: str, where: str) -> float:
    value = given.get(key)
    if not _is_number(value) or not math.isfinite(value):  # type: ignore[arg-type]
        raise InputError(f"{where}.{key}: {shown(value)} is not a number")
    return float(value)  # type: ignore[arg-type]


def _values(given: Any, where: str) -> tuple[Value, ...]:
    """Return values that are all numbers, all words, or all true or false."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise InputError(f"{where}.values: {shown(given)} is not a list")
    if not 1 <= len(given) <= _MOST_VALUES:
        raise InputError(f"{where}: {len(given)} values; from 1 to {_MOST_VALUES:,} are allowed")
    kinds = {_kind(value, where) for value in given}
    if len(kinds) > 1:
        raise InputError(f"{where}: values are mixed; all numbers, all words, or all true or false")
    if len(set(given)) < len(given):
        raise InputError(f"{where}: a value is given twice")
    if kinds == {"number"} and not all(isinstance(value, int) for value in given):
        return tuple(float(value) for value in given)
    return tuple(given)


def _kind(value: Any, where: str) -> str:
    if isinstance(value, bool):
        return "switch"
    if isinstance(value, str):
        return "word"
    if _is_number(value) and math.isfinite(value):
        return "number"
    raise InputError(f"{where}: {shown(value)} is neither a number, a word, true nor false")
