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
    "trust.trust": ("success routines", "betrayal failure distance fade"),
    "viability.closes_down": ("", "cash monthly_cost credit"),
    "viability.essential_margin": ("value", "reference"),
    "viability.margin_tolerance": ("looseness", ""),
    "viability.viability": ("nearest_margin", ""),
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
