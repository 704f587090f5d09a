"""From the text of an option to its value; a wrong text is answered with what is allowed."""

from __future__ import annotations

import errno
import math
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.errors import nearest

__all__ = [
    "any_number",
    "file",
    "folder",
    "new_file",
    "outcome_width",
    "positive_number",
    "shard",
    "share",
    "whole_number",
    "word",
]

_LONGEST_SHOWN = 80


def word(words: Iterable[str]) -> Callable[[str], str]:
    """Return a converter for one of a few words."""
    allowed = tuple(words)

    def convert(text: str) -> str:
        if text not in allowed:
            found = text[:_LONGEST_SHOWN]
            near = nearest(found, allowed)
            raise click.BadParameter(f"{found!r} is none of {', '.join(allowed)}{near}")
        return text

    return convert


def whole_number(low: int, high: int) -> Callable[[str | int], int]:
    """Return a converter for whole numbers between two bounds, both allowed."""

    def convert(text: str | int) -> int:
        found = str(text)[:_LONGEST_SHOWN]
        try:
            number = int(text)
        except ValueError:
            raise click.BadParameter(f"{found!r} is not a whole number") from None
        if not low <= number <= high:
            raise click.BadParameter(f"{found} is not from {low} to {high}")
        return number

    return convert


def any_number(text: str | float) -> float:
    """Return a finite number."""
    found = str(text)[:_LONGEST_SHOWN]
    try:
        number = float(text)
    except ValueError:
        raise click.BadParameter(f"{found!r} is not a number") from None
    if not math.isfinite(number):
        raise click.BadParameter(f"{found} is not a finite number")
    return number


def positive_number(text: str | float) -> float:
    """Return a number above 0."""
    number = any_number(text)
    if not 0.0 < number < 1e9:
        raise click.BadParameter(f"{str(text)[:_LONGEST_SHOWN]} is not a number above 0")
    return number


def outcome_width(text: str) -> tuple[str, float]:
    """Return an outcome and a width above 0, from text such as viability=0.01."""
    outcome, sign, width = text.partition("=")
    if not sign or outcome not in OUTCOMES:
        found = outcome[:_LONGEST_SHOWN]
        near = nearest(found, OUTCOMES.names)
        raise click.BadParameter(f"{found!r} is no outcome; write viability=0.01{near}")
    return outcome, positive_number(width)


def share(text: str | float) -> float:
    """Return a number between 0 and 1, neither of them allowed."""
    number = positive_number(text)
    if number >= 1.0:
        raise click.BadParameter(f"{str(text)[:_LONGEST_SHOWN]} is not below 1")
    return number


def shard(text: str) -> tuple[int, int]:
    """Return which part of how many, from text such as 3/16."""
    part, slash, parts = text.partition("/")
    if not slash or not part.isdecimal() or not parts.isdecimal():
        raise click.BadParameter(f"{text[:_LONGEST_SHOWN]!r} is not of the form I/N, such as 3/16")
    found = int(part[:12]), int(parts[:12])
    if not 1 <= found[0] <= found[1]:
        raise click.BadParameter(f"part {found[0]} of {found[1]} does not exist; they count from 1")
    return found


def folder(text: str) -> Path:
    """Return the path of a folder; whether it can be written is found out later."""
    return _path(text, "folder")


def new_file(text: str) -> Path:
    """Return the path of a file to write; whether it can be written is found out later."""
    return _path(text, "file")


def _path(text: str, what: str) -> Path:
    found = text[:_LONGEST_SHOWN]
    if not text.strip() or "\0" in text:
        raise click.BadParameter(f"{found!r} is not the name of a {what}")
    if _is_too_long(text):
        raise click.BadParameter(f"{found!r}… is too long for the name of a {what}")
    return Path(text)


def _is_too_long(text: str) -> bool:
    try:
        os.lstat(text)
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    except ValueError:
        return False
    return False


def file(text: str) -> str:
    """Return the path of a file, or "-" for stdout, if it could be one."""
    path = _path(text, "file")
    if path.is_dir():
        raise click.BadParameter(f"{text[:_LONGEST_SHOWN]!r} is not the name of a file")
    if not path.parent.is_dir():
        raise click.BadParameter(f"{text[:_LONGEST_SHOWN]!r}: there is no folder for this file")
    return text
