"""What follows from a finished comparison beside its ranking."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments.arms import NOBODY
from ecosim.experiments.comparison import ComparisonResult
from ecosim.results.figures import shared_decimals
from ecosim.results.statistics import Interval, mean_interval

__all__ = ["SETTLED", "Standing"]

SETTLED = 0.8
"""Probability of being the best from which on a first place counts as settled."""

_SURE = 1.645  # standard errors at which a difference has the right sign with 95 % probability
_FEWEST_WORTH_RUNNING, _MOST_WORTH_RUNNING = 30, 1_000_000


@dataclass(frozen=True)
class Standing:
    """A finished comparison with what its sentences need beside it.

    Parameters
    ----------
    result : the comparison
    alone : mean of the objective without a new partner, with its interval
    enough : replicates that would tell first and second apart; None where hardly any number would
    """

    result: ComparisonResult
    alone: Interval
    enough: int | None

    @classmethod
    def of(cls, result: ComparisonResult) -> Standing:
        """Work out what the runs say beside the ranking."""
        enough = None
        if len(result.ranking) > 1:
            first, second = (result.values(ranked.candidate) for ranked in result.ranking[:2])
            enough = _enough(first - second)
        return cls(result, mean_interval(result.values(NOBODY)), enough)

    @property
    def objective_words(self) -> str:
        """Return the name of the objective in plain words."""
        return self.result.objective.replace("_", " ")

    @property
    def description(self) -> str:
        """Return what the objective means, as one sentence."""
        return FIRM_OUTCOMES[self.result.objective].description

    @property
    def gain_decimals(self) -> int | None:
        """Return the decimals that all gains and losses are shown with."""
        return shared_decimals([ranked.gain for ranked in self.result.ranking])

    @property
    def is_settled(self) -> bool:
        """Tell whether the first is so probably the best that more runs would hardly matter."""
        return self.result.ranking[0].probability_best >= SETTLED

    @property
    def unit_in_brackets(self) -> str:
        """Return the unit behind a title, or nothing for a pure number."""
        return "" if self.unit in ("1", "") else f" ({self.unit})"

    @property
    def unit(self) -> str:
        """Return the unit of the objective."""
        return FIRM_OUTCOMES[self.result.objective].unit


def _enough(differences: NDArray[np.float64]) -> int | None:
    """Return how many pairs would show the mean difference clearly, rounded up to two digits."""
    defined = differences[np.isfinite(differences)]
    if len(defined) < 2 or defined.mean() <= 0:
        return None
    pairs = (_SURE * defined.std(ddof=1) / defined.mean()) ** 2
    needed = max(float(pairs), 2.0 * len(defined), _FEWEST_WORTH_RUNNING)
    if needed > _MOST_WORTH_RUNNING:
        return None
    step = int(10 ** max(0, math.floor(math.log10(needed)) - 1))
    return math.ceil(needed / step) * step
