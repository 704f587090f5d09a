"""Which firms a scenario has, by id: the named ones and those to be generated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecosim.errors import InputError
from ecosim.scenarios.messages import name_like, shown

__all__ = ["FirmIds", "split_names"]

_GENERATED = re.compile(r"([a-z]+)-([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class FirmIds:
    """The firms of a scenario.

    Parameters
    ----------
    named : kind by id
    counts : number of generated firms by kind; they are called "customer-1", "customer-2" …
    """

    named: Mapping[str, str]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return the number of firms, named and generated."""
        return len(self.named) + sum(self.counts.values())

    def generated_kind(self, firm: str) -> str | None:
        """Return the kind of a generated firm, or None where there is none of this id."""
        found = _GENERATED.fullmatch(firm)
        if not found or int(found[2]) > self.counts.get(found[1], 0):
            return None
        return found[1]

    def kind(self, firm: str) -> str | None:
        """Return the kind of a firm, or None where there is none of this id."""
        return self.named.get(firm) or self.generated_kind(firm)

    def missing(self, firm: str) -> str:
        """Return that there is no firm of this id, with the most similar one."""
        kind = firm.rpartition("-")[0]
        if self.counts.get(kind):
            return f"there is no firm {shown(firm)}; the last one is '{kind}-{self.counts[kind]}'"
        return f"there is no firm {shown(firm)}{name_like(firm, self._some())}"

    def _some(self) -> Iterator[str]:
        yield from self.named
        yield from (f"{kind}-1" for kind, count in self.counts.items() if count)


def split_names(values: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return names given one by one or with commas between; a known name may hold a comma itself.

    >>> split_names(["A, B", "Smith, Jones"], ["Smith, Jones"])
    ('A', 'B', 'Smith, Jones')
    """
    whole = set(known)
    names: list[str] = []
    for value in values:
        names += [value] if value in whole else [name.strip() for name in value.split(",")]
    if not all(names):
        raise InputError("--candidates: a name is empty; write A,B,C or all")
    return tuple(names)
