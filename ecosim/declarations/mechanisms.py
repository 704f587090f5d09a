"""Every mechanism that can be switched off, declared once."""

from __future__ import annotations

from ecosim.declarations.base import Declaration, Register

__all__ = ["MECHANISMS"]


def _switch(name: str, description: str, source: str) -> Declaration:
    return Declaration(name, "on or off", True, None, None, description, source)


MECHANISMS = Register(
    "mechanisms",
    [
        _switch("relationships", "Trust, governance, assets, routines and phases develop.", "[RT]"),
        _switch("relationships.assets", "Relation-specific digital assets build up.", "[RT]"),
        _switch("relationships.routines", "Knowledge-sharing routines build up.", "[RT]"),
        _switch("relationships.governance", "Governance is renegotiated.", "[RT]"),
        _switch("relationships.betrayal", "Partners may behave opportunistically.", "[RT]"),
        _switch("resonance", "Successful interaction reinforces itself.", "[DS] §2.3.2"),
        _switch("identity_drift", "Values and schemes move toward partners.", "[DS] §2.2"),
        _switch("learning", "Firms learn capabilities from partners.", "[RT]; [IN] §4.2.1"),
        _switch("partner_search", "Firms look for new relationships during the run.", "[DS] §2.3.1"),
        _switch("partner_ending", "Firms end relationships that have failed.", "[RT]"),
        _switch("coopetition", "Competitors who cooperate gain knowledge and lose sales.", "[IN] §4.2.2"),
        _switch("internationalization", "Firms invest in maturity and involvement and enter markets.", "[IN]"),
        _switch("internationalization.partner_reach", "Partners help to reach foreign markets.", "[IN] §4.2"),
        _switch("balancing_feedback", "Co-learning renews information.", "[DS] §5"),
        _switch("shocks", "Random disturbances happen; dated shocks do too.", "Ours"),
        _switch("pooling", "Resonant partners carry disturbances together.", "[DS] §2.2"),
        _switch("technology_progress", "What business asks for rises with technology.", "Ours"),
    ],
)
