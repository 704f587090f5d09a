"""Parameters and switches as one array of numbers for the kernels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import places
from ecosim.declarations.parameters import PARAMETERS

__all__ = ["P", "settings_array"]

# A mechanism that is off holds these parameters at these values; no rule reads a switch.
_WHEN_OFF: dict[str, dict[str, float]] = {
    "relationships": {
        "trust_gain": 0.0, "trust_breach": 0.0, "trust_fade": 0.0, "asset_rate": 0.0,
        "routine_rate": 0.0, "governance_pace": 0.0, "betrayal_rate": 0.0,
        "joint_investment_fade": 0.0,
        # No trust is enough for a next phase, and none so low that a phase is lost.
        "phase_trust_step": 9.0, "complementarity_trigger": 0.0, "trust_floor": -1.0,
    },
    "relationships.assets": {"asset_rate": 0.0},
    "relationships.routines": {"routine_rate": 0.0},
    "relationships.governance": {"governance_pace": 0.0},
    "relationships.betrayal": {"betrayal_rate": 0.0},
    "resonance": {"resonance_gain": 0.0, "returns_effect": 0.0},
    "identity_drift": {"value_drift": 0.0, "scheme_drift": 0.0},
    "learning": {"knowledge_flow": 0.0},
    "partner_search": {"search_rate": 0.0},
    "partner_ending": {"ending_trust": -1.0, "ending_share": -1.0},
    "coopetition": {"coopetition_friction": 0.0, "coopetition_knowledge": 0.0},
    "internationalization": {"innovation_share": 0.0, "entry_rate": 0.0},
    "internationalization.partner_reach": {"partner_reach": 0.0},
    "balancing_feedback": {"information_renewal": 0.0, "information_support": 0.0},
    "shocks": {"shock_rate": 0.0, "dated_shocks": 0.0},
    "pooling": {"pooling": 0.0},
    "technology_progress": {"requirement_pace": 0.0},
}  # fmt: skip

# Index of each parameter by name; kernels read them as constants.
P = places("P", PARAMETERS)


def settings_array(
    parameters: Mapping[str, float], mechanisms: Mapping[str, bool]
) -> NDArray[np.float64]:
    """Return all parameters in order of declaration, with switched-off mechanisms applied."""
    values = dict(parameters)
    for name, on in mechanisms.items():
        if not on:
            values.update(_WHEN_OFF[name])
    return np.array([values[name] for name in PARAMETERS.names], dtype=np.float64)
