"""Delivery of services: who pays what, what each cause costs, and updates that wait."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.rules.accounts import scale
from tests.unit.service_worlds import (
    BUYER,
    NEIGHBOUR,
    OTHER,
    PROVIDER,
    add_service,
    firm,
    months,
    relationship,
    world_with,
)

CAUSES = {
    "paradox.customization": "cost_customization",
    "paradox.capability": "cost_capability",
    "paradox.opportunism": "cost_opportunism",
    "paradox.operation": "cost_operation",
    "paradox.platforms": "cost_platforms",
    "paradox.cannibalization": "lost_wear",
}


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
