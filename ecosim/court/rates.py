"""Sets of parameters: every rate moved up or down by chance."""

from __future__ import annotations

import numpy as np
from scipy.stats import qmc

from ecosim.declarations.base import Declaration
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario

__all__ = ["CHANGE", "Rates", "perturbed_sets", "ranges", "with_rates"]

CHANGE = 0.2
"""How far rates are moved unless another share is given."""

# Whole numbers of months or candidates are no rates.
_FIXED = ("months", "candidates", "months of cost")
_RATES = tuple(p for p in PARAMETERS if p.unit not in _FIXED and p.default)

Rates = dict[str, float]
"""Values by the name of the parameter; what is not named keeps its default."""


def ranges(change: float = CHANGE) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest value of every rate, by its name.

    Parameters
    ----------
    change : largest share by which a rate differs from its default, 0..1
    """
    return {
        rate.name: (_within(rate, 1.0 - change), _within(rate, 1.0 + change)) for rate in _RATES
    }


def perturbed_sets(count: int, seed: int, change: float = CHANGE) -> list[Rates]:
    """Return sets of parameters in which each rate is up to a share higher or lower.

    A Latin hypercube spreads them evenly; values stay in their declared range.

    Parameters
    ----------
    count : number of sets
    seed : whole number from 0
    change : largest share by which a rate differs from its default, 0..1
    """
    shares = qmc.LatinHypercube(len(_RATES), seed=np.random.default_rng(seed)).random(count)
    factors = 1.0 + change * (2.0 * shares - 1.0)
    return [
        {rate.name: _within(rate, float(factor)) for rate, factor in zip(_RATES, row, strict=True)}
        for row in factors
    ]


def _within(rate: Declaration, factor: float) -> float:
    """Return the default times a factor, held in the declared range."""
    low = -np.inf if rate.low is None else rate.low
    high = np.inf if rate.high is None else rate.high
    return min(max(float(rate.default or 0.0) * factor, low), high)


def with_rates(scenario: Scenario, rates: Rates) -> Scenario:
    """Return a scenario with other rates where it has the default ones."""
    own = scenario.parameters
    changed = {
        f"parameters.{name}": value
        for name, value in rates.items()
        if own[name] == PARAMETERS[name].default
    }
    return scenario.with_settings(changed)
