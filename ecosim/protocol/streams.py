"""Every purpose of chance in the model."""

from __future__ import annotations

from ecosim.engine.streams import Purpose
from ecosim.protocol.registers import markdown_table

__all__ = ["streams_table"]


def streams_table() -> str:
    """Return the purposes of random draws with the numbers of their streams."""
    rows = [(purpose.name.lower().replace("_", " "), str(int(purpose))) for purpose in Purpose]
    return markdown_table(("purpose", "stream"), rows)
