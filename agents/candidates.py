"""The candidates a firm found in its search, as it sees them before it chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ecosim.declarations.fields import PARTNER_SELECTION
from ecosim.engine.kernels.views import candidate_score
from ecosim.engine.settings import P
from ecosim.errors import InputError, nearest

if TYPE_CHECKING:
    from ecosim.agents.firm import Firm

__all__ = ["Candidate", "acceptance_floor", "best_of", "candidates_of"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm that another firm may choose as partner.

    Parameters
    ----------
    firm : the candidate
    seeker : the firm that has found it
    score : its worth by the seeker's policy; not a number while that policy, a function of the
        user's own, is still being asked
    """

    firm: Firm
    seeker: Firm = field(repr=False)
    score: float

    @property
    def name(self) -> str:
        """Return the id of the candidate."""
        return self.firm.name

    @property
    def complementarity(self) -> float:
        """Return how far the two would fill each other's gaps now, 0..1."""
        return self.score_by("complementary")

    @property
    def consonance(self) -> float:
        """Return the structural compatibility the two would have now, 0..1."""
        return self.score_by("consonant")

    def score_by(self, policy: str) -> float:
        """Return the candidate's worth to the seeker by a built-in policy.

        Raises
        ------
        InputError
            for a name that no built-in policy has
        """
        if policy not in PARTNER_SELECTION:
            allowed = ", ".join(PARTNER_SELECTION)
            hint = nearest(str(policy), PARTNER_SELECTION)
            raise InputError(f"score_by: {policy!r} is none of {allowed}{hint}")
        return _score(self.seeker, self.firm.number, PARTNER_SELECTION.index(policy))


def candidates_of(firm: Firm, by_rule: bool) -> tuple[Candidate, ...]:
    """Return the candidates a firm has found this month, in the order in which it met them.

    Parameters
    ----------
    firm : the seeker
    by_rule : whether its own, built-in policy gives the scores; they are left open otherwise
    """
    model, me = firm.model, firm.number
    policy, found = int(model.world.policy[me]), model.world.candidates[me]
    return tuple(
        Candidate(model.firms[j], firm, _score(firm, j, policy) if by_rule else np.nan)
        for j in found[found >= 0].tolist()
    )


def _score(seeker: Firm, candidate: int, policy: int) -> float:
    """Return a score by the compiled rule."""
    model = seeker.model
    return float(candidate_score(model.world, model.month + 1, policy, seeker.number, candidate))


def acceptance_floor(firm: Firm) -> float:
    """Return the score that a candidate has to exceed."""
    return float(firm.model.world.settings[P.acceptance_floor])


def best_of(candidates: Sequence[Candidate], floor: float) -> Candidate | None:
    """Return the candidate with the highest score above a floor, the first of equals, or None."""
    best = None
    for candidate in candidates:
        if candidate.score > floor:
            best, floor = candidate, candidate.score
    return best
