"""Which column is which: by name, by a synonym, or by likeness, with the unit in its title."""

from __future__ import annotations

import csv
import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from ecosim.errors import InputError
from ecosim.scenarios.importing.sheets import Sheet
from ecosim.scenarios.messages import shown

__all__ = ["Column", "match_titles"]

_UNIT = re.compile(r"[(\[,]\s*([^()\[\],]+?)\s*[)\]]?\s*$")
_LIKE_ENOUGH, _LIKE_ENOUGH_WHEN_SHORT = 0.86, 0.9  # one letter more makes "land" of "längd"
_SHORT = 5
_MAY_REPEAT = ("note",)


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is understood.

    Parameters
    ----------
    place : among the cells of a row, from 0
    title : as written
    field : what it stands for
    unit : in words as written in the title, or empty
    is_guess : matched by likeness alone
    """

    place: int
    title: str
    field: str
    unit: str
    is_guess: bool


def match_titles(sheet: Sheet, fields: Iterable[str]) -> tuple[list[Column], list[str]]:
    """Return the columns that stand for one of ``fields``, and the titles of the others.

    Raises
    ------
    InputError
        where two columns stand for the same
    """
    words = _words(tuple(fields))
    found: list[Column] = []
    unknown: list[str] = []
    for place, title in enumerate(sheet.titles):
        column = _column(place, title, words)
        if column is not None:
            found.append(column)
        elif title:
            unknown.append(title)
    _refuse_twice(sheet, found)
    return found, unknown


@functools.cache
def _words(fields: tuple[str, ...]) -> Mapping[str, str]:
    """Return the field for each word that may stand for one of ``fields``."""
    text = files("ecosim.scenarios.importing").joinpath("synonyms.csv").read_text(encoding="utf-8")
    listed = {row["name"]: row["words"].split("; ") for row in csv.DictReader(text.splitlines())}
    words = {_plain(word): name for name in reversed(fields) for word in listed.get(name, ())}
    return {**words, **{_plain(name): name for name in fields}}


def _column(place: int, title: str, words: Mapping[str, str]) -> Column | None:
    """Return what a title stands for: without the unit at its end, whole, or something like it."""
    without, unit = _split_unit(title)
    for text, measured in ((without, unit), (title, "")):
        if _plain(text) in words:
            return Column(place, title, words[_plain(text)], measured, is_guess=False)
    like = _like(_plain(without), words)
    return Column(place, title, words[like[0]], unit, is_guess=True) if like else None


def _like(title: str, words: Iterable[str]) -> list[str]:
    """Return the word most like a plain title, if any is like enough."""
    cutoff = _LIKE_ENOUGH_WHEN_SHORT if len(title) <= _SHORT else _LIKE_ENOUGH
    return difflib.get_close_matches(title, words, n=1, cutoff=cutoff)


def _split_unit(title: str) -> tuple[str, str]:
    """Return a title without the unit at its end, and the unit.

    >>> _split_unit("Turnover (MSEK)")
    ('Turnover', 'MSEK')
    """
    found = _UNIT.search(title)
    return (title[: found.start()].strip(), found[1]) if found else (title, "")


def _plain(title: str) -> str:
    """Return a title without case, accents and punctuation.

    >>> _plain("Number_of Employés")
    'number of employes'
    """
    letters = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))


def _refuse_twice(sheet: Sheet, found: list[Column]) -> None:
    seen: dict[str, str] = {}
    for column in found:
        if column.field in seen and column.field not in _MAY_REPEAT:
            raise InputError(f"{sheet.name}: columns {shown(seen[column.field])} and "
                             f"{shown(column.title)} both stand for {column.field}; "
                             "rename or remove one")  # fmt: skip
        seen[column.field] = column.title
