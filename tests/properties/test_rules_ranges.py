"""Any input in its documented range gives a number, and a share stays a share."""

import inspect
import math
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosim.rules.accounts import adjusted_staff
from ecosim.rules.complementarity import complementarity
from ecosim.rules.consonance import consonance
from ecosim.rules.disturbance import pooled_disturbance
from ecosim.rules.maturity import investment_plan
from ecosim.rules.partner_selection import critical_resources, similarity
from ecosim.rules.register import RULES, RuleCard, RuleParameter

ROUNDING = 1e-12
LARGEST = 1e6
SMALLEST = 1e-9

# Lowest and highest result of the rules whose result has bounds for all inputs in range.
RESULTS = {
    "delivered_quality": (0.0, 1.0),
    "liquidity": (0.0, 1.0),
    "partner_use": (0.25, 1.0),
    "capability_gap": (0.0, 1.0),
    "digital_fit": (0.0, 1.0),
    "consonance": (0.0, 1.0),
    "selling_friction": (0.0, 1.0),
    "shock_size": (0.0, 1.0),
    "mixed_disturbance": (0.0, 1.0),
    "gap_after": (0.0, 0.9),
    "transfer_strength": (0.0, 1.0),
    "left_uncovered": (0.0, 1.0),
    "effective_capability": (0.0, 1.0),
    "capability_coverage": (0.0, 1.0),
    "logistic": (0.0, 1.0),
    "governance_cap": (0.0, 1.0),
    "renegotiated": (0.0, 1.0),
    "flexibility": (0.6, 1.0),
    "value_pull": (0.0, 1.0),
    "scheme_pull": (0.0, 1.0),
    "aged_information": (0.0, 1.0),
    "renewed_information": (0.0, 1.0),
    "readiness": (-1.0, 1.0),
    "interaction_success": (0.0, 1.0),
    "betrayal_probability": (0.0, 1.0),
    "failure_probability": (0.0, 1.0),
    "willingness": (0.0, 1.0),
    "accumulated": (0.0, 1.0),
    "risen_requirement": (0.0, 1.0),
    "learned_capability": (0.0, 1.0),
    "digitized": (0.0, 1.0),
    "earned_legitimacy": (0.0, 1.0),
    "distance_barrier": (0.0, 1.0),
    "entry_hazard": (0.0, 1.0),
    "market_pull": (0.0, 2.0),
    "investment_effort": (0.0, 1.0),
    "strain": (0.0, 1.0),
    "grown_activity": (0.0, 1.0),
    "phase_position": (0.0, 3.0),
    "mutual_help": (0.0, 1.0),
    "partner_help": (0.3, 1.7),
    "influence": (0.3, 1.0),
    "viable_score": (0.0, 1.1),
    "acceptance": (0.0, 1.0),
    "starting_trust": (0.25, 0.45),
    "advances": (0.0, 1.0),
    "falls_back": (0.0, 1.0),
    "relational_potential": (0.02, 1.0),
    "value_factor": (0.5, 1.1),
    "psychic_distance": (0.0, 1.0),
    "shifted_share": (0.0, 2.0),
    "resonance_gate": (0.0, 1.0),
    "resonance": (0.0, 1.0),
    "support": (0.0, 1.0),
    "support_contribution": (0.0, 1.0),
    "trust": (0.0, 1.0),
    "order_information": (0.0, 1.0),
    "planning_quality": (0.0, 1.0),
    "load_factor": (0.0, 1.0),
    "late_share": (0.0, 1.0),
    "wrong_share": (0.0, 1.0),
    "failed_share": (0.0, 1.0),
    "remembered_failures": (0.0, 1.0),
    "patience": (0.0, 1.0),
    "persuaded": (0.0, 1.0),
    "shared_risk": (0.0, 1.0),
    "mastered_tracking": (0.0, 1.0),
    "resale_value": (0.0, 1.0),
    "urgency": (0.0, 1.0),
    "struck_urgency": (0.0, 1.0),
    "reconfiguration_share": (0.0, 1.0),
    "data_use": (0.04, 2.2),
    "joint_ideas": (0.0, 3.0),
    "built_skill": (0.0, 1.0),
    "service_orientation": (0.0, 1.0),
    "opened_boundaries": (0.0, 1.0),
    "novelty": (0.0, 1.0),
    "unmatched_capability": (0.0, 1.0),
    "carried_over": (0.0, 1.0),
    "monitoring_insight": (0.0, 1.0),
    "taste_shift": (0.0, 1.0),
    "offer_pace": (0.0, 1.0),
    "offer_lag": (0.0, 1.0),
    "offer_fit": (0.0, 1.0),
    "essential_margin": (-1.0, 1.0),
    "viability": (0.0, 1.0),
    "practised_adoption": (0.0, 1.0),
    "value_in_use": (0.0, 1.0),
    "contract_form": (0.0, 2.0),
    "practised_unit": (0.0, 1.0),
    "noticed": (0.0, 1.0),
    "degraded": (0.0, 1.0),
    "repaired": (0.0, 1.0),
    "upsell_chance": (0.0, 1.0),
    "saved_wear": (-1.0, 1.0),
    "presence": (0.0, 1.0),
    "service_time": (0.5, 1.0),
    "supported": (0.0, 1.0),
    "mandate": (0.0, 1.0),
    "monthly_chance": (0.0, 1.0),
    "solution_chance": (0.0, 1.0),
    "joined_units": (1.0, 4.0),
    "conversion": (0.25, 1.0),
    "refined": (0.0, 1.0),
    "slack": (0.0, 1.0),
    "funded": (0.0, 1.0),
    "made_do": (0.0, 1.0),
    "customer_input": (0.0, 1.0),
    "exploration": (0.0, 1.0),
    "co_production": (0.0, 1.0),
    "incident_chance": (0.0, 1.0),
    "answer_chance": (0.0, 1.0),
    "believed_gain": (0.0, 1.0),
    "noticing": (0.0, 1.0),
    "vanishing": (0.0, 1.0),
    "commitment": (0.0, 1.0),
    "participation": (0.0, 1.0),
    "judgement": (0.0, 1.0),
    "priority": (0.0, 1.0),
    "focus": (0.0, 1.0),
    "practised": (0.0, 1.0),
    "requirement_change": (0.0, 1.0),
    "misfit_after": (0.0, 1.0),
    "rework": (0.0, 1.0),
    "reusable_share": (0.0, 1.0),
    "library_after": (0.0, 1.0),
    "integration": (0.0, 1.0),
    "readiness_to_change": (0.0, 1.0),
    "adoption_gain": (0.0, 1.0),
    "setback": (0.0, 1.0),
}
CARDS = {card.name: card for card in RULES}

share = st.floats(0.0, 1.0)


def as_written(card: RuleCard) -> Callable[..., Any]:
    """Return the rule itself, which runs without being compiled for each test."""
    rule = getattr(import_module(f"ecosim.rules.{card.module}"), card.name)
    # Bit patterns can be read by compiled code only, or where nothing is compiled.
    return rule if card.module == "elementary" else getattr(rule, "py_func", rule)


def values(parameter: RuleParameter, kind: type) -> st.SearchStrategy[Any]:
    """Return a strategy for all a parameter's documentation allows."""
    low, high = parameter.bounds
    if kind is bool:
        return st.booleans()
    if low is not None and "above" in parameter.meaning:
        low += SMALLEST
    if kind is int or "whole" in parameter.meaning:
        return st.integers(int(low or 0), int(high or LARGEST)).map(kind)
    return st.floats(-LARGEST if low is None else low, LARGEST if high is None else high)


def arguments(card: RuleCard) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a strategy for all arguments of a rule."""
    kinds = [kind.annotation for kind in inspect.signature(as_written(card)).parameters.values()]
    return st.tuples(*map(values, card.parameters, kinds))


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.name)
@settings(max_examples=40)
@given(data=st.data())
def test_every_input_in_range_gives_a_number(card: RuleCard, data: st.DataObject) -> None:
    result = as_written(card)(*data.draw(arguments(card)))

    assert all(map(math.isfinite, result if isinstance(result, tuple) else (result,)))


@pytest.mark.parametrize("name", RESULTS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_share_stays_a_share(name: str, data: st.DataObject) -> None:
    low, high = RESULTS[name]

    result = as_written(CARDS[name])(*data.draw(arguments(CARDS[name])))

    assert low - ROUNDING <= result <= high + ROUNDING


@given(st.lists(st.tuples(share, share, share), min_size=1, max_size=8), st.floats(1e-3, 1.0))
def test_complementarity_is_a_share_of_needs_met(
    skills: list[tuple[float, float, float]], slack: float
) -> None:
    filled = sum(gap * other for gap, other, _ in skills)
    gaps = sum(gap for gap, _, _ in skills)

    assert 0.0 <= complementarity(filled, gaps, filled, gaps, slack) < 1.0
    assert 0.0 <= critical_resources(filled, gaps, slack) < 1.0


@given(st.lists(st.tuples(share, share), min_size=1, max_size=8))
def test_similarity_is_a_share(skills: list[tuple[float, float]]) -> None:
    squared = sum((one - other) ** 2 for one, other in skills)

    assert 0.0 <= similarity(squared, float(len(skills))) <= 1.0


@given(share, st.lists(st.tuples(share, share), max_size=8))
def test_a_pooled_disturbance_lies_between_the_smallest_and_the_largest(
    own: float, partners: list[tuple[float, float]]
) -> None:
    felt = pooled_disturbance(
        own, sum(weight * size for weight, size in partners), sum(weight for weight, _ in partners)
    )
    sizes = [own, *(size for _, size in partners)]

    assert min(sizes) - ROUNDING <= felt <= max(sizes) + ROUNDING


@given(share, share, share, st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_consonance_lies_between_its_parts(
    values_shared: float, schemes_shared: float, fit: float, first: float, second: float
) -> None:
    parts = (values_shared, schemes_shared, fit)

    whole = consonance(*parts, first, second)

    assert min(parts) - ROUNDING <= whole <= max(parts) + ROUNDING


@given(st.floats(1.0, 1e4), st.floats(0.0, 1e4), st.floats(1e-3, 1e2), share)
def test_a_firm_keeps_at_least_one_employee(
    employees: float, revenue: float, productivity: float, pace: float
) -> None:
    assert adjusted_staff(employees, revenue, productivity, pace) >= 1.0


@given(st.integers(0, 3), st.booleans(), st.floats(0.0, 3.0), st.floats(0.0, 3.0))
def test_every_strategy_but_none_puts_one_dimension_first(
    strategy: int, carries_both: bool, maturity: float, involvement: float
) -> None:
    shares = investment_plan(strategy, carries_both, maturity, involvement)

    assert sorted(shares) in ([0.25, 1.0], [1.0, 1.0])
