"""Single cells: numbers and words as people write them."""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.messages import shown

__all__ = ["is_blank", "is_percentage", "number_in", "text_in", "yes_in"]

_BLANK = {
    "",
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "nan",
    "none",
    "null",
    "?",
    "#n/a",
    "#value!",
    "#ref!",
    "#name?",
    "<na>",
}
# Thousands are parted by one and the same mark.
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>\d{1,3}(?P<parting>[ .,'\u00a0\u202f])\d{3}(?:(?P=parting)\d{3})*|\d*)"
    r"(?:(?P<mark>[.,])(?P<decimals>\d+))?\s*(?P<percent>%?)"
)
_YES = {"yes", "y", "x", "true", "1", "ja", "✓", "✔"}
_NO = {"no", "n", "false", "0", "nej"}


def is_blank(cell: Any) -> bool:
    """Tell whether a cell says nothing: pandas writes ``<NA>`` for what is missing."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return True
    return str(cell).strip().casefold() in _BLANK


def is_percentage(cell: Any) -> bool:
    """Tell whether a cell is written as a percentage, which ``number_in`` turns into a share."""
    return isinstance(cell, str) and cell.rstrip().endswith("%")


def text_in(cell: Any) -> str:
    """Return the words in a cell on one line; a whole number loses its ".0".

    Raises
    ------
    InputError
        for a date, or for words that cannot be shown on one line
    """
    if isinstance(cell, datetime.date | datetime.time):
        raise InputError(f"is a date ({cell}); a word is needed")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).split())
    if not text.isprintable() or len(text) > 200:
        raise InputError(f"{shown(text)} cannot be shown on one line of at most 200 characters")
    return text


def number_in(cell: Any) -> float:
    """Return the number in a cell: 1234.5, "1 234,5", "12 %".

    Raises
    ------
    InputError
        for what is no number, may be read in two ways, or has been turned into a date

    >>> number_in("1 234,5"), number_in("12 %"), number_in("1.234,567")
    (1234.5, 0.12, 1234.567)
    """
    if isinstance(cell, datetime.date | datetime.time):
        raise InputError(f"is a date ({cell}); was a number such as 3.5 turned into one?")
    if isinstance(cell, bool):
        raise InputError(f"{shown(cell)} is no number")
    if isinstance(cell, int | float):
        try:
            return float(cell)
        except OverflowError:
            raise InputError(f"{shown(str(cell)[:40])}… is too large a number") from None
    found = _NUMBER.fullmatch(str(cell).strip())
    if found is None or not (found["whole"] or found["decimals"]):
        raise InputError(f"{shown(str(cell))} is no number")
    return _value(found, str(cell))


def _value(found: re.Match[str], cell: str) -> float:
    sign, whole, parting, mark, decimals, percent = found.groups()
    single = parting is not None and parting in ".," and not mark and whole.count(parting) == 1
    if single and whole.startswith("0"):
        return float(f"{sign}{whole.replace(',', '.')}") / (100.0 if percent else 1.0)
    if single:
        large, small = whole.replace(parting, ""), whole.replace(parting, ".")
        raise InputError(f"{shown(cell)} may be {large} or {small}; write it without the mark")
    if mark and mark == parting:
        raise InputError(f"{shown(cell)} is no number")
    digits = re.sub(r"\D", "", whole)
    value = float(f"{sign}{digits or '0'}.{decimals or '0'}")
    return value / 100.0 if percent else value


def yes_in(cell: Any) -> bool:
    """Return whether a cell says yes: "yes", "x", 1, and the like.

    Raises
    ------
    InputError
        for any other word
    """
    word = text_in(cell).casefold()
    if word in _YES | _NO:
        return word in _YES
    raise InputError(f"{shown(cell)} is neither yes nor no")
