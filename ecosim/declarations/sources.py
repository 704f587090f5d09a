"""The studies that the model draws on, declared once."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["SOURCES", "Source", "keys_in"]

_KEY = re.compile(r"\[([A-Z]{2})\]")


@dataclass(frozen=True, slots=True)
class Source:
    """One study.

    Parameters
    ----------
    key : by which rules and registers cite it
    authors : "Family, I." with semicolons between
    year, title, journal, volume, number, pages : as published; empty where there is none
    """

    key: str
    authors: str
    year: str
    title: str
    journal: str
    volume: str
    number: str
    pages: str

    @property
    def text(self) -> str:
        """Return the reference as a line of a bibliography."""
        issue = f"{self.volume}({self.number})" if self.volume else f"no. {self.number}"
        place = ", ".join(
            part for part in (issue if self.number else self.volume, self.pages) if part
        )
        authors = self.authors.replace(";", ",")
        return f"{authors} ({self.year}). {self.title}. {self.journal}, {place}."

    def _issue(self) -> str:
        """Return volume and number in words."""
        if self.volume and self.number:
            return f"{self.volume}({self.number})"
        return self.volume or f"no. {self.number}"

    @property
    def bibtex(self) -> str:
        """Return the reference as an entry of a BibTeX file."""
        fields = {
            "author": self.authors.replace(";", " and"),
            "title": "{" + self.title + "}",
            "journal": self.journal.replace("&", r"\&"),
            "year": self.year,
            "volume": self.volume,
            "number": self.number,
            "pages": self.pages.replace("–", "--"),
        }
        lines = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
        return f"@article{{{self.key},\n" + ",\n".join(lines) + "\n}"


def _read() -> dict[str, Source]:
    text = (files(__package__) / "data" / "sources.csv").read_text(encoding="utf-8")
    return {row["key"]: Source(**row) for row in csv.DictReader(text.splitlines())}


SOURCES = _read()


def keys_in(words: str) -> set[str]:
    """Return the keys cited in a text.

    >>> sorted(keys_in("[DS] §2.2; [RT], size Ours"))
    ['DS', 'RT']
    """
    return {key for key in _KEY.findall(words) if key in SOURCES}
