"""Sets of parameters: every rate moved up or down by chance."""

from __future__ import annotations

import numpy as np
from scipy.stats import qmc

from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario

__all__ = ["CHANGE", "Rates", "perturbed_sets", "with_rates"]

CHANGE = 0.2
"""How far rates are moved unless another share is given."""

# Whole numbers of months or candidates are no rates.
_FIXED = ("months", "candidates", "months of cost")

Rates = dict[str, float]
"""Values by the name of the parameter; what is not named keeps its default."""


def perturbed_sets(count: int, seed: int, change: float = CHANGE) -> list[Rates]:
    """Return sets of parameters in which each rate is up to a share higher or lower.

    A Latin hypercube spreads them evenly; values stay in their declared range.

    Parameters
    ----------
    count : number of sets
    seed : whole number from 0
    change : largest share by which a rate differs from its default, 0..1
    """
    rates = [p for p in PARAMETERS if p.unit not in _FIXED and p.default]
    shares = qmc.LatinHypercube(len(rates), seed=np.random.default_rng(seed)).random(count)
    factors = 1.0 + change * (2.0 * shares - 1.0)
    return [
        {rate.name: _within(rate.low, rate.high, float(rate.default or 0.0) * factor)
         for rate, factor in zip(rates, row, strict=True)}
        for row in factors
    ]  # fmt: skip


def _within(low: float | None, high: float | None, value: float) -> float:
    return min(max(value, -np.inf if low is None else low), np.inf if high is None else high)


def with_rates(scenario: Scenario, rates: Rates) -> Scenario:
    """Return a scenario with other rates where it has the default ones."""
    own = scenario.parameters
    changed = {
        f"parameters.{name}": value
        for name, value in rates.items()
        if own[name] == PARAMETERS[name].default
    }
    return scenario.with_settings(changed)
