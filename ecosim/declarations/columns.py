"""The columns of the state: one row of a matrix each, one entry for each firm or relationship."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from ecosim.constants import constants
from ecosim.declarations.base import Register, read_register

__all__ = [
    "ECOSYSTEM",
    "EVENT",
    "EVENTS",
    "FIRM",
    "FIRM_COLUMNS",
    "NEED",
    "NEED_COLUMNS",
    "SERIES",
    "TIE",
    "TIE_COLUMNS",
    "places",
]

FIRM_COLUMNS = read_register("firm columns")
TIE_COLUMNS = read_register("relationship columns")
ECOSYSTEM = read_register("ecosystem series")
EVENTS = read_register("events")
NEED_COLUMNS = read_register("need columns")


def places(name: str, register: Register) -> Any:
    """Return the place of each declaration by name; kernels read these as constants.

    A dot in a name is written as an underscore.
    """
    words = [each.replace(".", "_") for each in register.names]
    return constants(namedtuple(name, words)(*range(len(register))))


FIRM = places("FIRM", FIRM_COLUMNS)
TIE = places("TIE", TIE_COLUMNS)
SERIES = places("SERIES", ECOSYSTEM)
EVENT = places("EVENT", EVENTS)
NEED = places("NEED", NEED_COLUMNS)
