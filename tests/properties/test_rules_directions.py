"""Each rule moves the way its source says: what helps raises it, what harms lowers it."""

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosim.rules.market_entry import distance_barrier, entry_hazard, joint_reach
from ecosim.rules.register import RULES, RuleParameter

LARGEST = 1e3

# module.rule: arguments that raise its result, and arguments that lower it.
DIRECTIONS = {
    "accounts.delivered_quality": ("coverage coupling", "supply_gap"),
    "accounts.own_business": ("turnover served", "gap"),
    "accounts.materials": ("revenue share supply_gap", ""),
    "accounts.adjusted_staff": ("revenue", "productivity"),
    "accounts.dividend": ("cash share", "monthly_cost"),
    "accounts.liquidity": ("cash", "monthly_cost"),
    "accounts.partner_use": ("routines", ""),
    "accounts.service_fee": ("price sales use", ""),
    "accounts.scale": ("employees", ""),
    "complementarity.capability_gap": ("requirement", "capability"),
    "complementarity.complementarity": (
        "own_filled partner_filled",
        "own_gap partner_gap slack",
    ),
    "consonance.consonance": ("value_cosine scheme_cosine fit", ""),
    "coopetition.knowledge_bonus": ("overlap effect", ""),
    "coopetition.selling_friction": ("overlap effect", "trust routines"),
    "disturbance.closing_rate": ("support information", ""),
    "disturbance.gap_after": ("hit", "closing"),
    "disturbance.mixed_disturbance": ("own industry", ""),
    "disturbance.pooled_disturbance": ("own partner_sum", "partner_weight"),
    "disturbance.shock_size": ("rate spread mean", "chance"),
    "effective_capability.capability_coverage": ("effective", "requirement"),
    "effective_capability.effective_capability": ("own_capability", "uncovered"),
    "effective_capability.left_uncovered": ("own_capability", "strength partner_capability"),
    "effective_capability.transfer_strength": ("openness consonance resonance trust", ""),
    "governance.flexibility": ("governance", ""),
    "governance.governance_cap": ("phase", ""),
    "governance.monitoring_cost": ("rate scale", "governance"),
    "governance.renegotiated": ("governance trust cap", ""),
    "identity.scheme_pull": ("routines trust", ""),
    "identity.value_pull": ("resonance", ""),
    "information.aged_information": ("information", "ageing surprise"),
    "information.renewed_information": ("support", ""),
    "interaction.betrayal_probability": ("governance rate", "consonance trust"),
    "interaction.failure_probability": ("rate", "quality"),
    "interaction.interaction_success": ("consonance routines quality ready value noise", "harm"),
    "interaction.readiness": ("coupling information", ""),
    "joint_investment.accumulated": ("willingness phase rate", "fade"),
    "joint_investment.willingness": ("openness trust liquidity", ""),
    "learning.digitized": ("maturity pull", ""),
    "learning.knowledge_channel": ("rate routines trust flexibility", ""),
    "learning.knowledge_flow": ("channel lead", ""),
    "learning.learned_capability": ("capability from_partners gap development", ""),
    "learning.risen_requirement": ("requirement pace", ""),
    "legitimacy.earned_legitimacy": ("legitimacy employees success solvent", ""),
    "market_entry.distance_barrier": ("maturity", "distance effect"),
    "market_entry.hindrance": ("distance effect", "maturity"),
    "market_entry.entry_cost": ("scale distance", "partner_share"),
    "market_entry.entry_hazard": ("barrier reach rate", ""),
    "market_entry.entry_pays": ("margin", "running cost"),
    "market_entry.joint_reach": ("own partner", ""),
    "market_entry.market_potential": ("turnover pull barrier appeal", ""),
    "market_entry.market_pull": ("market_size", "home_size"),
    "market_entry.own_reach": ("employees maturity", ""),
    "market_entry.partner_reach": ("employees presence involvement", ""),
    "market_entry.ramped": ("potential months", "ramp"),
    "market_entry.running_cost": ("rate scale", "partner_share"),
    "maturity.grown_activity": ("effort help", "fade"),
    "maturity.investment_effort": ("money", "scale unit_cost"),
    "maturity.mutual_help": ("other", ""),
    "maturity.partner_help": ("quality", ""),
    "maturity.phase_position": ("first second third", ""),
    "maturity.resources": ("cash profit", ""),
    "maturity.strain": ("resources", "spending effect"),
    "partner_selection.acceptance": ("legitimacy complementarity consonance maturity", ""),
    "partner_selection.critical_resources": ("filled", "gap slack"),
    "partner_selection.influence": ("new_markets legitimacy", ""),
    "partner_selection.similarity": ("", "squared_difference"),
    "partner_selection.starting_trust": ("legitimacy", ""),
    "partner_selection.viable_score": ("resources influence consonance", ""),
    "phases.advances": ("complementarity assets routines governance trust age", "trigger"),
    "phases.falls_back": ("trigger floor", "complementarity trust"),
    "potential.relational_potential": ("complementarity assets routines governance", ""),
    "potential.value_factor": ("potential", ""),
    "psychic_distance.psychic_distance": ("distance_km language_distance", ""),
    "purchasing.attraction": ("quality value_factor returns", "share dependence"),
    "purchasing.shifted_share": ("share attraction", "average"),
    "resonance.increasing_returns": ("resonance", ""),
    "resonance.resonance": ("gate consonance trust success", "decay"),
    "resonance.resonance_gate": ("consonance", "threshold"),
    "support.support": ("total", ""),
    "support.support_contribution": ("consonance resonance complementarity", ""),
    "support.upkeep": ("scale", ""),
    "planning.order_information": ("coupling routines visibility", ""),
    "planning.planning_quality": (
        "orders consonance tracking base consonance_effect tracking_effect",
        "",
    ),
    "planning.load_factor": ("unplanned planned", ""),
    "planning.load_surcharge": ("normal", "load"),
    "deliveries.late_share": ("rate", "planning"),
    "deliveries.wrong_share": ("rate", "coupling information"),
    "deliveries.failed_share": ("late wrong", ""),
    "deliveries.remembered_failures": ("remembered failed", ""),
    "deliveries.patience": ("", "remembered impatience"),
    "deliveries.taken_over": ("withdrawn", "kept elsewhere"),
    "tracking.tracking_gain": ("income with_tracking kept", "without"),
    "tracking.tracking_outlay": ("rate scale burden", ""),
    "tracking.persuaded": ("belief meetings trust effect", ""),
    "tracking.shared_risk": ("trust sharing", ""),
    "tracking.tracking_utility": ("gain belief shared", "outlay aversion"),
    "tracking.mastered_tracking": ("tracking pace", ""),
    "tracking.resale": ("turnover tracking rate", ""),
    "tracking.resale_value": ("resale", "income"),
    "tracking.meeting_cost": ("meetings cost scale", ""),
    "tracking.lost_returns": ("wrong sales loss", "recovered"),
    "triggers.urgency": ("failures effect", "fade"),
    "triggers.struck_urgency": ("urgency size effect", ""),
    "journeys.reconfiguration_share": ("openness orientation", ""),
    "journeys.journey_budget": ("share weight revenue urgency liquidity", ""),
    "journeys.opened_boundaries": ("openness success", ""),
    "journeys.unmatched_capability": ("capability", "effective"),
    "journeys.negotiation_cost": ("rate scale", "trust routines"),
    "orientation.data_use": ("sharing coupling analytics", ""),
    "orientation.joint_ideas": ("commitment", ""),
    "orientation.built_skill": ("requirement effort rate", ""),
    "orientation.service_orientation": ("orientation datatization digitization pace", ""),
    "orientation.carried_over": ("stock share", ""),
    "co_monitoring.monitoring_insight": ("datatization sharing rate", ""),
    "taste.taste_shift": ("pace", ""),
    "taste.decision_latency": ("base", "analysis"),
    "taste.offer_pace": ("datatization base effect", "latency"),
    "taste.offer_lag": ("shift", "pace"),
    "taste.offer_fit": ("", "lag effect"),
    "psychic_distance.felt_distance": ("distance acquaintance", "age routines"),
    "modules.designed_fit": ("tailored", "misfit"),
    "modules.replicable": ("handed_over", "tailored undocumented"),
    "expectation.promised": ("estimate use share", ""),
    "trust.trust": ("success routines", "betrayal failure distance fade"),
    "contracts.contract_form": ("maturity phase", ""),
    "contracts.exploited": ("fee form governance rate", "trust consonance"),
    "delivery.capability_cost": ("running effect", "front_end back_end"),
    "delivery.customization_cost": ("running tailored effect", ""),
    "delivery.learned_forecast": ("excess delivery", "running"),
    "delivery.parallel_platform_cost": ("platforms customers sharing scale cost layer", ""),
    "delivery.platforms": ("customers", "sharing"),
    "delivery.practised_unit": ("load pace", "fade"),
    "delivery.service_running_cost": ("effort person_month share", ""),
    "delivery.update_cost": ("made waiting scale price makeshift", ""),
    "delivery.updates_made": ("waiting pace", ""),
    "delivery.updates_waiting": ("waiting platforms change", ""),
    "expectation.crept_expectation": ("expectation realized aspiration", ""),
    "expectation.falls_short": ("expectation share", "realized"),
    "expectation.own_patience": ("patience chance", ""),
    "monitoring.degraded": ("performance", "size"),
    "monitoring.noticed": ("meetings data_access routines", ""),
    "monitoring.repaired": ("performance design noticed pace", ""),
    "monitoring.upsell_chance": ("meetings value rate", ""),
    "pricing.asked_price": ("built delivery markup", "funded months"),
    "pricing.outcome_price": ("realized share", ""),
    "pricing.paid_price": ("asked perceived share", "resistance"),
    "pricing.perceived_value": ("realized", "expectation weight"),
    "services.in_use": ("adoption performance factor", ""),
    "services.practised_adoption": ("adoption routines pace", ""),
    "services.throughput_credit": ("first second third reached", "own"),
    "services.use_factor": ("information value_factor returns", ""),
    "services.value_in_use": ("realized", "expectation turnover yardstick"),
    "wear.lost_wear": ("saved", ""),
    "wear.saved_wear": ("care relief", "gain"),
    "wear.worn_trade": ("trade", "saved"),
    "viability.closes_down": ("", "cash monthly_cost credit"),
    "viability.essential_margin": ("value", "reference"),
    "viability.margin_tolerance": ("looseness", ""),
    "viability.viability": ("nearest_margin", ""),
    "boundary_spanning.conversion": ("units", ""),
    "boundary_spanning.refined": ("performance presence units strength rate", ""),
    "boundary_spanning.insight": ("spanning value_in_use unaided effect floor", ""),
    "boundary_spanning.joined_units": ("coupling spanning unaided effect", ""),
    "boundary_spanning.solution_chance": ("months_left entry targets", "half"),
    "bricolage.creation_pull": ("attention means given strength rate", "penalty"),
    "bricolage.customer_input": ("co_production data_access substitution", ""),
    "bricolage.funded": ("slack resources", ""),
    "bricolage.made_do": ("skill effect", "funded"),
    "bricolage.slack": ("cash", "monthly_cost months"),
    "co_production.co_production": ("now participation trust openness exploration", ""),
    "co_production.exploration": ("attention means strength rate", ""),
    "incidents.answer_chance": ("response presence", ""),
    "incidents.incident_chance": ("services rate", ""),
    "incidents.tolerated_incidents": ("temper trust", ""),
    "manager_attention.free_time": ("time", "kept time_each"),
    "manager_attention.handed_over": ("handed services rate", ""),
    "manager_attention.presence": ("time", "half_time"),
    "manager_attention.service_time": ("targets", ""),
    "manager_attention.task_time": ("own others", "switching_loss"),
    "manager_support.mandate": ("orientation realized", "half"),
    "manager_support.mandate_strength": ("mandate authority effect", ""),
    "manager_support.monthly_chance": ("pull", ""),
    "manager_support.supported": ("support", "weight"),
    "estimation.estimated_value": ("value chance optimism", ""),
    "estimation.expected_return": ("estimate horizon", "cost"),
    "estimation.goes_ahead": ("expected_return", "strictness steering"),
    "estimation.judgement": ("participation consonance practised data", ""),
    "estimation.novelty": ("tailored", "ready"),
    "estimation.priority": ("expected_return novelty", ""),
    "estimation.revised_estimate": ("estimate value", ""),
    "implementation.adoption_gain": ("operations able integration rate", "adoption misfit"),
    "implementation.integration": ("access", "threshold need"),
    "implementation.mapped_data": ("commitment rate", "fade"),
    "implementation.readiness_to_change": ("process_knowledge routines practised", ""),
    "implementation.setback": ("lost effect", "size"),
    "modules.library_after": ("released gain", "fade"),
    "modules.reusable_share": ("ready reuse", "tailored"),
    "modules.unfamiliar_work": ("tailored effect", "known"),
    "needs.believed_gain": ("site_gain relief", ""),
    "needs.drawn_size": ("median chance most", ""),
    "needs.noticing": ("voice scan operations development reach", "stage"),
    "needs.site_value": ("saving gain turnover contribution", ""),
    "needs.vanishing": ("rate upheaval effect", ""),
    "projects.focus": ("", "projects dilution"),
    "projects.misfit_after": ("misfit change", "reviewed"),
    "projects.needless_features": ("rate development operations", "review steering"),
    "projects.practised": ("solved", "half"),
    "projects.project_work": ("effort scope complexity", ""),
    "projects.requirement_change": ("volatility upheaval effect chance", ""),
    "projects.rethinks": ("change reviewed", "threshold"),
    "projects.rework": ("corrected progress share", ""),
    "projects.work_done": ("people quality development practised practice_effect", ""),
    "teams.commitment": ("willingness stake", "stake_effect"),
    "teams.meeting_work": ("matters participation hours", ""),
    "teams.participation": ("lever commitment", "half"),
    "teams.training_work": ("gained employees rate", ""),
}
CASES = [
    (rule, argument, sign)
    for rule, directions in DIRECTIONS.items()
    for sign, arguments in zip((1.0, -1.0), directions, strict=True)
    for argument in arguments.split()
]


def as_written(rule: str) -> Callable[..., Any]:
    """Return a rule, which runs without being compiled for each test."""
    module, name = rule.split(".")
    function = getattr(import_module(f"ecosim.rules.{module}"), name)
    return getattr(function, "py_func", function)


def values(parameter: RuleParameter) -> st.SearchStrategy[Any]:
    """Return a strategy for all a parameter's documentation allows, within a thousand."""
    low, high = parameter.bounds
    if "true or false" in parameter.meaning:
        return st.just(False)
    if "whole" in parameter.meaning:
        return st.integers(int(low or 0), int(high or LARGEST)).map(float)
    if low is not None and "above" in parameter.meaning:
        low += 1e-3
    return st.floats(-LARGEST if low is None else low, LARGEST if high is None else high)


PARAMETERS = {f"{card.module}.{card.name}": card.parameters for card in RULES}


@pytest.mark.parametrize(("rule", "argument", "sign"), CASES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_rule_moves_the_way_its_source_says(
    rule: str, argument: str, sign: float, data: st.DataObject
) -> None:
    function, parameters = as_written(rule), PARAMETERS[rule]
    drawn = {each.name: data.draw(values(each), label=each.name) for each in parameters}
    moving = next(each for each in parameters if each.name == argument)
    low, high = sorted((drawn[argument], data.draw(values(moving), label="moved")))

    below, above = function(**drawn | {argument: low}), function(**drawn | {argument: high})

    assert sign * (above - below) >= -1e-12 * max(1.0, abs(below), abs(above))


def test_every_named_argument_exists() -> None:
    for rule, argument, _ in CASES:
        assert argument in inspect.signature(as_written(rule)).parameters


@given(
    st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 3.0), st.floats(0.0, 5.0),
    st.floats(0.0, 5.0),
)  # fmt: skip
def test_the_hazard_of_entry_falls_with_distance(
    one: float, other: float, maturity: float, own: float, partner: float
) -> None:
    near, far = sorted((one, other))

    def hazard(distance: float) -> float:
        reach = joint_reach(own, partner)
        return entry_hazard(distance_barrier(distance, maturity, 3.0), reach, 0.03)

    assert hazard(near) >= hazard(far) - 1e-12
