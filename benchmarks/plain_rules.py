"""The rules as plain Python functions, whether or not this process compiles them."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FunctionType
from typing import Any

__all__ = ["library_functions", "plain"]

_spaces: dict[str, dict[str, Any]] = {}


def plain(rule: Callable[..., Any]) -> Callable[..., Any]:
    """Return a rule as plain Python; the rules it calls are plain Python too."""
    function = getattr(rule, "py_func", rule)
    return _space(function.__module__)[function.__name__]


def _space(module_name: str) -> dict[str, Any]:
    """Return the names of a module of rules, with plain functions for compiled ones."""
    if module_name in _spaces:
        return _spaces[module_name]
    space = _spaces[module_name] = dict(vars(import_module(module_name)))
    for name, value in list(space.items()):
        function = getattr(value, "py_func", value)
        if not isinstance(function, FunctionType):
            continue
        if function.__module__ == module_name:
            space[name] = FunctionType(function.__code__, space, name, function.__defaults__)
        elif function.__module__.startswith("ecosim.rules."):
            space[name] = plain(value)
    if "float_from_bits" in space:
        space.update(
            float_from_bits=_float_from_bits,
            bits_from_float=_bits_from_float,
            power_of_two=_power_of_two,
        )
    return space


def _float_from_bits(bits: int) -> float:
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def _bits_from_float(value: float) -> int:
    return int(struct.unpack("<q", struct.pack("<d", value))[0])


def _power_of_two(shifted: float) -> float:
    return _float_from_bits(((_bits_from_float(shifted) + 1023) & 0x7FF) << 52)


@contextmanager
def library_functions() -> Iterator[None]:
    """Let plain rules use the ``math`` module, which is faster; last bits may differ."""
    theirs = {"exponential": math.exp, "natural_logarithm": math.log, "power": math.pow}
    before = [(space, {k: space[k] for k in theirs if k in space}) for space in _spaces.values()]
    for space, ours in before:
        space.update({name: theirs[name] for name in ours})
    try:
        yield
    finally:
        for space, ours in before:
            space.update(ours)
