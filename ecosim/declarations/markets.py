"""The markets: countries with a size, and the psychic distance between each two of them.

The shipped table lies in ``data/``; its README names sources and licences. Markets are always
sorted by code, so that the order in which they are listed carries no information: firms enter
markets by the rule, never by a row's place.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.custom_market import CustomMarket, declared_distances
from ecosim.errors import InputError

__all__ = ["DEFAULT_DISTANCE", "CustomMarket", "Markets", "load_markets"]

DEFAULT_DISTANCE = 0.75
"""Psychic distance where a custom market declares none: the median of the shipped pairs."""


@dataclass(frozen=True, eq=False)
class Markets:
    """M markets, sorted by code; the arrays are read-only.

    Attributes
    ----------
    codes : M codes, ISO 3166-1 alpha-2 for shipped markets
    names : M English names
    gdp : shape (M,), gross domestic product at official exchange rates, billion US dollars a year
    population : shape (M,), million people
    distance : shape (M, M), psychic distance 0..1, symmetric, zero from a market to itself
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    gdp: NDArray[np.float64]
    population: NDArray[np.float64]
    distance: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Close the arrays: one shipped table is shared by every caller."""
        for array in (self.gdp, self.population, self.distance):
            array.setflags(write=False)

    def __len__(self) -> int:
        """Return M, the number of markets."""
        return len(self.codes)

    @staticmethod
    def default() -> Markets:
        """Return the shipped markets."""
        return load_markets()

    def as_dict(self) -> dict[str, Any]:
        """Return what tells these markets from all others, for provenance.

        Shipped markets that nothing was changed in are their codes, under ``shipped``, and the
        SHA-256 of their rows, under ``digest``; others are plain lists by attribute.
        """
        table = self._table()
        shipped = _shipped_markets()
        if not set(self.codes) <= set(shipped.codes):
            return table
        if table != shipped._rows([shipped.codes.index(code) for code in self.codes])._table():
            return table
        digest = hashlib.sha256(json.dumps(table).encode()).hexdigest()
        return {"shipped": list(self.codes), "digest": digest}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Markets:
        """Return the markets of which ``content`` is the ``as_dict``.

        Raises
        ------
        InputError
            where shipped markets are named whose figures differ in this version
        """
        if "shipped" not in content:
            arrays = {key: np.array(content[key]) for key in ("gdp", "population", "distance")}
            return cls(tuple(content["codes"]), tuple(content["names"]), **arrays)
        markets = load_markets(content["shipped"])
        if markets.as_dict() != content:
            raise InputError("markets: this version ships other figures than the results have")
        return markets

    def index(self, code: str) -> int:
        """Return the row of a market; an unknown code is an ``InputError`` naming the nearest."""
        return self._row(code, f"market {code!r}")

    def subset(self, codes: Iterable[str]) -> Markets:
        """Return only the markets named, sorted by code; none, or one twice, is an error."""
        chosen = sorted(codes)
        if not chosen:
            raise InputError("markets: none is named; at least one is needed")
        _refuse_repeated(chosen)
        return self._rows([self.index(code) for code in chosen])

    def with_extra(self, entries: Iterable[CustomMarket]) -> Markets:
        """Return these markets and a user's own, sorted by code.

        A distance need be declared on one side only; where neither does, it is
        ``DEFAULT_DISTANCE``. A code already in use, a distance to a market that is not here, and
        two markets that disagree about their distance are errors.
        """
        extra = tuple(entries)
        codes = (*self.codes, *(entry.code for entry in extra))
        _refuse_repeated(codes)
        joined = Markets(
            codes,
            (*self.names, *(entry.name for entry in extra)),
            np.append(self.gdp, [entry.gdp for entry in extra]),
            np.append(self.population, [entry.population for entry in extra]),
            np.pad(self.distance, (0, len(extra)), constant_values=DEFAULT_DISTANCE),
        )
        distance = joined._with_declared(declared_distances(extra))
        joined = Markets(codes, joined.names, joined.gdp, joined.population, distance)
        return joined._rows(sorted(range(len(codes)), key=codes.__getitem__))

    def _table(self) -> dict[str, Any]:
        """Return plain lists by attribute, in the order of codes."""
        arrays = {key: getattr(self, key).tolist() for key in ("gdp", "population", "distance")}
        return {"codes": list(self.codes), "names": list(self.names), **arrays}

    def _with_declared(self, declared: dict[tuple[str, str], float]) -> NDArray[np.float64]:
        """Return the distances with declared ones put in on both sides of the diagonal."""
        distance = self.distance.copy()
        for (code, other), value in declared.items():
            row = self.index(code)
            column = self._row(other, f"market {code!r}, distances.{other}")
            distance[row, column] = distance[column, row] = value
        np.fill_diagonal(distance, 0.0)
        return distance

    def _rows(self, rows: Sequence[int]) -> Markets:
        """Return the markets in these rows, in this order."""
        index = np.asarray(rows, dtype=np.intp)
        return Markets(
            tuple(self.codes[row] for row in rows),
            tuple(self.names[row] for row in rows),
            self.gdp[index],
            self.population[index],
            self.distance[np.ix_(index, index)],
        )

    def _row(self, code: str, where: str) -> int:
        """Return the row of a market, or refuse with a message that begins with ``where``."""
        if code not in self.codes:
            raise InputError(f"{where}: no such market; did you mean {self._nearest(code)}?")
        return self.codes.index(code)

    def _nearest(self, found: str) -> str:
        """Return the market whose code or name is spelled most like ``found``."""
        sought = found.casefold()
        spelled = {name.casefold(): row for row, name in enumerate(self.names)}
        spelled |= {code.casefold(): row for row, code in enumerate(self.codes)}

        def likeness(spelling: str) -> tuple[float, bool]:
            return SequenceMatcher(None, sought, spelling).ratio(), spelling.startswith(sought)

        row = spelled[max(sorted(spelled), key=likeness)]
        return f"{self.codes[row]!r} ({self.names[row]})"


def load_markets(codes: Sequence[str] | None = None) -> Markets:
    """Return the shipped markets, or those of them that are named, sorted by code.

    The table is read at the first call and kept. An unknown, repeated or missing code is an
    ``InputError``.

    >>> load_markets(["SE", "FI"]).codes
    ('FI', 'SE')
    """
    shipped = _shipped_markets()
    return shipped if codes is None else shipped.subset(codes)


@functools.cache
def _shipped_markets() -> Markets:
    """Return the whole shipped table."""
    rows = sorted(_read_table("markets.csv"), key=lambda row: row["code"])
    codes = tuple(row["code"] for row in rows)
    return Markets(
        codes,
        tuple(row["name"] for row in rows),
        np.array([float(row["gdp"]) for row in rows]),
        np.array([float(row["population"]) for row in rows]),
        _shipped_distance(codes),
    )


def _shipped_distance(codes: Sequence[str]) -> NDArray[np.float64]:
    """Return the psychic distances between the shipped markets, shape (M, M)."""
    # Imported here so that declarations do not load the compiler; its plain twin takes arrays and
    # gives the same bits without compiling.
    from ecosim.rules.psychic_distance import psychic_distance

    equation: Any = getattr(psychic_distance, "py_func", psychic_distance)
    pairs = _read_table("market_distances.csv")
    rows = [codes.index(pair["a"]) for pair in pairs]
    columns = [codes.index(pair["b"]) for pair in pairs]
    distance = np.zeros((len(codes), len(codes)))
    distance[rows, columns] = equation(
        np.array([float(pair["distance_km"]) for pair in pairs]),
        np.array([float(pair["language_distance"]) for pair in pairs]),
    )
    return distance + distance.T


def _read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file that is shipped in ``data/``."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _refuse_repeated(codes: Sequence[str]) -> None:
    """Raise an ``InputError`` that names a code given more than once."""
    for code in codes:
        if codes.count(code) > 1:
            raise InputError(f"market {code!r}: named more than once; each code is used once")
