"""Named integers that compiled code takes as constants; no numba here, which is slow to import."""

from __future__ import annotations

from typing import Any

__all__ = ["Constants", "constants"]


class Constants:
    """Marks a named tuple of integers; ``ecosim.compiled`` tells numba what it means."""

    __slots__ = ()


def constants(bundle: Any) -> Any:
    """Return a named tuple of integers that costs compiled code nothing, however many it has.

    As a plain tuple, every look at one field would bring all of them into the code.
    """
    kind = type(bundle)
    return type(kind.__name__, (Constants, kind), {"__slots__": ()})(*bundle)
