"""The candidates a firm found in its search, as it sees them before it chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ecosim.engine.kernels.views import view_candidates
from ecosim.engine.settings import P
from ecosim.engine.world import World

if TYPE_CHECKING:
    from ecosim.agents.firm import Firm

__all__ = ["Candidate", "best_of", "candidates_of"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm that another firm may choose as partner.

    Parameters
    ----------
    firm : the candidate
    complementarity, consonance : what the two would have now, 0..1
    score : its worth by the searching firm's policy; not a number while that policy, a function of
        the user's own, is still being asked
    """

    firm: Firm
    complementarity: float
    consonance: float
    score: float

    @property
    def name(self) -> str:
        """Return the id of the firm."""
        return self.firm.name


def candidates_of(firm: Firm) -> tuple[Candidate, ...]:
    """Return the candidates a firm has found this month, in the order in which it met them."""
    model = firm.model
    found = model.world.candidates[firm.number]
    found = found[found >= 0]
    views = np.empty((3, len(found)))
    if len(found) > 0:
        view_candidates(model.world, model.month + 1, firm.number, views)
    rows = zip(found, *views.tolist(), strict=True)
    return tuple(Candidate(model.firms[j], *view) for j, *view in rows)


def best_of(candidates: Sequence[Candidate], world: World) -> Candidate | None:
    """Return the candidate with the highest score above ``acceptance_floor``, or None."""
    best, highest = None, float(world.settings[P.acceptance_floor])
    for candidate in candidates:
        if candidate.score > highest:
            best, highest = candidate, candidate.score
    return best
