"""Text for streams that cannot show every character, and text from users made safe to print."""

from __future__ import annotations

import codecs
import io
import unicodedata
from typing import TextIO

__all__ = ["plain_where_needed", "printable"]

_HANDLER = "ecosim-plain"
_PLAIN = {
    "…": ".", "–": "-", "—": "-", "−": "-", "±": "+-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "•": "*", "×": "x", "≈": "~", "≥": ">=", "≤": "<=",
    "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#",
    "▍": " ", "▎": " ", "▏": " ",
}  # fmt: skip


def plain_where_needed(stream: TextIO) -> None:
    """Make a stream write a similar ASCII character where its encoding has none, and never fail."""
    codecs.register_error(_HANDLER, _similar)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=_HANDLER)


def printable(text: str) -> str:
    """Return a user's text without characters that could steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _similar(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(map(_ascii, text)), error.end


def _ascii(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    letters = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return letters or "?"
