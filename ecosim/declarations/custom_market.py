"""A market that a user adds to the shipped table, checked on its own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ecosim.errors import InputError

__all__ = ["CustomMarket", "declared_distances"]

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class CustomMarket:
    """A market of the user's own: one ``[[market]]`` table of a scenario.

    Attributes
    ----------
    code : letters, digits, ``-`` and ``_``, beginning with a letter; not yet in use
    name : what a reader sees
    gdp : above 0, billion US dollars a year
    population : above 0, million people
    distances : psychic distance 0..1 to other markets, by their code; those left out take
        ``markets.DEFAULT_DISTANCE``
    """

    code: str
    name: str
    gdp: float
    population: float
    distances: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what no market can be, as an ``InputError``."""
        if not _CODE.fullmatch(self.code):
            raise InputError(
                f"market {self.code!r}, code: allowed are letters, digits, '-' and '_', "
                "beginning with a letter"
            )
        for key, value in (("gdp", self.gdp), ("population", self.population)):
            if not (value > 0.0 and math.isfinite(value)):
                raise InputError(
                    f"market {self.code!r}, {key}: {value:g} is not a finite number above 0"
                )
        for other, value in self.distances.items():
            self._check_distance(other, value)

    def _check_distance(self, other: str, value: float) -> None:
        """Refuse a distance outside 0..1, or one to the market itself."""
        where = f"market {self.code!r}, distances.{other}"
        if other == self.code:
            raise InputError(f"{where}: a market's distance to itself is always 0; leave it out")
        if not 0.0 <= value <= 1.0:
            raise InputError(f"{where}: {value:g} is outside 0 to 1")


def declared_distances(entries: Iterable[CustomMarket]) -> dict[tuple[str, str], float]:
    """Return the distance of every declared (market, other) pair, as declared.

    Two markets that declare different distances to each other are an ``InputError``.
    """
    declared = {
        (entry.code, other): value for entry in entries for other, value in entry.distances.items()
    }
    for (code, other), value in declared.items():
        if declared.get((other, code), value) != value:
            raise InputError(
                f"market {code!r}, distances.{other}: {value:g} contradicts market {other!r}; "
                "declare the distance once, or alike on both sides"
            )
    return declared
