"""Which relationships may exist at the start, and the networkx generators a scenario may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecosim.declarations.base import Declaration, Register

__all__ = [
    "GENERATORS", "PAIRS", "STARTING_COLUMNS", "GeneratorOption", "NetworkGenerator", "pair_of",
]  # fmt: skip

PAIRS = (
    "provider-customer", "provider-partner", "provider-logistics", "provider-provider",
    "partner-partner",
)  # fmt: skip
"""Pairs of kinds between which a relationship is possible, the provider's side first."""

STARTING_COLUMNS = ("trust", "resonance", "assets", "routines", "governance", "age", "share")
"""Columns of a relationship that a user may set at the start."""


def pair_of(kind: str, other: str) -> str | None:
    """Return the pair of ``PAIRS`` that two kinds form, or None where they cannot be related.

    >>> pair_of("customer", "provider")
    'provider-customer'
    """
    return next((p for p in (f"{kind}-{other}", f"{other}-{kind}") if p in PAIRS), None)


@dataclass(frozen=True, slots=True)
class GeneratorOption(Declaration):
    """One argument of a generator; a whole one counts firms and must stay below their number."""

    whole: bool = False


@dataclass(frozen=True, slots=True)
class NetworkGenerator:
    """One networkx generator. Edges between kinds that cannot be related are to be left out.

    Parameters
    ----------
    name : what a scenario writes
    function : name of the function in networkx; it takes ``n``, the options and ``seed``
    description : one sentence
    options : what a scenario may set under ``[network.options]``
    from_degree : the options that follow from a number of firms and a mean degree
    """

    name: str
    function: str
    description: str
    options: Register
    from_degree: Callable[[int, float], Mapping[str, float]]

    def arguments(
        self, firms: int, mean_degree: float, options: Mapping[str, float]
    ) -> dict[str, float]:
        """Return the keyword arguments for networkx, all but ``seed``.

        Options given go before what follows from the mean degree, and that before the defaults.
        There must be at least two firms.

        >>> GENERATORS["barabasi-albert"].arguments(100, 6.0, {})
        {'n': 100, 'm': 3}
        """
        defaults = {o.name: o.default for o in self.options if o.default is not None}
        chosen = {**defaults, **self.from_degree(firms, mean_degree), **options}
        return {"n": firms, **{name: self._typed(name, chosen[name]) for name in chosen}}

    def _typed(self, name: str, value: float) -> float:
        option = self.options[name]
        return int(value) if isinstance(option, GeneratorOption) and option.whole else value


def _option(name: str, default: float | None, text: str, *, whole: bool = False) -> GeneratorOption:
    unit, low, high = ("firms", 1, 1000) if whole else ("1", 0, 1)
    return GeneratorOption(name, unit, default, low, high, text, "networkx", whole)


_ATTACHED = _option("m", None, "Relationships of each new firm; from mean_degree.", whole=True)
_NEIGHBOURS = _option("k", None, "Nearest firms on the ring; from mean_degree.", whole=True)
_REWIRED = _option("p", 0.1, "Chance that a relationship is rewired.")


def _within(count: float, firms: int) -> int:
    """Return a count as a whole number from 1 to one below the number of firms."""
    return max(1, min(round(count), firms - 1))


def _attached(firms: int, degree: float) -> dict[str, float]:
    return {"m": _within(degree / 2, firms)}


def _neighbours(firms: int, degree: float) -> dict[str, float]:
    return {"k": _within(2 * round(degree / 2), firms)}


def _chance(firms: int, degree: float) -> dict[str, float]:
    return {"p": min(1.0, degree / (firms - 1))}


def _regular(firms: int, degree: float) -> dict[str, float]:
    count = _within(degree, firms)
    return {"d": count - 1 if firms * count % 2 else count}


def _generator(
    name: str,
    function: str,
    text: str,
    options: list[GeneratorOption],
    from_degree: Callable[[int, float], Mapping[str, float]],
) -> NetworkGenerator:
    return NetworkGenerator(
        name, function, text, Register(f"options of {name}", options), from_degree
    )


GENERATORS: Mapping[str, NetworkGenerator] = {
    generator.name: generator
    for generator in (
        _generator(
            "erdos-renyi", "fast_gnp_random_graph", "Every pair with the same chance.",
            [_option("p", None, "Chance of each pair; from mean_degree.")], _chance,
        ),
        _generator(
            "barabasi-albert", "barabasi_albert_graph", "New firms prefer well-connected ones.",
            [_ATTACHED], _attached,
        ),
        _generator(
            "powerlaw-cluster", "powerlaw_cluster_graph", "The same, with closed triangles.",
            [_ATTACHED, _option("p", 0.3, "Chance of closing a triangle.")], _attached,
        ),
        _generator(
            "watts-strogatz", "watts_strogatz_graph", "A ring with rewired shortcuts.",
            [_NEIGHBOURS, _REWIRED], _neighbours,
        ),
        _generator(
            "newman-watts-strogatz", "newman_watts_strogatz_graph", "A ring with added shortcuts.",
            [_NEIGHBOURS, _option("p", 0.1, "Chance of a shortcut for each pair on the ring.")],
            _neighbours,
        ),
        _generator(
            "random-regular", "random_regular_graph", "Every firm with equally many.",
            [_option("d", None, "Relationships of each firm; from mean_degree.", whole=True)],
            _regular,
        ),
    )
}  # fmt: skip
"""The networkx generators that are safe to name: they end, and their size is known beforehand."""
