"""What each partner contributes to viability, whoever else is a partner: Shapley values."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.declarations.scenario import TOGETHER, Comparison, Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run
from ecosim.experiments.arms import with_partners
from ecosim.experiments.replicates import Progress, usable_threads, whole_groups
from ecosim.results.answers import answer_table
from ecosim.results.statistics import Interval, mean_interval

__all__ = ["TOGETHER", "Contribution", "Shapley", "shapley_values"]


Floats = NDArray[np.float64]
Coalition = frozenset[int]
Worth = Callable[[Coalition], Floats]

_MOST_EXACT = 6
_MOST_KEPT = 256
_OUTCOME = "viability"
_MEASURES = ("ecosystem", "focal")


@dataclass(frozen=True)
class Contribution:
    """What one partner contributes.

    Parameters
    ----------
    partner : id, or ``TOGETHER`` for all, which is the sum of the others
    ecosystem : to the viability of the whole ecosystem
    focal : to the objective of the firm that chooses
    """

    partner: str
    ecosystem: Interval
    focal: Interval


@dataclass(frozen=True)
class Shapley:
    """Contributions of all partners.

    Parameters
    ----------
    contributions : most useful to the ecosystem first, and all together at the end
    is_exact : whether every coalition was run in every replicate, or orders were drawn
    replicates : how many count
    """

    contributions: tuple[Contribution, ...]
    is_exact: bool
    replicates: int

    @property
    def table(self) -> pa.Table:
        """Return one row for each partner, and one for all together."""
        columns: dict[str, tuple[type, str]] = {"partner": (str, "Id of the partner.")}
        for name in _MEASURES:
            what = "viability of the ecosystem" if name == "ecosystem" else "objective of the firm"
            columns[name] = (float, f"Contribution to the {what}.")
            columns[f"{name}_low"] = (float, f"Contribution to the {what}: lower end.")
            columns[f"{name}_high"] = (float, f"Contribution to the {what}: upper end.")
        rows = []
        for one in self.contributions:
            row: dict[str, str | float] = {"partner": one.partner}
            for name in _MEASURES:
                found = getattr(one, name)
                row |= {name: found.estimate, f"{name}_low": found.low, f"{name}_high": found.high}
            rows.append(row)
        return answer_table(columns, rows)


def shapley_values(
    scenario: Scenario,
    question: Comparison,
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Shapley:
    """Return the mean contribution of each candidate over all orders in which they could join.

    A coalition is a set of candidates that the focal firm starts with, and all coalitions of a
    replicate meet the same chance. Up to six candidates every coalition is run. With more, each
    replicate draws an order and its reverse: that is unbiased, and the intervals hold the chance
    of the orders as well. Ctrl-C ends with the replicates that are whole, from the second on.

    Parameters
    ----------
    scenario, question : who chooses among whom, and by what
    replicates : at least 2
    seed : of all runs
    threads, progress : as in ``simulate``; progress counts replicates

    Source
    ------
    Shapley (1953), A value for n-person games; sampling: Castro, Gómez & Tejada (2009), Computers
    & Operations Research 36(5), 1726-1730; reversed orders: Mitchell et al. (2022), JMLR 23(43)
    """
    players = question.candidates
    is_exact = len(players) <= _MOST_EXACT
    contributions = _exact if is_exact else _sampled
    blueprint = _blueprints(replace(scenario, comparison=question), question)
    place = FIRM_OUTCOMES.names.index(question.objective)

    def work(replicate: int) -> Floats:
        @functools.cache
        def worth(coalition: Coalition) -> Floats:
            arm = blueprint(coalition)
            ended = run(arm, seed, replicate)
            focal = ended.firm_outcomes[place, arm.roster.index[question.focal]]
            return np.array([ended.outcomes[_OUTCOME], focal])

        return contributions(len(players), worth, np.random.default_rng([seed, replicate]))

    groups = whole_groups(work, range(replicates), (replicates, 1), usable_threads(threads),
                          progress, least=2)  # fmt: skip
    values = np.array([group[0] for group in groups])
    found = [Contribution(name, *_intervals(values[:, k])) for k, name in enumerate(players)]
    found.sort(key=lambda one: -one.ecosystem.estimate)
    together = Contribution(TOGETHER, *_intervals(values.sum(axis=1)))
    return Shapley((*found, together), is_exact, len(groups))


def _blueprints(scenario: Scenario, question: Comparison) -> Callable[[Coalition], Blueprint]:
    """Return a function that makes the blueprint of a coalition, and keeps those used last."""

    @functools.lru_cache(maxsize=_MOST_KEPT)
    def blueprint(coalition: Coalition) -> Blueprint:
        partners = [question.candidates[k] for k in sorted(coalition)]
        return Blueprint.of(with_partners(scenario, question.focal, partners))

    return blueprint


def _exact(players: int, worth: Worth, _generator: np.random.Generator) -> Floats:
    """Return the contribution of each player, [players, measures], from all coalitions."""
    found = np.zeros((players, len(_MEASURES)))
    for player in range(players):
        others = [k for k in range(players) if k != player]
        for size in range(players):
            weight = 1 / (players * math.comb(players - 1, size))
            for chosen in combinations(others, size):
                before = frozenset(chosen)
                found[player] += weight * (worth(before | {player}) - worth(before))
    return found


def _sampled(players: int, worth: Worth, generator: np.random.Generator) -> Floats:
    """Return an unbiased draw of the same, from one order and its reverse."""
    order = generator.permutation(players).tolist()
    return (_along(order, worth) + _along(order[::-1], worth)) / 2


def _along(order: Iterable[int], worth: Worth) -> Floats:
    """Return what each player adds when players join in this order."""
    added: dict[int, Floats] = {}
    joined: Coalition = frozenset()
    for player in order:
        added[player] = worth(joined | {player}) - worth(joined)
        joined |= {player}
    return np.array([added[player] for player in sorted(added)])


def _intervals(values: Floats) -> tuple[Interval, Interval]:
    return mean_interval(values[:, 0]), mean_interval(values[:, 1])
