"""Services in use: what they bring, what they cost, and when they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.declarations.fields import CAPABILITIES
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.run import take_events
from ecosim.engine.world import NEEDS, World
from ecosim.rules.accounts import scale
from ecosim.scenarios import load_scenario

PROVIDER, OTHER, BUYER, NEIGHBOUR = range(4)
SKILLS = {f"capability.{name}": 0.6 for name in CAPABILITIES}
SKILLS |= {f"requirement.{name}": 0.6 for name in CAPABILITIES}
FIRMS: list[dict[str, Any]] = [
    {"id": "provider", "kind": "provider", "spare_part_share": 0.3, **SKILLS},
    {"id": "other", "kind": "provider", **SKILLS},
    {"id": "buyer", "kind": "customer", "turnover": 240.0, **SKILLS},
    {"id": "neighbour", "kind": "customer", "turnover": 240.0, **SKILLS},
]
SCENARIO: dict[str, Any] = {
    "scenario": {"ticks": 120, "markets": ["SE"]},
    "network": {"generator": "none", "mean_degree": 0},
    "mechanisms": {"shocks": False, "partner_search": False, "partner_ending": False},
    "relationship": [
        {"source": "provider", "target": "buyer"},
        {"source": "provider", "target": "neighbour"},
        {"source": "other", "target": "buyer"},
    ],
}
SERVICE = {
    "status": 4.0, "stage": 0.0, "relief": 0.1, "saving": 0.004, "effort": 6.0, "tailored": 0.5,
    "adoption": 0.7, "performance": 0.9, "design": 1.0, "estimate": 0.05, "age": 1.0,
}  # fmt: skip
CAUSES = {
    "paradox.customization": "cost_customization",
    "paradox.capability": "cost_capability",
    "paradox.opportunism": "cost_opportunism",
    "paradox.operation": "cost_operation",
    "paradox.platforms": "cost_platforms",
    "paradox.cannibalization": "lost_wear",
}
Service = Mapping[str, float]


def world_with(
    services: Sequence[Service],
    provider: int = PROVIDER,
    off: Sequence[str] = (),
    firm: Mapping[str, Any] | None = None,
    **parameters: float,
) -> World:
    """Return a world in which the buyer uses these services of one provider."""
    firms = [{**each, **(firm or {})} if each["id"] == "provider" else each for each in FIRMS]
    mechanisms = SCENARIO["mechanisms"] | dict.fromkeys(off, False)
    tables = {**SCENARIO, "firm": firms, "mechanisms": mechanisms, "parameters": parameters}
    world = build_world(Blueprint.of(load_scenario(tables)), 5, 0, keep_events=True)
    world.operation[:] = (1.0, 1.02, 1.5, 1.5)
    for k, service in enumerate(services):
        add_service(world, BUYER, k, provider, service)
    return world


def add_service(world: World, customer: int, k: int, provider: int, service: Service) -> None:
    need = world.customer[customer] * NEEDS + k
    for name, value in {**SERVICE, **service}.items():
        world.needs[getattr(NEED, name), need] = value
    world.need_tie[need] = tie(world, provider, customer)


def tie(world: World, provider: int, customer: int) -> int:
    found = np.flatnonzero((world.source == provider) & (world.target == customer))
    return int(found[0])


def months(world: World, first: int, last: int) -> World:
    run_months(world, first, last, 0, len(Stage) - 1, 0, len(world.kind))
    return world


def firm(world: World, i: int, name: str) -> float:
    return float(world.firms[getattr(FIRM, name), i])


def relationship(world: World, name: str, provider: int = PROVIDER, customer: int = BUYER) -> float:
    return float(world.ties[getattr(TIE, name), tie(world, provider, customer)])


def gain(*services: Service, operation: Sequence[float] = (1.0, 1.02, 1.5, 1.5)) -> float:
    """Return what services bring the buyer in the first month beside their savings."""
    world = world_with([{**service, "saving": 0.0} for service in services])
    world.operation[:] = operation
    return firm(months(world, 1, 1), BUYER, "service_gain")


def test_relief_where_the_site_is_not_tight_adds_nothing() -> None:
    assert gain({"stage": 0.0}) > 0.0
    assert gain({"stage": 2.0}) == 0.0


def test_services_for_interdependent_stages_are_worth_more_together() -> None:
    one, other, third = ({"stage": stage} for stage in (0.0, 1.0, 2.0))
    even = {"operation": (1.0, 1.005, 1.005, 1.5)}
    alone = [gain(service, **even) for service in (one, other, third)]
    surplus = gain(one, other, **even) - alone[0] - alone[1]
    assert alone[0] > 0.0 == alone[1]
    assert surplus == 0.0 < gain(one, other, third, **even) - sum(alone)
    assert gain(one, other) > gain(one) + gain(other)


def test_what_a_customer_pays_its_providers_receive() -> None:
    world = world_with([{}, {"stage": 1.0}])
    add_service(world, BUYER, 2, OTHER, {"saving": 0.008})
    months(world, 1, 3)
    received = [firm(world, i, "revenue_service") for i in (PROVIDER, OTHER)]
    assert min(received) > 0.0
    assert sum(received) == pytest.approx(firm(world, BUYER, "paid_services"), rel=1e-12)


def test_a_price_above_what_customers_see_is_not_paid() -> None:
    useless = {"relief": 0.0, "saving": 0.0001, "effort": 40.0}
    refused, accepted = (
        months(world_with([useless], off=off), 1, 1) for off in ((), ("paradox.pricing",))
    )
    asked = relationship(accepted, "service_asked")
    assert relationship(accepted, "service_fee") == asked
    assert relationship(refused, "service_fee") < 0.1 * asked
    assert relationship(refused, "service_asked") == asked


@pytest.mark.parametrize("cause", CAUSES)
def test_a_cause_that_is_off_costs_nothing_and_leaves_the_others_alone(cause: str) -> None:
    # Advanced relationships of mature providers, so that contracts are outcome-based.
    able = {"readiness": 1.0, "services": 1.0, "modularity": 0.8}
    found = {}
    for off in ((), (cause,)):
        world = world_with([{}], off=off, firm=able)
        add_service(world, NEIGHBOUR, 0, PROVIDER, {})
        world.ties[TIE.phase] = 2.0
        run_months(world, 1, 1, int(Stage.SERVE), int(Stage.CLOSE_BOOKS), 0, len(world.kind))
        found[off] = {name: firm(world, PROVIDER, name) for name in CAUSES.values()}
    column, with_it, without = CAUSES[cause], found[()], found[(cause,)]
    assert with_it[column] > 0.0
    assert without[column] == 0.0
    # Updates of further platforms follow the price of updates, and all else stays the same.
    shared = {"cost_platforms"} if cause == "paradox.operation" else set()
    for name in set(CAUSES.values()) - {column} - shared:
        assert without[name] == with_it[name] > 0.0


def test_only_outcome_based_contracts_are_exploited() -> None:
    for maturity, phase, form in ((0.0, 0.0, 0.0), (0.8, 1.0, 1.0), (1.0, 3.0, 2.0)):
        world = world_with([{}], firm={"readiness": maturity, "services": 0.8 * maturity})
        world.ties[TIE.phase], world.ties[TIE.trust] = phase, 0.3
        run_months(world, 1, 1, int(Stage.SERVE), int(Stage.CLOSE_BOOKS), 0, len(world.kind))
        assert relationship(world, "contract") == form
        assert (relationship(world, "exploited") > 0.0) == (form == 2.0)


def test_saved_wear_takes_sales_of_spare_parts_from_their_maker_alone() -> None:
    plain, saving = world_with([]), world_with([{"relief": 0.0}])
    for world in (plain, saving):
        run_months(world, 1, 1, int(Stage.SERVE), int(Stage.CLOSE_BOOKS), 0, len(world.kind))
    missing = firm(plain, PROVIDER, "revenue_product") - firm(saving, PROVIDER, "revenue_product")
    assert missing == pytest.approx(firm(saving, PROVIDER, "lost_wear"), rel=1e-9)
    assert missing > 0.0
    assert firm(plain, OTHER, "revenue_product") == firm(saving, OTHER, "revenue_product")


def test_higher_throughput_wears_equipment_more() -> None:
    careless = world_with([{"stage": 1.0}])
    careless.operation[:] = (1.5, 1.0, 1.5, 1.5)
    months(careless, 1, 1)
    assert relationship(careless, "wear_saved") < 0.0
    assert firm(careless, PROVIDER, "lost_wear") < 0.0


def test_units_learn_by_practice_and_forecasts_by_what_they_see() -> None:
    world = world_with([{}, {}, {}], firm={"front_end": 0.2, "back_end": 0.1})
    months(world, 1, 1)
    cost = firm(world, PROVIDER, "cost_capability") / relationship(world, "running")
    overrun = firm(world, PROVIDER, "delivery") / firm(world, PROVIDER, "forecast_delivery")
    months(world, 2, 36)
    assert firm(world, PROVIDER, "front_end") > 0.3
    assert firm(world, PROVIDER, "cost_capability") / relationship(world, "running") < 0.9 * cost
    later = firm(world, PROVIDER, "delivery") / firm(world, PROVIDER, "forecast_delivery")
    assert overrun > 1.5
    assert abs(later - 1.0) < 0.5 * (overrun - 1.0)
    unpractised = months(world_with([{}], off=("services.learning",)), 1, 12)
    assert firm(unpractised, PROVIDER, "front_end") == firm(world_with([{}]), PROVIDER, "front_end")


def test_delivery_costs_most_where_both_ends_lag() -> None:
    cost = {
        (front, back): firm(
            months(world_with([{}], firm={"front_end": front, "back_end": back}), 1, 1),
            PROVIDER, "cost_capability",
        )
        for front in (0.1, 0.9) for back in (0.1, 0.9)
    }  # fmt: skip
    assert cost[0.1, 0.1] > max(cost[0.1, 0.9], cost[0.9, 0.1]) > cost[0.9, 0.9] > 0.0


def test_one_common_platform_is_cheaper_once_there_are_several_customers() -> None:
    def cost(customers: int, sharing: float) -> float:
        world = world_with([{}], platform_sharing=sharing)
        if customers == 2:
            add_service(world, NEIGHBOUR, 0, PROVIDER, {})
        return firm(months(world, 1, 1), PROVIDER, "cost_platforms")

    assert cost(1, 0.0) == cost(1, 1.0) == 0.0
    assert cost(2, 0.0) > cost(2, 1.0) > 0.0


def updates(customers: int, pace: float) -> tuple[float, list[float]]:
    """Return costs of platforms over two years after technology leaps, and what waits each month."""
    world = world_with([{}], platform_sharing=0.0, update_pace=pace, requirement_pace=0.0)
    if customers == 2:
        add_service(world, NEIGHBOUR, 0, PROVIDER, {})
    cost, waiting, books = 0.0, [], int(Stage.CLOSE_BOOKS)
    for month in range(1, 25):
        run_months(world, month, month, 0, books - 1, 0, len(world.kind))
        world.firms[FIRM.upheaval, PROVIDER] = 0.3 if month == 1 else 0.0
        run_months(world, month, month, books, len(Stage) - 1, 0, len(world.kind))
        cost += firm(world, PROVIDER, "cost_platforms") + firm(world, PROVIDER, "cost_operation")
        waiting.append(firm(world, PROVIDER, "updates_waiting"))
    return cost, waiting


def test_updates_wait_where_the_back_office_has_many_platforms() -> None:
    _, one = updates(1, 0.05)
    _, two = updates(2, 0.05)
    np.testing.assert_allclose(one[:7], [0.25, 0.20, 0.15, 0.10, 0.05, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(two[:3], [0.55, 0.50, 0.45], atol=1e-12)
    assert two[11] < 1e-12


def test_what_waits_costs_something_every_month() -> None:
    (slow, waiting), (quick, none) = updates(2, 0.05), updates(2, 10.0)
    size = scale(firm(world_with([]), PROVIDER, "employees"))
    assert max(waiting) > max(none) == 0.0
    # Staff follows business in these two years, and scale follows staff.
    assert slow - quick == pytest.approx(0.01 * size * sum(waiting), rel=0.05)


def performance(off: Sequence[str] = (), **parameters: float) -> tuple[float, int]:
    """Return mean performance over three years, and services cancelled."""
    world = world_with([{}, {"stage": 1.0}, {"saving": 0.01}], off=off, **parameters)
    seen = []
    for tick in range(1, 37):
        months(world, tick, tick)
        seen.append(float(world.needs[NEED.performance, :3].mean()))
    return float(np.mean(seen)), cancelled(world)


def cancelled(world: World) -> int:
    return int(np.count_nonzero(take_events(world)["kind"] == EVENT.service_cancelled))


def test_meetings_find_what_goes_wrong() -> None:
    rough = {"degradation_rate": 0.15, "kpi_patience": 2.0, "kpi_share": 0.8}
    watched, kept = performance(**rough)
    unwatched, lost = performance(("services.monitoring",), **rough)
    assert watched > unwatched + 0.2
    assert kept < lost
    smooth = performance(("services.degradation",))[0]
    assert smooth > watched
    assert smooth - performance(("services.degradation", "services.monitoring"))[0] < (
        watched - unwatched
    )


def test_repair_makes_a_service_what_it_was_made_for_and_no_more() -> None:
    world = world_with(
        [{"design": 0.8, "performance": 0.5}], off=("managers", "services.degradation")
    )
    months(world, 1, 60)

    need = world.customer[BUYER] * NEEDS
    assert world.needs[NEED.performance, need] == pytest.approx(0.8, abs=0.01)
    assert world.needs[NEED.performance, need] <= world.needs[NEED.design, need] == 0.8


def test_half_the_use_raises_half_the_expectation() -> None:
    def expectation(adoption: float) -> float:
        world = world_with([{"adoption": adoption, "age": -1.0}], off=("services.expectation",))
        return relationship(months(world, 1, 1), "expectation")

    assert 0.0 < expectation(0.35) == pytest.approx(0.5 * expectation(0.7))


def test_what_only_its_makers_run_is_made_again_less() -> None:
    def ready(handed_over: float, off: Sequence[str] = ()) -> float:
        world = world_with([{"age": 0.0, "module": 2.0}], off=off)
        slot = tie(world, PROVIDER, BUYER)
        world.ties[TIE.in_use, slot], world.ties[TIE.handed_over, slot] = 4.0, handed_over
        world.modules[:] = 0.0
        run_months(world, 1, 1, int(Stage.ORGANIZE), int(Stage.ORGANIZE), 0, len(world.kind))
        return float(world.modules[PROVIDER, 2])

    assert 0.0 < ready(0.0) < ready(2.0) < ready(4.0)
    assert ready(0.0, off=("managers",)) == ready(4.0)


def test_meetings_cost_both_sides() -> None:
    for off, paid in (((), True), (("services.monitoring",), False)):
        world = months(world_with([{}], off=off), 1, 1)
        assert (firm(world, PROVIDER, "cost_meetings") > 0.0) == paid
        assert firm(world, PROVIDER, "cost_meetings") == firm(world, BUYER, "cost_meetings")
        assert firm(world, NEIGHBOUR, "cost_meetings") == 0.0


def test_what_is_delivered_becomes_the_norm() -> None:
    def satisfaction(off: Sequence[str]) -> list[float]:
        quiet = ("co_creation", "services.degradation", "services.learning", "services.monitoring", "relationships",
                 "resonance", "balancing_feedback", "identity_drift", "learning")  # fmt: skip
        world = world_with([{"estimate": 0.01, "age": -1.0}], off=(*quiet, *off),
                           information_ageing=0.0)  # fmt: skip
        return [
            relationship(months(world, tick, tick), "realized") / relationship(world, "expectation")
            for tick in range(1, 61)
        ]

    creeping, fixed = satisfaction(()), satisfaction(("services.expectation",))
    assert creeping[-1] < 0.95 < creeping[0]
    assert fixed[-1] == pytest.approx(fixed[0], rel=0.05)


def test_services_that_fall_short_for_long_are_cancelled_with_a_setback() -> None:
    promised = {"estimate": 8.0, "age": -1.0}  # a month older before it is used
    world = world_with([promised, {"saving": 0.008}], kpi_patience=4.0)
    need, ended = world.customer[BUYER] * NEEDS, 0
    for tick in range(1, 13):
        run_months(world, tick, tick, 0, int(Stage.SERVE), 0, len(world.kind))
        if world.needs[NEED.status, need] == 0.0 and not ended:
            ended = tick
            assert relationship(world, "setback") == pytest.approx(0.4)
            assert relationship(world, "months_below") == 0.0
            assert world.need_tie[need] == -1
        run_months(
            world, tick, tick, int(Stage.SERVE) + 1, len(Stage) - 1, 0, len(world.kind)
        )  # fmt: skip
    assert 3 <= ended <= 7
    assert cancelled(world) >= 1
    patient = months(world_with([promised], off=("services.cancellation",)), 1, 24)
    assert cancelled(patient) == 0


def test_content_customers_speak_of_further_needs_in_meetings() -> None:
    def known(off: Sequence[str] = ()) -> int:
        hidden = {"status": 1.0}
        world = world_with([{"saving": 0.03}, hidden, hidden, hidden], off=off, upsell_rate=1.0)
        world.need_tie[1:4] = -1
        world.ties[TIE.phase] = 2.0
        run_months(world, 1, 12, int(Stage.SERVE), int(Stage.SERVE), 0, len(world.kind))
        return int(np.count_nonzero(world.needs[NEED.status] == 2.0))

    assert known() > 0
    assert known(("services.upsell",)) == known(("services.monitoring",)) == 0


def test_without_services_nothing_of_them_is_felt() -> None:
    plain = months(world_with([]), 1, 12)
    bare = months(world_with([], off=("services", "paradox")), 1, 12)
    assert np.array_equal(plain.firms, bare.firms)
    assert np.array_equal(plain.ties, bare.ties)
    for name in ("revenue_service", "service_gain", "delivery", "cost_meetings", "cost_platforms"):
        assert not plain.firms[getattr(FIRM, name)].any()
