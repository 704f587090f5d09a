"""What rules do at the ends of their ranges, beside the worked examples in their docstrings."""

import pytest

from ecosim.rules.accounts import dividend, liquidity
from ecosim.rules.consonance import consonance, digital_fit
from ecosim.rules.disturbance import gap_after, pooled_disturbance, shock_size
from ecosim.rules.effective_capability import (
    capability_coverage,
    effective_capability,
    left_uncovered,
)
from ecosim.rules.governance import governance_cap, renegotiated
from ecosim.rules.interaction import betrayal_probability, interaction_success
from ecosim.rules.joint_investment import accumulated
from ecosim.rules.learning import knowledge_flow
from ecosim.rules.market_entry import (
    entry_hazard,
    entry_pays,
    joint_reach,
    market_pull,
    ramped,
)
from ecosim.rules.maturity import investment_plan, phase_position, resources, strain
from ecosim.rules.partner_selection import similarity, viable_score
from ecosim.rules.potential import relational_potential
from ecosim.rules.purchasing import shifted_share
from ecosim.rules.resonance import resonance
from ecosim.rules.support import support
from ecosim.rules.viability import closes_down, essential_margin, margin_tolerance, viability


def test_a_firm_in_debt_has_no_liquidity() -> None:
    assert liquidity(-1.0, 1.0) == 0.0


def test_cash_for_more_than_three_months_adds_no_liquidity() -> None:
    assert liquidity(30.0, 1.0) == liquidity(3.0, 1.0) == 1.0


def test_owners_are_paid_nothing_out_of_six_months_of_cost() -> None:
    assert dividend(6.0, 1.0, 0.5) == dividend(-1.0, 1.0, 0.5) == 0.0


def test_opposed_values_count_no_worse_than_unrelated_ones() -> None:
    assert consonance(-1.0, -1.0, 0.5, 0.4, 0.3) == consonance(0.0, 0.0, 0.5, 0.4, 0.3)


def test_equal_digitization_fits_perfectly_whoever_looks() -> None:
    assert digital_fit(0.3, 0.3, 0.5) == 1.0
    assert digital_fit(0.3, 0.8, 0.5) == digital_fit(0.8, 0.3, 0.5)


def test_a_draw_at_the_rate_brings_no_shock() -> None:
    assert shock_size(0.04, 0.04, 0.5, 0.2) == 0.0


def test_no_shock_takes_more_than_all_demand() -> None:
    assert shock_size(0.0, 1.0, 1.0, 0.9) == 1.0


def test_a_firm_alone_feels_all_of_its_disturbance() -> None:
    assert pooled_disturbance(0.4, 0.0, 0.0) == 0.4


def test_undisturbed_partners_carry_part_of_a_disturbance() -> None:
    assert pooled_disturbance(0.4, 0.0, 1.0) == 0.2


def test_closing_more_than_the_gap_closes_the_gap() -> None:
    assert gap_after(0.5, 0.0, 1.5) == 0.0


def test_a_tenth_of_business_survives_the_worst() -> None:
    assert gap_after(0.9, 1.0, 0.0) == 0.9


def test_a_weaker_partner_covers_nothing_and_teaches_nothing() -> None:
    assert left_uncovered(0.9, 0.8, 0.3) == 1.0
    assert knowledge_flow(0.03, -0.5) == 0.0


def test_without_partners_a_firm_can_do_what_it_can_do() -> None:
    assert effective_capability(0.375, 1.0) == 0.375


def test_more_than_is_required_is_no_more_than_covered() -> None:
    assert capability_coverage(0.9, 0.3) == 1.0


@pytest.mark.parametrize(("phase", "cap"), [(0.0, 0.0), (1.0, 0.2), (2.0, 0.6), (3.0, 1.0)])
def test_each_phase_allows_more_relational_governance(phase: float, cap: float) -> None:
    assert governance_cap(phase) == pytest.approx(cap)


def test_governance_becomes_contractual_again_when_trust_is_lost() -> None:
    assert renegotiated(0.8, 0.1, 1.0, 0.5) == pytest.approx(0.45)


def test_success_stays_in_range_whatever_chance_adds() -> None:
    rest = (0.12, 0.45, 0.2, 0.2, 0.1, 0.1, 0.3)

    assert interaction_success(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 5.0, *rest) == 1.0
    assert interaction_success(0.0, 0.0, 0.0, -1.0, 0.0, 1.0, -5.0, *rest) == 0.0


@pytest.mark.parametrize(("fit", "belief"), [(1.0, 0.0), (0.0, 1.0)])
def test_nobody_exploits_whom_it_fully_trusts_or_fits(fit: float, belief: float) -> None:
    assert betrayal_probability(fit, belief, 1.0, 1.0) == 0.0


def test_joint_assets_only_wear_in_a_phase_without_room_for_more() -> None:
    assert accumulated(0.5, 1.0, 1.0, 0.12, 0.008) == pytest.approx(0.5 * 0.992)


def test_nobody_enters_a_market_it_cannot_reach() -> None:
    assert entry_hazard(1.0, joint_reach(0.0, 0.0), 0.05) == 0.0


def test_own_and_partner_reach_together_do_more_than_either_alone() -> None:
    assert joint_reach(0.5, 0.5) > joint_reach(1.0, 0.0) == joint_reach(0.0, 1.0)


def test_no_market_draws_more_than_twice_what_home_does() -> None:
    assert market_pull(1e6, 1.0) == 2.0
    assert market_pull(500.0, 500.0) == 1.0


def test_half_of_a_market_is_reached_after_the_ramp_and_nothing_at_entry() -> None:
    assert ramped(0.8, 12.0, 12.0) == pytest.approx(0.4)
    assert ramped(0.8, 0.0, 12.0) == 0.0


def test_an_entry_that_only_breaks_even_does_not_pay() -> None:
    assert not entry_pays(0.5, 0.25, 9.0)


@pytest.mark.parametrize(
    ("strategy", "carries_both", "maturity", "involvement", "plan"),
    [
        (0, True, 1.0, 2.0, (1.0, 1.0)),
        (0, False, 1.0, 2.0, (1.0, 0.25)),
        (0, False, 2.0, 1.0, (0.25, 1.0)),
        (0, False, 1.0, 1.0, (1.0, 0.25)),
        (1, True, 2.0, 1.0, (1.0, 0.25)),
        (2, True, 1.0, 2.0, (0.25, 1.0)),
        (3, False, 1.0, 2.0, (1.0, 1.0)),
        (4, True, 1.0, 2.0, (0.0, 0.0)),
    ],
)
def test_each_strategy_spends_on_its_own_dimension_first(
    strategy: int,
    carries_both: bool,
    maturity: float,
    involvement: float,
    plan: tuple[float, float],
) -> None:
    assert investment_plan(strategy, carries_both, maturity, involvement) == plan


def test_technology_alone_stays_in_the_first_phase() -> None:
    assert phase_position(1.0, 0.0, 1.0) == 1.0
    assert phase_position(0.0, 1.0, 1.0) == 0.0


def test_a_firm_that_only_loses_can_still_be_divided_by() -> None:
    assert 0.0 < resources(-5.0, -5.0) < 1e-5


def test_spending_within_means_does_not_strain() -> None:
    assert strain(0.02, 0.02, 3.0) == strain(0.0, 0.02, 3.0) == 1.0


def test_a_firm_is_perfectly_similar_to_its_like() -> None:
    assert similarity(0.0, 6.0) == 1.0
    assert similarity(6.0, 6.0) == 0.0


def test_a_candidate_without_consonance_is_worth_nothing() -> None:
    assert viable_score(1.0, 1.0, 0.0) == 0.0


def test_a_missing_component_cannot_be_made_up_for() -> None:
    assert relational_potential(1.0, 1.0, 1.0, 0.0) < 0.1
    assert relational_potential(0.35, 1.0, 1.0, 1.0) == 1.0


def test_potential_lies_between_its_scarcest_component_and_their_mean() -> None:
    parts = (0.2, 0.4, 0.6, 0.8)

    assert 0.2 < relational_potential(0.2 * 0.35, *parts[1:]) < sum(parts) / 4.0


def test_customers_keep_their_shares_where_all_providers_are_alike() -> None:
    assert shifted_share(0.4, 0.7, 0.7, 0.05) == 0.4


def test_a_customer_shifts_no_faster_than_its_pace() -> None:
    assert shifted_share(0.4, 1e6, 0.7, 0.05) == pytest.approx(0.42)


def test_there_is_no_resonance_without_consonance_trust_or_success() -> None:
    for consonance_, trust_, success in ((0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0)):
        assert resonance(0.0, 1.0, consonance_, trust_, success, 0.5, 0.05, 0.12) == 0.0


def test_resonance_starts_from_nothing_only_through_its_seed() -> None:
    assert resonance(0.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0, 0.12) == 0.0
    assert resonance(0.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.05, 0.12) > 0.0


def test_resonance_is_held_at_one_however_fast_it_grows() -> None:
    assert resonance(0.5, 1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 0.12) == 1.0


def test_support_never_becomes_complete() -> None:
    assert support(0.0) == 0.0
    assert support(2.0) == 0.5
    assert support(1e6) < 1.0


def test_a_firm_as_in_its_first_year_is_fully_viable() -> None:
    assert viability(essential_margin(0.6, 0.6, 0.3)) == 1.0
    assert essential_margin(0.6 - 0.3, 0.6, 0.3) == pytest.approx(0.0)


def test_bounds_stay_wide_enough_for_a_variable_that_began_near_nothing() -> None:
    assert margin_tolerance(0.01, 0.5, False) == 0.05
    assert margin_tolerance(0.01, 0.5, True) == 0.2


def test_a_firm_that_just_uses_up_its_credit_stays_open() -> None:
    assert not closes_down(-1.0, 1.0, 1.0)
    assert closes_down(-1.0 - 1e-9, 1.0, 1.0)
