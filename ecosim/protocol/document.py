"""The ODD document: written sections whose tables and equations are filled in from the code."""

from __future__ import annotations

import re
from importlib.resources import files

from ecosim.declarations.sources import SOURCES
from ecosim.protocol.initial_state import assumptions
from ecosim.protocol.registers import REGISTERS, register_table
from ecosim.protocol.schedule import schedule_table
from ecosim.protocol.state import state_table
from ecosim.protocol.streams import streams_table
from ecosim.protocol.submodels import submodels

__all__ = ["odd_document"]

_MARKER = re.compile(r"^\{\{ (.+) \}\}$", re.MULTILINE)


def odd_document() -> str:
    """Return the whole description of the model as Markdown.

    It follows the ODD protocol in its second update (Grimm et al. 2020, "The ODD protocol for
    describing agent-based and other simulation models", JASSS 23(2) 7). Words that give reasons
    are written; every table, equation and order of events is read from the code.
    """
    parts = sorted(
        (part for part in files("ecosim.protocol").joinpath("sections").iterdir()),
        key=lambda part: part.name,
    )
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    return _MARKER.sub(lambda marker: _generated(marker[1]), text)


def _generated(marker: str) -> str:
    """Return what stands in the place of one marker."""
    makers = {
        "sources": _sources,
        "schedule": schedule_table,
        "submodels": submodels,
        "streams": streams_table,
        "state": state_table,
        "assumptions": assumptions,
    }
    if marker in makers:
        return makers[marker]()
    return register_table(REGISTERS[marker])


def _sources() -> str:
    """Return the studies as a list."""
    return "\n".join(f"- [{one.key}] {one.text}" for one in SOURCES.values())
