"""Text that may stand in XML, as in a picture or a workbook."""

from __future__ import annotations

import re

__all__ = ["xml_text"]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(words: str) -> str:
    r"""Return words with a space in place of each character that XML forbids.

    These are control characters but line breaks and tabs, surrogates, U+FFFE and U+FFFF.

    Source: Extensible Markup Language (XML) 1.0, fifth edition, section 2.2, Char

    >>> xml_text("bell \x07, half \ud800, none \ufffe\uffff")
    'bell  , half  , none   '
    """
    return _FORBIDDEN.sub(" ", words)
