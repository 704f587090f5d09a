"""Parameters and switches as one array of numbers for the kernels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import places
from ecosim.declarations.parameters import PARAMETERS

__all__ = ["P", "settings_array"]

_NO_TRACKING = {
    "tracking_rate": 0.0,
    "tracking_outlay": 0.0,
    "planning_tracking": 0.0,
    "carrier_meetings": 0.0,
    "return_recovery": 0.0,
    "resale_rate": 0.0,
}
_NO_NEW_ACTORS = {"reconfiguration_share": 0.0, "negotiation": 0.0}
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
    "co_creation": {"needs_arising": 0.0, "creation_rate": 0.0},
    "co_creation.gate": {"gate_strictness": 0.0},
    "co_creation.estimation_error": {"optimism": 0.0, "estimate_spread": 0.0},
    "co_creation.sprints": {"sprint_review": 0.0},
    "co_creation.requirement_change": {"requirement_volatility": 0.0},
    "co_creation.process_scan": {"scan_reach": 0.0},
    "co_creation.feature_review": {"feature_review": 0.0},
    "co_creation.reuse": {"module_reuse": 0.0},
    "co_creation.trade_knowledge": {"unfamiliar_effect": 0.0},
    "co_creation.learning": {"need_learning": 0.0},
    "co_creation.data_mapping": {"integration_need": 0.0},
    "co_creation.setback": {"setback_effect": 0.0},
    "services": {
        "adoption_pace": 0.0, "unit_pace": 0.0, "unit_fade": 0.0, "meeting_rate": 0.0,
        "degradation_rate": 0.0, "expectation_pace": 0.0, "kpi_share": 0.0, "upsell_rate": 0.0,
    },
    "services.learning": {"adoption_pace": 0.0, "unit_pace": 0.0, "unit_fade": 0.0},
    "services.monitoring": {"meeting_rate": 0.0},
    "services.degradation": {"degradation_rate": 0.0},
    "services.expectation": {"expectation_pace": 0.0},
    "services.cancellation": {"kpi_share": 0.0},
    "services.upsell": {"upsell_rate": 0.0},
    "paradox": {
        "wear_link": 0.0, "price_resistance": 0.0, "customization_effect": 0.0,
        "capability_effect": 0.0, "opportunism_rate": 0.0, "operation_effect": 0.0,
        "update_price": 0.0, "makeshift_price": 0.0, "platform_upkeep": 0.0,
        "platform_sharing": 1.0,
    },
    "paradox.cannibalization": {"wear_link": 0.0},
    "paradox.pricing": {"price_resistance": 0.0},
    "paradox.customization": {"customization_effect": 0.0},
    "paradox.capability": {"capability_effect": 0.0},
    "paradox.opportunism": {"opportunism_rate": 0.0},
    "paradox.operation": {
        "operation_effect": 0.0, "update_price": 0.0, "makeshift_price": 0.0,
    },
    "paradox.platforms": {"platform_upkeep": 0.0, "platform_sharing": 1.0},
    "managers": {"manager_time": 0.0, "incident_response": 1.0, "undocumented": 0.0},
    "managers.boundary_spanning": {"spanning_effect": 0.0},
    "managers.inward_spanning": {"inward_effect": 0.0},
    "managers.exploitation": {"exploitation_rate": 0.0},
    "managers.bricolage": {"bricolage_effect": 0.0},
    "managers.exploration": {"exploration_rate": 0.0},
    "managers.mandate": {"mandate_effect": 0.0},
    "managers.support": {
        "support_training": 0.0, "support_resources": 0.0, "support_authority": 0.0,
    },
    "managers.handover": {"handover_rate": 0.0},
    "managers.data_access": {"data_substitution": 0.0},
    "managers.incidents": {"incident_response": 1.0},
    "managers.early_product": {"early_product_rate": 0.0},
    "logistics": {
        "late_rate": 0.0, "wrong_rate": 0.0, "load_pricing": 0.0, **_NO_TRACKING,
        "return_loss": 0.0, "return_fee": 0.0, "resale_rate": 0.0,
    },
    "logistics.planning": {"late_rate": 0.0, "load_pricing": 0.0},
    "logistics.tracking": _NO_TRACKING,
    "logistics.risk_sharing": {"risk_sharing": 0.0},
    "logistics.returns": {"return_loss": 0.0, "return_fee": 0.0},
    "logistics.reselling": {"resale_rate": 0.0},
    "journeys": {
        "adaptation_share": 0.0, "inefficiency_trigger": 0.0, "regulation_trigger": 0.0,
        "urgency_fade": 0.0, "orientation_pace": 0.0, "journey_fade": 0.0, **_NO_NEW_ACTORS,
    },
    "journeys.triggers": {"inefficiency_trigger": 0.0, "regulation_trigger": 0.0},
    "journeys.adaptation": {"adaptation_share": 0.0},
    "journeys.reconfiguration": _NO_NEW_ACTORS,
    "reinforcing_feedback": {"co_monitoring": 0.0},
    "taste_drift": {"taste_pace": 0.0, "lag_effect": 0.0},
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
