"""Money moves between firms and the outside world; none appears and none vanishes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from ecosim.compiled import PLAIN
from ecosim.declarations.columns import EVENT, FIRM, SERIES, TIE
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import COUNTER, TOTAL, World
from ecosim.scenarios import list_scenarios, load_scenario

SLOWER = 5 if PLAIN else 1
RELATIVE = 1e-9
EARNED = ("revenue_product", "revenue_foreign", "revenue_partner", "revenue_other",
          "revenue_service", "service_gain", "revenue_resale")  # fmt: skip
FROM_OUTSIDE = ("revenue_foreign", "revenue_other", "service_gain", "revenue_resale")
INSIDE = ("paid_home", "paid_partners", "paid_services")
OUTSIDE = (
    "paid_elsewhere", "cost_materials", "cost_wages", "cost_relationships", "cost_markets",
    "investment_maturity", "investment_involvement", "cost_operation", "cost_customization",
    "cost_capability", "cost_opportunism", "cost_platforms", "cost_meetings", "cost_development",
    "cost_logistics", "cost_negotiation", "investment_tools", "investment_joint",
)  # fmt: skip
Floats = NDArray[np.float64]


def added(world: World, columns: tuple[str, ...]) -> Floats:
    return sum((world.firms[getattr(FIRM, name)] for name in columns), np.zeros(len(world.kind)))


def near(found: Floats, wanted: Floats, size: float) -> bool:
    return bool(np.all(np.abs(found - wanted) <= RELATIVE * max(1.0, size)))


def check_books(world: World, cash: Floats, outside: Floats) -> None:
    """Check every firm's month, given its cash and payments to the outside before."""
    firms, size = world.firms, float(np.abs(world.firms[FIRM.cost]).sum() + np.abs(cash).sum())
    profit, dividends = firms[FIRM.profit], firms[FIRM.dividends]
    alive = firms[FIRM.alive] > 0.0
    assert near(firms[FIRM.cash] - cash, np.where(alive, profit - dividends, 0.0), size)
    assert near(firms[FIRM.cost], added(world, INSIDE + OUTSIDE), size)
    assert near(profit, added(world, EARNED) - firms[FIRM.cost], size)
    net = added(world, OUTSIDE) + dividends - added(world, FROM_OUTSIDE)
    assert near(firms[FIRM.paid_outside] - outside, np.where(alive, net, 0.0), size)


def check_both_sides(world: World) -> None:
    """Check that what one firm pays, the other receives, relationship by relationship."""
    slots, count = np.flatnonzero(world.source >= 0), len(world.kind)
    source, target = world.source[slots], world.target[slots]
    size = float(world.firms[FIRM.cost].sum())
    for column, received, paid in (
        (TIE.trade, ("revenue_product", source), ("paid_home", target)),
        (TIE.fee, ("revenue_partner", target), ("paid_partners", source)),
        (TIE.service_fee, ("revenue_service", source), ("paid_services", target)),
    ):
        for name, ends in (received, paid):
            along = np.bincount(ends, world.ties[column, slots], minlength=count)
            assert near(world.firms[getattr(FIRM, name)], along, size)


def run_checked(scenario: Scenario) -> tuple[World, set[int]]:
    """Run a scenario, checking the books when they are closed and all money at the month's end.

    Returns the world as it ends, and the kinds of events that happened.
    """
    world = build_world(Blueprint.of(scenario), scenario.seed, 0, keep_events=True)
    firms, count, money = world.firms, len(world.kind), float(world.firms[FIRM.cash].sum())
    size, happened = money, set()
    for tick in range(1, scenario.ticks + 1):
        cash, outside = firms[FIRM.cash].copy(), firms[FIRM.paid_outside].copy()
        run_months(world, tick, tick, 0, int(Stage.CLOSE_BOOKS), 0, count)
        check_books(world, cash, outside)
        check_both_sides(world)
        size += float(firms[FIRM.cost].sum())
        run_months(world, tick, tick, int(Stage.CLOSE_BOOKS) + 1, len(Stage) - 1, 0, count)
        series = world.series[tick - 1]
        assert abs(series[SERIES.cash] + series[SERIES.outside_cash] - money) <= RELATIVE * size
        assert series[SERIES.cash] == pytest.approx(float(firms[FIRM.cash].sum()), rel=RELATIVE)
        happened |= set(world.events[: world.counters[COUNTER.events], 1].tolist())
        world.counters[COUNTER.events] = 0
    return world, happened


@settings(max_examples=60 // SLOWER)
@given(data=st.data())
def test_money_is_conserved_in_any_ecosystem(
    scenarios: SearchStrategy[Scenario], data: st.DataObject
) -> None:
    run_checked(data.draw(scenarios))


LIBRARY = [info.name for info in list_scenarios()]


@pytest.mark.parametrize("name", LIBRARY)
def test_money_is_conserved_in_the_library(name: str) -> None:
    run_checked(replace(load_scenario(name), ticks=14))


@pytest.mark.slow
@pytest.mark.parametrize("name", LIBRARY)
def test_money_is_conserved_in_the_library_to_the_end(name: str) -> None:
    run_checked(load_scenario(name))


KINDS = ("demand", "technology", "supply", "regulation", "taste")
EVENTFUL: dict[str, Any] = {
    "scenario": {"ticks": 30, "seed": 8, "markets": ["DE", "FI", "NO", "SE"]},
    "population": {
        "provider": {"count": 6, "cash": {"low": 0, "high": 3}, "markets": ["FI", "SE"]},
        "customer": {"count": 12, "cash": {"low": 0, "high": 2}},
        "partner": {"count": 6, "presence": 2.0},
        "logistics": {"count": 2},
    },
    "network": {"mean_degree": 5},
    "shock": [{"month": 4 + k, "kind": kind, "size": 0.6} for k, kind in enumerate(KINDS)],
    "parameters": {
        "search_rate": 0.5,
        "entry_rate": 1.0,
        "ending_trust": 0.3,
        "partner_reach": 10,
        "carrier_meetings": 8,
        "tracking_rate": 1,
        "tracking_outlay": 0.001,
    },
}


def test_money_is_conserved_while_everything_happens() -> None:
    world, happened = run_checked(load_scenario(EVENTFUL))
    assert {
        EVENT.shock, EVENT.firm_closed, EVENT.relationship_ended, EVENT.partner_chosen,
        EVENT.market_entered, EVENT.tracking_adopted,
    } <= happened  # fmt: skip
    assert 0.0 < world.firms[FIRM.alive].mean() < 1.0
    assert world.totals[TOTAL.foreign].sum() > world.totals[TOTAL.partner_sales].sum() > 0.0


def test_money_that_vanishes_would_be_noticed() -> None:
    world = build_world(Blueprint.of(load_scenario(EVENTFUL)), 8, 0, keep_events=False)
    cash, outside = world.firms[FIRM.cash].copy(), world.firms[FIRM.paid_outside].copy()
    run_months(world, 1, 1, 0, int(Stage.CLOSE_BOOKS), 0, len(world.kind))
    check_books(world, cash, outside)
    world.firms[FIRM.cash, 3] -= 1e-4
    with pytest.raises(AssertionError):
        check_books(world, cash, outside)
    world.ties[TIE.trade, 0] += 1e-4
    with pytest.raises(AssertionError):
        check_both_sides(world)
