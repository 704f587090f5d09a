"""Whether a pattern hangs on the sizes we chose: every rate a fifth higher or lower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from ecosim.court.case import Case
from ecosim.court.judge import keeps_its_sign
from ecosim.court.trial import Evidence
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario

__all__ = ["REPLICATES", "Robustness", "perturbed_sets", "robustness_of"]

REPLICATES = 16
_CHANGE = 0.2
# Whole numbers of months or candidates are no rates.
_FIXED = ("months", "candidates", "months of cost")


@dataclass(frozen=True)
class Robustness:
    """How often a pattern kept its sign.

    Parameters
    ----------
    id, grade, support : of the pattern
    kept, sets : number of sets of parameters under which every contrast kept its sign, and of all
    """

    id: str
    grade: str
    support: str
    kept: int
    sets: int


def perturbed_sets(count: int, seed: int) -> list[dict[str, float]]:
    """Return sets of parameters in which each rate is up to a fifth higher or lower.

    A Latin hypercube spreads them evenly; values stay in their declared range.

    Parameters
    ----------
    count : number of sets
    seed : whole number from 0
    """
    rates = [p for p in PARAMETERS if p.unit not in _FIXED and p.default]
    shares = qmc.LatinHypercube(len(rates), seed=np.random.default_rng(seed)).random(count)
    factors = 1.0 + _CHANGE * (2.0 * shares - 1.0)
    return [
        {rate.name: _within(rate.low, rate.high, float(rate.default or 0.0) * factor)
         for rate, factor in zip(rates, row, strict=True)}
        for row in factors
    ]  # fmt: skip


def _within(low: float | None, high: float | None, value: float) -> float:
    return min(max(value, -np.inf if low is None else low), np.inf if high is None else high)


def robustness_of(
    case: Case, sets: Sequence[dict[str, float]], seed: int, threads: int
) -> Robustness:
    """Return under how many sets of parameters a pattern keeps its sign.

    What an arm changes itself stays as the arm says. Signs are those of means over
    ``REPLICATES`` paired runs; a null keeps its sign while its mean stays inside the margin.
    """
    kept = sum(_keeps(case, rates, seed, threads) for rates in sets)
    pattern = case.pattern
    return Robustness(pattern.id, pattern.grade, pattern.support, kept, len(sets))


def _keeps(case: Case, rates: dict[str, float], seed: int, threads: int) -> bool:
    evidence = Evidence.none(case.changed(lambda scenario: _with_rates(scenario, rates)), seed)
    evidence.gather(REPLICATES, threads)
    return all(map(keeps_its_sign, evidence.findings(0.95)))


def _with_rates(scenario: Scenario, rates: dict[str, float]) -> Scenario:
    """Return a scenario with other rates where it has the default ones."""
    own = scenario.parameters
    changed = {
        f"parameters.{name}": value
        for name, value in rates.items()
        if own[name] == PARAMETERS[name].default
    }
    return scenario.with_settings(changed)
