"""How results show themselves in a notebook: small tables of escaped text."""

from __future__ import annotations

import html
from collections.abc import Iterable

__all__ = ["html_table", "side_by_side"]

_CELL = "padding:.15em .9em .15em 0;text-align:{};vertical-align:top"


def html_table(caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; the first column stands left, the others right."""
    head = "".join(_cell("th", text, place) for place, text in enumerate(headings))
    body = "".join(
        f"<tr>{''.join(_cell('td', text, place) for place, text in enumerate(row))}</tr>"
        for row in rows
    )
    title = f'<caption style="text-align:left;font-weight:bold">{html.escape(caption)}</caption>'
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def side_by_side(*parts: str) -> str:
    """Return pieces of HTML beside each other, where there is room."""
    whole = "".join(f"<div>{part}</div>" for part in parts)
    return f'<div style="display:flex;flex-wrap:wrap;gap:1em 2em">{whole}</div>'


def _cell(kind: str, text: str, place: int) -> str:
    style = _CELL.format("right" if place else "left")
    return f'<{kind} style="{style}">{html.escape(text)}</{kind}>'
