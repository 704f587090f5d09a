"""Every parameter of the model, declared once. One default set serves all scenarios."""

from __future__ import annotations

from ecosim.declarations.base import Declaration, Register

__all__ = ["PARAMETERS"]


def _number(
    name: str, unit: str, default: float, low: float, high: float, description: str, source: str
) -> Declaration:
    return Declaration(name, unit, default, low, high, description, source)


_RELATIONSHIPS = [
    _number("complementarity_slack", "1", 0.2, 0.01, 1, "Keeps firms with hardly any gap from seeming to need everything.", "Ours: numerical"),
    _number("complementarity_trigger", "1", 0.18, 0, 1, "Complementarity that starts and sustains a relationship.", "[RT]; size Ours"),
    _number("complementarity_review", "months", 6, 1, 60, "Months between reassessments of complementarity.", "[RT]; size Ours"),
    _number("value_weight", "1", 0.4, 0, 0.5, "Weight of shared values in consonance.", "[DS] §2.3.2; size Ours"),
    _number("scheme_weight", "1", 0.3, 0, 0.5, "Weight of shared interpretation schemes in consonance.", "[DS] §2.2; size Ours"),
    _number("digital_width", "1", 0.5, 0.05, 5, "Difference in digitization at which the fit falls to 0.37.", "Ours"),
    _number("value_drift", "per month", 0.004, 0, 0.1, "Pull of a fully resonant partner on a firm's values.", "[DS] §2.3.2; size Ours"),
    _number("scheme_drift", "per month", 0.014, 0, 0.1, "Pull of a partner on interpretation schemes at full routines and trust.", "[DS] §2.2; size Ours"),
    _number("value_noise", "per month", 0.01, 0, 0.2, "Standard deviation of environmental change in a value component.", "[DS] §2.2; size Ours"),
    _number("scheme_noise", "per month", 0.02, 0, 0.2, "Standard deviation of environmental change in a scheme component.", "[DS] §2.2; size Ours"),
    _number("value_reversion", "per month", 0.01, 0, 0.5, "Return of values to the firm's own identity.", "Ours: otherwise all become alike"),
    _number("scheme_reversion", "per month", 0.02, 0, 0.5, "Return of schemes to the firm's own identity.", "Ours: otherwise all become alike"),
    _number("success_base", "1", 0.12, 0, 1, "Success of an interaction that has nothing going for it.", "Ours"),
    _number("success_consonance", "1", 0.45, 0, 2, "Effect of consonance on interaction success.", "[DS] §2.3.2; size Ours"),
    _number("success_routines", "1", 0.2, 0, 2, "Effect of knowledge-sharing routines on interaction success.", "[RT]; size Ours"),
    _number("success_quality", "1", 0.2, 0, 2, "Effect of delivered quality on interaction success.", "[DS] §4.1.1; size Ours"),
    _number("success_readiness", "1", 0.1, 0, 2, "Effect of coupling and information on interaction success.", "[DS] §4.1.1; size Ours"),
    _number("success_harm", "1", 0.3, 0, 2, "Loss of success in a month of failure or betrayal.", "Ours"),
    _number("success_noise", "1", 0.1, 0, 1, "Standard deviation of chance in interaction success.", "Ours"),
    _number("failure_rate", "per month", 0.15, 0, 1, "Chance of a failed delivery at no quality at all.", "[DS] §4.1.1; size Ours"),
    _number("betrayal_rate", "per month", 0.15, 0, 1, "Chance of opportunism where nothing holds anyone back.", "[RT]; size Ours"),
    _number("resonance_gain", "per month", 0.5, 0, 2, "Growth of resonance under perfect conditions.", "[DS] §2.3.2; size Ours"),
    _number("resonance_seed", "1", 0.05, 0.001, 1, "Lets resonance start from nothing.", "Ours: numerical"),
    _number("resonance_threshold", "1", 0.5, 0, 1, "Consonance at which resonance can grow at half pace.", "[DS] §2.3.2; size Ours"),
    _number("resonance_steepness", "1", 0.06, 0.005, 1, "Width of the step at the threshold.", "Ours"),
    _number("resonance_decay", "per month", 0.12, 0, 1, "Loss of resonance in a month of complete failure.", "[DS] §2.3.2; size Ours"),
    _number("returns_effect", "1", 0.8, 0, 3, "Increasing returns: gain in value at full resonance.", "[DS] §2.3.2; size Ours"),
    _number("trust_gain", "per month", 0.08, 0, 0.5, "Growth of trust with complete success.", "[IN] §4.2.3; size Ours"),
    _number("trust_breach", "1", 0.15, 0, 1, "Share of trust lost when betrayed.", "[RT]; size Ours"),
    _number("trust_fade", "per month", 0.03, 0, 0.5, "Fading of trust without success.", "Ours"),
    _number("trust_distance", "1", 0.5, 0, 1, "How much psychic distance slows the growth of trust.", "[IN] §4.2.3; size Ours"),
    _number("governance_review", "months", 12, 1, 60, "Months between renegotiations of governance.", "[RT]; size Ours"),
    _number("governance_pace", "1", 0.5, 0, 1, "Share of the way to the new target gone at a renegotiation.", "Ours"),
    _number("asset_rate", "per month", 0.12, 0, 1, "Build-up of relation-specific assets.", "[RT]; size Ours"),
    _number("routine_rate", "per month", 0.12, 0, 1, "Build-up of knowledge-sharing routines.", "[RT]; size Ours"),
    _number("joint_investment_fade", "per month", 0.008, 0, 0.2, "Wear of relation-specific assets and routines.", "Ours"),
    _number("phase_fill", "1", 0.75, 0, 1, "Share of a phase that must be filled before the next.", "[RT] figure 1; size Ours"),
    _number("phase_trust_step", "1", 0.12, 0, 0.25, "Additional trust each phase needs.", "[RT]; size Ours"),
    _number("trust_floor", "1", 0.25, 0, 1, "Trust below which a relationship falls back.", "Ours"),
]

_FIRMS = [
    _number("transfer_strength", "1", 0.9, 0, 1, "Share of a partner's lead a firm can use under perfect conditions.", "[DS] §2.3.1; size Ours"),
    _number("requirement_pace", "per month", 0.0025, 0, 0.05, "Rise of what business asks for, with technology.", "Ours: without it learning ends complementarity"),
    _number("knowledge_flow", "per month", 0.02, 0, 0.5, "Learning from a partner under perfect conditions.", "[RT]; size Ours"),
    _number("development", "per month", 0.006, 0, 0.2, "Share of its own capability gaps a firm closes by itself.", "Ours"),
    _number("digitization_pull", "per month", 0.01, 0, 0.2, "Pull of a more digital resonant partner on digitization.", "[DS] §5; size Ours"),
    _number("digitization_pace", "per month", 0.03, 0, 0.5, "Pace at which digitization follows maturity.", "Ours"),
    _number("legitimacy_pace", "per month", 0.02, 0, 0.5, "Pace at which standing follows size and track record.", "[IN] §6.1; size Ours"),
    _number("information_ageing", "per month", 0.03, 0, 0.5, "Ageing of information in quiet times.", "[DS] §2.2; size Ours"),
    _number("information_renewal", "per month", 0.02, 0, 0.5, "Balancing feedback without partners.", "[DS] §5; size Ours"),
    _number("information_support", "per month", 0.1, 0, 0.5, "Balancing feedback through partners at full support.", "[DS] §5; size Ours"),
    _number("gap_closing", "per month", 0.04, 0, 1, "Share of a gap that any firm closes alone.", "Ours"),
    _number("gap_closing_support", "per month", 0.2, 0, 1, "Faster closing at full support.", "[DS] §5; size Ours"),
    _number("gap_closing_information", "per month", 0.06, 0, 1, "Faster closing with fresh information.", "[DS] §5; size Ours"),
    _number("shock_rate", "per month", 0.015, 0, 1, "Chance of a random disturbance of a firm, and of an industry.", "Ours"),
    _number("shock_mean", "share of demand", 0.2, 0, 0.9, "Mean size of a random disturbance.", "Ours"),
    _number("shock_shared", "1", 0.5, 0, 1, "Share of a disturbance common to an industry.", "Ours: similar partners do not diversify"),
    _number("dated_shocks", "1", 1, 0, 3, "Factor on the size of dated disturbances.", "Ours"),
    _number("pooling", "1", 1, 0, 1, "Share of a disturbance that resonant partners carry together.", "[DS] §2.2; size Ours"),
    _number("coopetition_friction", "1", 0.1, 0, 1, "Sales effort lost at full overlap without trust and routines.", "[IN] §4.2.2; size Ours"),
    _number("coopetition_knowledge", "1", 0.5, 0, 3, "How much easier a competitor's knowledge is to use.", "[IN] §4.2.2; size Ours"),
]

_MONEY = [
    _number("wage", "MSEK per employee and month", 0.045, 0, 1, "Full cost of one employee.", "Ours: about 540 kSEK a year"),
    _number("overtime", "1", 1.25, 1, 10, "Most a firm can sell against the normal output of its staff.", "Ours: growth needs people first"),
    _number("staff_pace", "per month", 0.03, 0, 1, "Pace at which staff follows business.", "Ours"),
    _number("upkeep", "MSEK per month", 0.0008, 0, 1, "Upkeep of one relationship for a firm of scale 1.", "Ours: ties cost attention"),
    _number("monitoring", "MSEK per month", 0.0008, 0, 1, "Monitoring of one fully contractual relationship at scale 1.", "[RT]; size Ours"),
    _number("share_pace", "per month", 0.04, 0, 1, "Pace at which customers shift budget to the more attractive.", "Ours"),
    _number("dependence_aversion", "1", 0.5, 0, 1, "How much buyers shy away from one single provider.", "Ours"),
    _number("elsewhere_attraction", "1", 0.3, 0.01, 5, "Attraction of buying outside the ecosystem.", "Ours"),
    _number("elsewhere_share", "1", 0.3, 0, 0.95, "Share of customers' budgets spent outside the ecosystem at the start.", "Ours"),
    _number("largest_budget", "1", 0.3, 0.01, 1, "Largest share of its turnover that a customer spends with providers at the start.", "Ours"),
    _number("new_share", "1", 0.03, 0, 0.5, "Share of its budget a customer gives a new provider.", "Ours"),
    _number("commission", "1", 0.15, 0, 1, "Share of partner-borne foreign sales paid to the partner.", "Ours"),
    _number("innovation_share", "1", 0.04, 0, 1, "Share of revenue invested in maturity and involvement.", "Ours: common in industrial technology"),
    _number("strain_effect", "1", 1.0, 0, 10, "Loss of efficiency when investing beyond one's resources.", "[IN] §6.1; size Ours"),
    _number("dividend_share", "per month", 0.1, 0, 1, "Share of cash beyond six months of cost paid out to owners.", "Ours: no hoarding"),
    _number("credit", "months of cost", 1.0, 0, 24, "How far cash may fall below zero before a firm has to close.", "Ours"),
]

_STRATEGY = [
    _number("activity_cost", "MSEK per month", 0.012, 0.0001, 10, "Monthly money that buys half of full effort at scale 1.", "Ours"),
    _number("activity_rate", "per month", 0.045, 0, 1, "Growth of an enabling activity with full effort.", "[IN] §4; size Ours"),
    _number("activity_fade", "per month", 0.005, 0, 0.5, "Fading of an enabling activity.", "[IN] §4; size Ours"),
    _number("mutual_help_base", "1", 0.6, 0, 1, "Pace of one dimension without any help from the other.", "[IN] §6.1; size Ours"),
    _number("search_rate", "per month", 0.1, 0, 1, "Chance that a firm looks for a new relationship.", "Ours"),
    _number("search_breadth", "candidates", 6, 1, 16, "Candidates a firm looks at in one search.", "[IN] §4.2.1; size Ours"),
    _number("acceptance_floor", "1", 0.0, 0, 1, "Least score at which a firm makes an offer.", "Ours"),
    _number("ending_patience", "months", 9, 1, 60, "Months a relationship is given before it can be ended.", "Ours"),
    _number("ending_trust", "1", 0.15, 0, 1, "Trust below which a relationship ends.", "[IN] §4.2.3; size Ours"),
    _number("ending_share", "1", 0.003, 0, 1, "Share of its budget below which a customer gives a provider up.", "Ours"),
    _number("partner_reach", "1", 3, 0, 10, "Factor on the reach that partners lend in foreign markets.", "[IN] §4.2; size Ours"),
    _number("entry_rate", "per month", 0.1, 0, 1, "Hazard of entering a near market with reach 1.", "[IN]; size Ours"),
    _number("distance_effect", "1", 5.0, 0, 10, "Effect of psychic distance on reach.", "[IN] §6.1; size Ours"),
    _number("entry_cost", "MSEK", 0.04, 0, 100, "Cost of opening a market at scale 1.", "Ours"),
    _number("market_running_cost", "MSEK per month", 0.0015, 0, 10, "Cost of staying in a market at scale 1.", "Ours"),
    _number("market_ramp", "months", 12, 1, 120, "Months until half of a market's potential is reached.", "[IN] §4.1.2; size Ours"),
    _number("market_patience", "months", 12, 1, 120, "Months of loss after which a market is left.", "Ours"),
    _number("viability_tolerance", "1", 0.5, 0.01, 5, "How far an essential variable may fall, as a share of its first-year mean.", "Ours"),
]

PARAMETERS = Register("parameters", [*_RELATIONSHIPS, *_FIRMS, *_MONEY, *_STRATEGY])
