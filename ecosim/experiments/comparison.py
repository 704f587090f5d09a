"""What a comparison of candidate partners found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.experiments.plain_values import plain_values
from ecosim.experiments.ranking import RankedCandidate
from ecosim.experiments.reasons import Reasons
from ecosim.results import Results

__all__ = ["ComparisonResult", "Settlement"]


@dataclass(frozen=True)
class Settlement:
    """What the rule says that ends a comparison early.

    Parameters
    ----------
    difference : smallest difference of the objective that was worth knowing
    error : probability that the one left is worse than another by more than that
    remaining : choices that may still be the best, having no partner among them; one if settled
    """

    difference: float
    error: float
    remaining: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        """Tell whether one choice is left."""
        return len(self.remaining) == 1


@dataclass(frozen=True)
class ComparisonResult:
    """The answer to a partner choice.

    Parameters
    ----------
    scenario, focal, objective, replicates, seed : the question
    ranking : best first
    reasons : why the first is first, in terms of the model
    results : tables, one design point for each candidate and one for none
    settlement : whether it was ended by the rule; None where no rule was asked for
    """

    scenario: str
    focal: str
    objective: str
    replicates: int
    seed: int
    ranking: tuple[RankedCandidate, ...]
    reasons: Reasons
    results: Results
    settlement: Settlement | None = None

    def values(self, candidate: str) -> NDArray[np.float64]:
        """Return the objective in each replicate of one choice, [replicates]."""
        runs = self.results.runs.select(["candidate", f"focal.{self.objective}"]).to_pydict()
        pairs = zip(*runs.values(), strict=True)
        return np.array([value for name, value in pairs if name == candidate], np.float64)

    def _repr_html_(self) -> str:
        from ecosim.experiments.shown import comparison_html

        return comparison_html(self)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; undefined numbers are None."""
        return plain_values(self)
