"""The studies behind a result: those whose mechanisms were on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.sources import SOURCES, Source, keys_in

__all__ = ["studies_behind"]


def studies_behind(mechanisms: Mapping[str, bool]) -> list[Source]:
    """Return the studies behind the mechanisms that are on, also as a whole."""
    on = (name for name in mechanisms if name in MECHANISMS and _is_on(name, mechanisms))
    used = set().union(*(keys_in(MECHANISMS[name].source) for name in on))
    return [SOURCES[key] for key in sorted(used)]


def _is_on(name: str, mechanisms: Mapping[str, bool]) -> bool:
    """Tell whether a mechanism and every whole it is part of are on."""
    return all(mechanisms.get(whole, True) for whole in _wholes(name.split(".")))


def _wholes(parts: list[str]) -> Iterable[str]:
    return (".".join(parts[: count + 1]) for count in range(len(parts)))
