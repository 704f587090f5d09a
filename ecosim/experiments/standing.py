"""What follows from a finished comparison beside its ranking."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments.arms import NOBODY
from ecosim.experiments.comparison import ComparisonResult
from ecosim.experiments.ranking import RankedCandidate
from ecosim.results.figures import shared_decimals
from ecosim.results.statistics import Interval, mean_interval, paired_difference

__all__ = ["Standing"]

_SURE = 1.96  # standard errors at which an interval of 95 % leaves zero out
_FEWEST_WORTH_RUNNING, _MOST_WORTH_RUNNING = 30, 1_000_000


@dataclass(frozen=True)
class Standing:
    """A finished comparison with what its sentences need beside it.

    Parameters
    ----------
    result : the comparison
    alone : mean of the objective without a new partner, with its interval
    rivals : candidates that the first is not clearly ahead of, the likeliest to be best first
    enough : replicates that would tell the first from the likeliest of them; None where hardly any
        number would
    """

    result: ComparisonResult
    alone: Interval
    rivals: tuple[RankedCandidate, ...]
    enough: int | None

    @classmethod
    def of(cls, result: ComparisonResult) -> Standing:
        """Work out what the runs say beside the ranking."""
        first, *others = result.ranking
        best = result.values(first.candidate)

        def is_rival(other: RankedCandidate) -> bool:
            return not paired_difference(best, result.values(other.candidate)).low > 0.0

        rivals = sorted(filter(is_rival, others), key=lambda other: -other.probability_best)
        enough = _enough(best - result.values(rivals[0].candidate)) if rivals else None
        return cls(result, mean_interval(result.values(NOBODY)), tuple(rivals), enough)

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
