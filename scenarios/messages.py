"""How what is wrong with an input is put into one short sentence."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ecosim.errors import InputError, nearest

__all__ = ["Problem", "brief", "choices", "key_text", "name_like", "named", "refuse", "shown"]

_LONGEST_MESSAGE = 480
_LONGEST_VALUE = 60
_MOST_NAMES_COMPARED = 2000
_PLAIN_KEY = re.compile(r"[\w &+/-]{1,80}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    where : the key, as a user would say it; empty for the whole file
    text : what was found and what is allowed
    """

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


def refuse(problems: Sequence[Problem], count: int | None = None) -> None:
    """Raise an ``InputError`` for the first problem that also says how many more there are.

    Parameters
    ----------
    problems : the problems; nothing is raised where there are none
    count : how many there are, if more than are listed
    """
    if not problems:
        return
    more = (count or len(problems)) - 1
    ending = f"; and {more} more problem{'s' if more > 1 else ''}" if more else ""
    raise InputError(brief(str(problems[0]), _LONGEST_MESSAGE - 180) + ending)


@contextmanager
def named(label: str) -> Iterator[None]:
    """Put the name of the scenario before the message of any ``InputError`` raised inside."""
    try:
        yield
    except InputError as error:
        raise InputError(brief(f"{label}, {error}", _LONGEST_MESSAGE)) from None


def brief(text: str, longest: int = _LONGEST_VALUE) -> str:
    """Return one printable line of at most ``longest`` characters, cut where it is longer."""
    line = "".join(c if c.isprintable() else " " for c in text[: longest + 1])
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def shown(value: Any) -> str:
    """Return a value as the message shows it: short, on one line and safe to print.

    >>> shown(True), shown("x"), shown({})
    ('true', "'x'", 'a table')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return brief(
            repr(value[:_LONGEST_VALUE]) + ("…" if len(value) > _LONGEST_VALUE else ""), 80
        )
    if isinstance(value, int) and value.bit_length() > 200:
        return "a very large number"
    if isinstance(value, int | float):
        return brief(repr(value))
    for kind, word in _WORDS:
        if isinstance(value, kind):
            return word
    return f"a {brief(type(value).__name__, 40)}"


_WORDS: tuple[tuple[Any, str], ...] = (
    (type(None), "nothing"),
    (Mapping, "a table"),
    (list | tuple, "a list"),
    (datetime.date | datetime.time, "a date or time"),
)


def key_text(key: str) -> str:
    """Return a key or an id as it is, with its odd or long parts in quotation marks."""
    parts = key.split(".") if key else [key]
    return ".".join(part if _PLAIN_KEY.fullmatch(part) else shown(part) for part in parts)


def name_like(name: str, names: Iterable[str]) -> str:
    """Return ``errors.nearest`` for names of any length and number."""
    compared = (n[:80] for n in itertools.islice(names, _MOST_NAMES_COMPARED))
    return nearest(name[:80], compared)


def choices(found: str, allowed: Iterable[str]) -> str:
    """Return that a word is none of those allowed, with the nearest of them."""
    names = list(allowed)
    return f"{shown(found)} is none of {', '.join(names)}{name_like(found, names)}"
