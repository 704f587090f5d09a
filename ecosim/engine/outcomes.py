"""Outcomes of a finished run by name."""

from __future__ import annotations

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.engine.kernels.outcomes import find_outcomes
from ecosim.engine.world import Floats, World

__all__ = ["outcomes_of"]


def outcomes_of(world: World) -> tuple[dict[str, float], Floats]:
    """Return every outcome by name, and every firm's, [FIRM_OUTCOMES, n].

    NaN stands where a run gives none: no entry abroad, say.
    """
    found, of_firms = find_outcomes(world)
    return dict(zip(OUTCOMES.names, found.tolist(), strict=True)), of_firms
