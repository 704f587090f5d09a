"""Names of firms: those that differ in case or in blanks alone are the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.messages import name_like, shown

__all__ = ["KnownFirms", "folded"]


def folded(name: str) -> str:
    """Return a name without the differences that nobody sees or means.

    >>> folded("Mill  Nord ") == folded("mill nord")
    True
    """
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


@dataclass(frozen=True)
class KnownFirms:
    """Firms that relationships may name: kinds of the named, and how many are generated."""

    named: Mapping[str, str]
    generated: Mapping[str, int]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> KnownFirms:
        """Return the firms in the tables of a scenario."""
        named = {firm["id"]: firm["kind"] for firm in content["firm"]}
        population = content.get("population", {})
        return cls(named, {kind: _count(groups) for kind, groups in population.items()})

    @cached_property
    def _alike(self) -> Mapping[str, list[str]]:
        """Return the named firms by their folded names."""
        found: dict[str, list[str]] = {}
        for name in self.named:
            found.setdefault(folded(name), []).append(name)
        return found

    def kind(self, identity: str) -> str:
        """Return the kind of a firm; one that does not exist is an ``InputError``."""
        if identity in self.named:
            return self.named[identity]
        if self._is_generated(identity):
            return identity.rpartition("-")[0]
        raise InputError(f"there is no firm {shown(identity)}{name_like(identity, self.named)}")

    def found(self, name: str) -> str:
        """Return the id of a firm: its name, or that of the only one that is spelled like it.

        Raises
        ------
        InputError
            where there is none, or several are spelled like it and none is the same
        """
        alike = [name, *self._alike.get(folded(name), []), folded(name)]
        known = [one for one in alike if one in self.named or self._is_generated(one)]
        if known and (known[0] == name or len(set(known)) == 1):
            return known[0]
        raise InputError(f"there is no firm {shown(name)}{name_like(name, self.named)}")

    def _is_generated(self, identity: str) -> bool:
        """Tell whether an id is one of a generated firm, as ``customer-3``."""
        kind, _, number = identity.rpartition("-")
        return number.isdecimal() and 1 <= int(number[:9]) <= self.generated.get(kind, 0)


def _count(groups: Any) -> int:
    """Return how many firms a kind's group, or its several groups, generate."""
    listed = groups if isinstance(groups, list) else [groups]
    return sum(int(group["count"]) for group in listed)
