"""What managers do, in a world whose customers' needs stand still: only managers act.

Every contrast goes through an action of theirs; the same chance is drawn in both arms.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import FIRM, NEED, TIE
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import NEEDS, PROVIDER, TOTAL, World
from ecosim.scenarios import load_scenario

HIDDEN, SERVED, MONTHS = 1.0, 4.0, 120
SUPPORT = ("training", "resources", "authority")


def accounts(world: World) -> np.ndarray:
    """Return the slots of relationships of providers with customers."""
    slots = np.flatnonzero(world.source >= 0)
    pairs = (world.kind[world.source[slots]] == PROVIDER) & (
        world.customer[world.target[slots]] >= 0
    )
    return slots[pairs]


def give_needs(world: World, hidden: int, served: int) -> None:
    """Give every customer hidden needs and services in use, the latter of its providers in turn."""
    world.needs[NEED.status].reshape(-1, NEEDS)[:, :hidden] = HIDDEN
    slots = accounts(world)
    for slot in slots:
        row = int(world.customer[world.target[slot]])
        mine = slots[world.customer[world.target[slots]] == row]
        for n in range(served):
            if mine[n % len(mine)] == slot:
                world.need_tie[row * NEEDS + hidden + n] = slot
                world.needs[NEED.status, row * NEEDS + hidden + n] = SERVED
                world.needs[NEED.performance, row * NEEDS + hidden + n] = 0.5


def managed(
    hidden: int = 3,
    served: int = 0,
    months: int = MONTHS,
    ties: dict[str, float] | None = None,
    firms: dict[str, float] | None = None,
    months_of_cash: float = 3.0,
    off: str = "",
    **parameters: float,
) -> World:
    """Return the baseline's world after months in which nobody but managers acted.

    ``off`` names parts of the mechanism to switch off.
    """
    chosen: dict[str, Any] = {f"parameters.{name}": value for name, value in parameters.items()}
    chosen |= {f"mechanisms.managers.{name}": False for name in off.split()}
    scenario = load_scenario("baseline", chosen)
    world = build_world(Blueprint.of(scenario), 7, 0, keep_events=False)
    for columns, place, values in (
        (world.ties, TIE, {"trust": 0.5, "value_in_use": 0.5, **(ties or {})}),
        (world.firms, FIRM, firms or {}),
    ):
        for name, value in values.items():
            columns[getattr(place, name)] = value
    world.firms[FIRM.cash] = months_of_cash * world.firms[FIRM.cost]
    give_needs(world, hidden, served)
    run_months(world, 1, months, int(Stage.MANAGE), int(Stage.MANAGE), 0, len(world.kind))
    return world


@functools.cache
def default(served: int = 0) -> World:
    return managed(served=served)


def total(world: World, name: str) -> float:
    return float(world.totals[getattr(TOTAL, name)].sum())


def discovered(world: World) -> float:
    return total(world, "discovered")


def created(world: World) -> float:
    return total(world, "created")


def mean_of_accounts(world: World, name: str) -> float:
    return float(world.ties[getattr(TIE, name), accounts(world)].mean())


def performance(world: World) -> float:
    return float(world.needs[NEED.performance, world.needs[NEED.status] == SERVED].mean())


def test_presence_discovers_through_boundary_spanning() -> None:
    without = managed(off="boundary_spanning")
    absent = managed(firms={"kam": 0.0})
    assert discovered(absent) == 0.0
    assert discovered(default()) > 2.0 * discovered(without) > 0.0


@pytest.mark.slow
def test_value_in_use_leads_to_discovery_only_through_boundary_spanning() -> None:
    unused = {"value_in_use": 0.0}
    assert discovered(default()) > 1.2 * discovered(managed(ties=unused))
    without = managed(off="boundary_spanning")
    assert discovered(without) == discovered(managed(ties=unused, off="boundary_spanning"))


def test_the_initiative_raises_performance_only_through_exploitation() -> None:
    def gain(off: str = "") -> float:
        with_it = performance(managed(served=3, months=12, off=off))
        return with_it - performance(managed(served=3, months=12, off=f"{off} mandate"))

    assert gain() > 0.005
    assert gain(off="exploitation") == 0.0
    assert performance(managed(served=3, off="exploitation")) == 0.5


@pytest.mark.slow
def test_without_bricolage_and_money_nothing_is_created() -> None:
    assert created(managed(months_of_cash=0.0)) > 10.0
    assert created(managed(months_of_cash=0.0, off="bricolage")) == 0.0
    assert created(managed(months_of_cash=10.0, off="bricolage")) > 10.0


@pytest.mark.slow
def test_co_production_creates_through_bricolage() -> None:
    def gain(off: str = "") -> float:
        silent = managed(months_of_cash=1.0, customer_participation=0.0, off=off)
        return created(managed(months_of_cash=1.0, off=off)) - created(silent)

    assert gain() > 2.0 * gain(off="bricolage")


@pytest.mark.slow
def test_the_initiative_raises_co_production_only_through_exploration() -> None:
    def depth(off: str = "") -> float:
        return mean_of_accounts(managed(off=off), "co_production")

    assert depth() > depth(off="mandate")
    assert depth(off="exploration") == depth(off="exploration mandate")


@pytest.mark.slow
def test_specialized_roles_achieve_more_of_both_with_the_same_people() -> None:
    same = {"kam": 1.0, "pdm": 1.0}
    special, split = managed(firms=same), managed(firms=same, role_specialization=0.0)
    assert discovered(special) > discovered(split)
    assert created(special) > created(split)


def test_without_handover_makers_stay_tied_to_what_they_shipped() -> None:
    smooth, stuck = default(served=3), managed(served=3, off="handover")
    assert mean_of_accounts(stuck, "handed_over") == 0.0
    assert total(stuck, "manager_free_time") < 0.2 * total(smooth, "manager_free_time")
    assert created(stuck) < 0.2 * created(smooth)


def test_handover_frees_time_month_by_month() -> None:
    early, late = managed(served=3, months=3), managed(served=3, months=48)
    assert np.all(late.firms[FIRM.manager_free_time] >= early.firms[FIRM.manager_free_time])
    assert late.firms[FIRM.manager_free_time].mean() > early.firms[FIRM.manager_free_time].mean()


@pytest.mark.slow
def test_more_slack_means_less_bricolage_and_no_slack_still_creates() -> None:
    worlds = [managed(months_of_cash=months) for months in (0.0, 2.0, 20.0)]
    shares = [total(world, "made_do") / created(world) for world in worlds]
    assert shares[0] == pytest.approx(1.0)
    assert shares[0] > shares[1] > shares[2] > 0.0
    assert created(worlds[0]) > 10.0


@pytest.mark.slow
def test_data_stand_in_for_what_customers_do_not_say() -> None:
    def gain(participation: float) -> float:
        known = managed(ties={"data_access": 0.8}, customer_participation=participation)
        return created(known) - created(managed(customer_participation=participation))

    assert gain(0.0) > gain(1.0) > 0.0


def test_data_help_no_creation_where_they_cannot_stand_in() -> None:
    known = managed(ties={"data_access": 0.8}, off="data_access")
    assert created(known) == created(managed(off="data_access")) > 0.0


def test_silos_join_fewer_units_and_take_up_fewer_proposals() -> None:
    joined, silos = managed(firms={"coupling": 0.9}), managed(firms={"coupling": 0.1})
    units = [total(world, "units") / total(world, "taken_up") for world in (joined, silos)]
    conversion = [total(world, "taken_up") / total(world, "solutions") for world in (joined, silos)]
    assert units[0] > 1.3 * units[1]
    assert conversion[0] > 1.3 * conversion[1]
    assert discovered(joined) == discovered(silos)


def test_inward_spanning_joins_units() -> None:
    without = managed(served=3, off="inward_spanning")
    assert total(default(served=3), "units") > total(without, "units")
    assert performance(default(served=3)) > performance(without)


@pytest.mark.slow
def test_each_part_of_support_helps_and_none_at_all_is_worst() -> None:
    none = managed(off="support")
    for part in SUPPORT:
        ablated = managed(**{f"support_{part}": 0.0})
        assert discovered(none) < discovered(ablated) < discovered(default())
        assert created(none) < created(ablated) < created(default())


def test_targets_on_relationships_bring_more_of_everything_but_spot_sales() -> None:
    spot, lasting = managed(relationship_targets=0.0), managed(relationship_targets=1.0)
    assert discovered(lasting) > discovered(spot)
    assert created(lasting) > created(spot)
    share = [total(world, "solutions") / discovered(world) for world in (lasting, spot)]
    assert share[0] > 1.5 * share[1]


def test_a_penalty_for_risk_keeps_managers_from_venturing() -> None:
    assert (
        created(managed(risk_penalty=0.0)) > created(default()) > created(managed(risk_penalty=0.8))
    )


@pytest.mark.slow
def test_joining_the_planning_earlier_brings_more_solutions() -> None:
    worlds = [managed(planning_entry=months) for months in (0.0, 2.0, 6.0, 12.0)]
    shares = [total(world, "solutions") / discovered(world) for world in worlds]
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert len({discovered(world) for world in worlds}) == 1


def test_orders_like_for_like_win_some_of_the_budget() -> None:
    late = managed(planning_entry=0.0)
    free = managed(planning_entry=0.0, order_gain=0.0)
    assert mean_of_accounts(late, "share") > mean_of_accounts(free, "share")


@pytest.mark.slow
def test_a_need_found_is_one_that_is_hidden() -> None:
    for months in range(1, 40):
        world = managed(hidden=2, months=months)
        places = world.ties[TIE.found, accounts(world)]
        assert set(places.tolist()) <= {0.0, 1.0, 2.0}
    assert total(world, "taken_up") > 0.0


def test_a_full_list_of_needs_leaves_no_room_for_created_ones() -> None:
    assert created(managed(hidden=NEEDS)) == 0.0


def waits(response: float) -> np.ndarray:
    """Return, for each number of unanswered incidents, how many customers left and how many got there."""
    counts = np.zeros((2, 12))
    world = managed(
        hidden=0, served=4, months=1, incident_rate=0.5, incident_response=response,
        firms={"kam": 0.0},
    )  # fmt: skip
    slots = accounts(world)
    for month in range(2, 60):
        before = world.ties[TIE.unanswered, slots].copy()
        buying = world.ties[TIE.share, slots] > 0.0
        run_months(world, month, month, int(Stage.MANAGE), int(Stage.MANAGE), 0, len(world.kind))
        after = world.ties[TIE.unanswered, slots].astype(int)
        reached = buying & (after > before)
        counts[0] += np.bincount(
            after[reached & (world.ties[TIE.share, slots] == 0.0)], minlength=12
        )[:12]
        counts[1] += np.bincount(after[reached], minlength=12)[:12]
    return counts


def test_customers_leave_after_three_or_four_incidents_without_an_answer() -> None:
    left, reached = waits(response=0.0)
    hazard = left[1:6] / reached[1:6]
    assert hazard[0] == 0.0
    assert hazard[1] < 0.1
    assert 0.1 < hazard[2] < 0.6 < hazard[3]


def test_answers_keep_customers() -> None:
    assert waits(response=1.0)[0].sum() == 0.0
    assert 0.0 < waits(response=0.7)[0].sum() < waits(response=0.0)[0].sum()


def test_presence_answers_what_the_back_office_does_not() -> None:
    lost = [
        total(
            managed(served=4, incident_rate=0.5, incident_response=0.2, firms={"kam": kam}),
            "written_off",
        )
        for kam in (0.0, 4.0)
    ]
    assert lost[0] > 2.0 * lost[1]


def test_whoever_is_written_off_is_called_no_more() -> None:
    world = managed(served=4, incident_rate=1.0, incident_response=0.0, firms={"kam": 0.0})
    gone = accounts(world)[world.ties[TIE.share, accounts(world)] == 0.0]
    assert len(gone) > 10
    assert not world.ties[TIE.making, gone].any()


def test_services_from_opportunities_widen_the_mandate() -> None:
    def mandate(origin: float) -> float:
        scenario = load_scenario("baseline")
        world = build_world(Blueprint.of(scenario), 7, 0, keep_events=False)
        give_needs(world, 2, 4)
        world.needs[NEED.origin] = origin
        run_months(world, 1, 2, int(Stage.MANAGE), int(Stage.MANAGE), 0, len(world.kind))
        return float(world.firms[FIRM.mandate, world.kind == PROVIDER].mean())

    assert mandate(1.0) > mandate(0.0) + 0.1


def test_without_managers_nothing_of_theirs_is_written() -> None:
    scenario: dict[str, Any] = {"mechanisms.managers": False}
    world = build_world(Blueprint.of(load_scenario("baseline", scenario)), 7, 0, keep_events=False)
    give_needs(world, 3, 3)
    before = [array.copy() for array in (world.firms, world.ties, world.needs, world.totals)]
    run_months(world, 1, 24, int(Stage.MANAGE), int(Stage.MANAGE), 0, len(world.kind))
    for then, now in zip(before, (world.firms, world.ties, world.needs, world.totals), strict=True):
        assert np.array_equal(then, now)
