"""Arithmetic over names, as patterns write it: numbers, + − * / < >, parentheses; nothing else."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosim.errors import InputError
from ecosim.scenarios.messages import shown

__all__ = ["Expression", "parse_expression"]

_LONGEST = 400
_MOST_NESTED = 50
_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([^\W\d]\w*)|(.))", re.DOTALL)
_LEVELS = (("<", ">"), ("+", "-"), ("*", "/"))

Node = float | str | tuple[Any, ...]
"""A number, a name, ("-", node), or (sign, node, node)."""


def _holds(comparison: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return a comparison whose answer is 1 or 0, and undefined where a side is."""

    def compared(left: Any, right: Any) -> Any:
        return np.where(np.isnan(left - right), np.nan, comparison(left, right))

    return compared


_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "<": _holds(np.less), ">": _holds(np.greater),
}  # fmt: skip


@dataclass(frozen=True)
class Expression:
    """A formula over names, ``"(d - c) - (b - a)"``.

    Parameters
    ----------
    text : as it was written
    names : in the order in which they come first
    tree : what the text means
    """

    text: str
    names: tuple[str, ...]
    tree: Node

    def of(self, values: Mapping[str, Any]) -> Any:
        """Return its value; names stand for numbers, or for arrays of one shape."""
        return _value(self.tree, values)


def parse_expression(text: str) -> Expression:
    """Return the formula that a text writes; a comparison is worth 1 where it holds, else 0.

    >>> parse_expression("(d - c) - (b - a)").of({"a": 1.0, "b": 2.0, "c": 3.0, "d": 6.0})
    2.0

    Raises
    ------
    InputError
        where it is no arithmetic over names, or names nothing
    """
    if len(text) > _LONGEST:
        raise InputError(f"{shown(text)} is longer than {_LONGEST} characters")
    if text.count("(") + text.count("-") > _MOST_NESTED:
        raise InputError(f"{shown(text)} has more than {_MOST_NESTED} parentheses and minus signs")
    tokens = _Tokens(text)
    tree = _sum(tokens, 0)
    if tokens.next is not None:
        raise tokens.refusal()
    names = tuple(dict.fromkeys(tokens.names))
    if not names:
        raise InputError(f"{shown(text)} names nothing")
    return Expression(text, names, tree)


class _Tokens:
    """The numbers, names and signs of a text, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rest = iter(_TOKEN.findall(text.rstrip()))
        self.names: list[str] = []
        self.next: tuple[str, str, str] | None = None
        self.step()

    def step(self) -> None:
        """Go on by one."""
        self.next = next(self._rest, None)

    def take(self, *signs: str) -> str | None:
        """Return the next sign and go on, if it is one of these."""
        sign = self.next[2] if self.next is not None else ""
        if sign not in signs:
            return None
        self.step()
        return sign

    def refusal(self) -> InputError:
        """Return what is wrong with the next token."""
        found = "its end" if self.next is None else shown("".join(self.next))
        return InputError(
            f"{shown(self._text)} is no arithmetic over names, as in 'with - without': "
            f"{found} was not expected"
        )


def _sum(tokens: _Tokens, level: int) -> Node:
    """Read terms joined by the signs of a level, the tighter ones first."""
    if level == len(_LEVELS):
        return _single(tokens)
    node = _sum(tokens, level + 1)
    while sign := tokens.take(*_LEVELS[level]):
        node = (sign, node, _sum(tokens, level + 1))
    return node


def _single(tokens: _Tokens) -> Node:
    """Read a number, a name, what is in parentheses, or the opposite of one of these."""
    if tokens.take("-"):
        return ("-", _single(tokens))
    if tokens.take("("):
        inner = _sum(tokens, 0)
        if not tokens.take(")"):
            raise tokens.refusal()
        return inner
    number, name, _ = tokens.next or ("", "", "")
    if not number and not name:
        raise tokens.refusal()
    tokens.step()
    if name:
        tokens.names.append(name)
    return name or float(number)


def _value(node: Node, values: Mapping[str, Any]) -> Any:
    match node:
        case str(name):
            return values[name]
        case ("-", inner):
            return -_value(inner, values)
        case (sign, left, right):
            return _SIGNS[sign](_value(left, values), _value(right, values))
    return node
