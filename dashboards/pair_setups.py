"""Two experiments in one address: one that goes on in two ways, or two side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from ecosim.dashboards.setup import MOST_MONTHS, Setup, changes_in_words, whole_in
from ecosim.experiments.forks import UNDECIDED, Decision
from ecosim.experiments.pairs import check_month

__all__ = ["CompareSetup", "ForkSetup"]

_AT, _THEN, _FIRST, _SECOND = "at", "then.", "a.", "b."
_DECIDES = "decision."


@dataclass(frozen=True)
class ForkSetup:
    """A run that goes on otherwise from one month.

    Parameters
    ----------
    base : the run
    at : the month after which the twin goes its own way
    changed : its settings by dotted name
    decision : what one firm decides otherwise in it
    """

    base: Setup = field(default_factory=Setup)
    at: int = 36
    changed: Mapping[str, Any] = field(default_factory=dict)
    decision: Decision = UNDECIDED

    @classmethod
    def from_query(cls, query: str | None) -> ForkSetup:
        """Return the fork that an address names.

        Raises
        ------
        InputError
            for a name or a value that does not exist
        """
        given = dict(parse_qsl(query or "", keep_blank_values=True))
        at = whole_in(given.pop(_AT, None), _AT, 0, MOST_MONTHS)
        then = _taken(given, _THEN)
        words = {name: _taken(then, _DECIDES + name).get("", "") for name in asdict(UNDECIDED)}
        base = Setup.from_pairs(given)
        ticks = base.resolve().ticks
        if at is None:
            at = min(cls.at, ticks // 2)
        check_month(at, ticks)
        changed = Setup.from_pairs({"scenario": base.scenario, **then}).changed
        return cls(base, at, changed, Decision(**words))

    @property
    def query(self) -> str:
        """Return the part of an address after the question mark."""
        words = asdict(self.decision).items()
        then = [(key, value) for key, value in Setup(changed=self.changed).pairs if "." in key]
        then += [(_DECIDES + name, word) for name, word in words if word]
        own = [(_THEN + key, value) for key, value in then]
        return urlencode([*self.base.pairs, (_AT, str(self.at)), *own], quote_via=quote)

    @property
    def words(self) -> str:
        """Return what the twin does otherwise, in few words."""
        made = self.decision
        decided = [
            f"{made.firm} {verb} {word}"
            for verb, word in (
                ("makes an offer to", made.offer),
                ("chooses partners by", made.partner_selection),
                ("goes abroad by", made.internationalization),
            )
            if word
        ]
        return ", ".join([*decided, *changes_in_words(self.changed)]) or "nothing changed yet"


@dataclass(frozen=True)
class CompareSetup:
    """Two experiments side by side, on the same seeds."""

    first: Setup = field(default_factory=Setup)
    second: Setup = field(default_factory=lambda: Setup(changed={"mechanisms.resonance": False}))

    @classmethod
    def from_query(cls, query: str | None) -> CompareSetup:
        """Return the two experiments that an address names.

        Raises
        ------
        InputError
            for a name or a value that does not exist
        """
        given = dict(parse_qsl(query or "", keep_blank_values=True))
        if not given:
            return cls()
        return cls(*(Setup.from_pairs(_taken(given, part)) for part in (_FIRST, _SECOND)))

    @property
    def query(self) -> str:
        """Return the part of an address after the question mark."""
        parts = ((_FIRST, self.first), (_SECOND, self.second))
        return urlencode(
            [(part + key, value) for part, setup in parts for key, value in setup.pairs],
            quote_via=quote,
        )


def _taken(given: dict[str, str], start: str) -> dict[str, str]:
    """Take the names that begin with some words out of an address; return them without these."""
    names = [name for name in given if name.startswith(start)]
    return {name.removeprefix(start): given.pop(name) for name in names}
