"""Tables in text files: commas, semicolons or tabs, in the encodings that spreadsheets write."""

from __future__ import annotations

import csv
import io

from ecosim.errors import InputError
from ecosim.scenarios.importing.sheets import Sheet, make_sheet
from ecosim.scenarios.messages import brief

__all__ = ["read_csv"]

_MARKS = ",;\t|"
_LONGEST_CELL = 10_000


def read_csv(name: str, raw: bytes) -> Sheet:
    """Return the table in a text file.

    Raises
    ------
    InputError
        where it is no text, or no table
    """
    text, notes = _text(name, raw)
    mark = _mark(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        lines = [[cell[:_LONGEST_CELL] for cell in row] for row in rows]
    except csv.Error as error:
        raise InputError(f"{name}, row {rows.line_num}: {brief(str(error), 80)}") from None
    return make_sheet(name, lines, notes)


def _text(name: str, raw: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and a note where its encoding had to be guessed."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), []
    if b"\0" in raw:
        raise InputError(f"{name}: is no table in text; save it as CSV or xlsx")
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), ["not UTF-8: read as Windows Western European"]


def _mark(text: str) -> str:
    """Return what separates columns: the mark that is most frequent in the first filled line."""
    first = next((line for line in text.splitlines() if line.strip(_MARKS + " ")), "")
    return max(_MARKS, key=first.count)
