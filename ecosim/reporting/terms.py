"""What the words of a report mean; the glossary of the documents is the same list."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from ecosim.reporting.document import Column, Section, Table

__all__ = ["TERMS", "Term", "terms"]


@dataclass(frozen=True)
class Term:
    """One word of the field.

    Parameters
    ----------
    term, meaning : the word, and its meaning in short
    columns : of tables that hold it
    """

    term: str
    meaning: str
    columns: tuple[str, ...]


def _read() -> list[Term]:
    text = (files("ecosim.reporting") / "terms.csv").read_text(encoding="utf-8")
    return [
        Term(row["term"], row["meaning"], tuple(row["columns"].split(", ")))
        for row in csv.DictReader(text.splitlines())
    ]


TERMS = _read()


def terms(sections: Sequence[Section]) -> list[Section]:
    """Return the meanings of words that the tables of some sections use; nothing if there are none.

    A word is used where a table has a row or a column of its name.
    """
    tables = [block for section in sections for block in section.blocks if isinstance(block, Table)]
    used = {column.title.lower() for table in tables for column in table.columns}
    used |= {str(row[0]).lower() for table in tables for row in table.rows}
    rows = tuple((one.term, one.meaning) for one in TERMS if _names(one) & used)
    if not rows:
        return []
    columns = (Column("Word"), Column("Meaning"))
    return [Section("What the words mean", (Table("Words", "Words of the field", columns, rows),))]


def _names(one: Term) -> set[str]:
    return {one.term, *(name.replace("_", " ") for name in one.columns)}
