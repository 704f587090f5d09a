"""Providers enter foreign markets that chance and reach bring up and that pay; nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import COUNTER, PROVIDER, World
from ecosim.scenarios import load_scenario

CODES = ("DE", "DK", "FI", "NL", "NO", "PL", "SE", "US")
ECOSYSTEM: dict[str, Any] = {
    "scenario": {"ticks": 60, "markets": list(CODES)},
    "population": {
        "provider": {"count": 6, "markets": ["FI", "SE"]},
        "customer": {"count": 12},
        "partner": {"count": 6, "presence": 3.0},
    },
    "network": {"mean_degree": 4},
    "parameters": {"entry_rate": 1.0, "partner_reach": 10.0},
}


def world_of(seed: int = 5, **tables: Any) -> World:
    scenario = load_scenario({**ECOSYSTEM, **tables})
    return build_world(Blueprint.of(scenario), seed, 0, keep_events=True)


def run_on(world: World, first: int, last: int) -> None:
    reached = run_months(world, first, last, 0, len(Stage) - 1, 0, len(world.kind))
    assert reached == last + 1


def stage(world: World, one: Stage, tick: int = 1) -> None:
    run_months(world, tick, tick, int(one), int(one), 0, len(world.kind))


def happened(world: World, kind: int) -> list[tuple[int, int, int]]:
    """Return month, firm and market of every event of a kind."""
    events = world.events[: world.counters[COUNTER.events]]
    return [(int(month), int(i), int(m)) for month, k, i, m in events if k == kind]


def reordered(world: World, order: list[int]) -> World:
    """Return the world with its table of markets in another order."""
    place = np.argsort(order)
    return world._replace(
        home=place[world.home],
        months_in=world.months_in[:, order].copy(),
        months_of_loss=world.months_of_loss[:, order].copy(),
        distance=world.distance[np.ix_(order, order)].copy(),
        pull=world.pull[np.ix_(order, order)].copy(),
        market_key=world.market_key[order].copy(),
    )


@pytest.mark.slow
@pytest.mark.parametrize("order", [[7, 6, 5, 4, 3, 2, 1, 0], [3, 0, 6, 1, 7, 4, 2, 5]])
def test_entries_do_not_depend_on_the_order_of_the_table_of_markets(order: list[int]) -> None:
    given, turned = world_of(), reordered(world_of(), order)
    run_on(given, 1, 60)
    run_on(turned, 1, 60)
    for kind in (EVENT.market_entered, EVENT.market_left):
        wanted = [(month, i, CODES[m]) for month, i, m in happened(given, kind)]
        assert [(month, i, CODES[order[m]]) for month, i, m in happened(turned, kind)] == wanted
    assert len(happened(given, EVENT.market_entered)) > 10


def test_of_two_equal_markets_chance_picks_one_wherever_they_stand_in_the_table() -> None:
    twins = [
        {"code": code, "name": code, "gdp": 900.0, "population": 9.0, "distances": {"SE": 0.1}}
        for code in ("XA", "XB")
    ]
    makers = {"count": 40, "markets": ["SE"], "employees": 300.0, "readiness": 0.9, "cash": 9.0}
    tables: dict[str, Any] = {
        "scenario": {"ticks": 12, "markets": ["SE"]},
        "market": twins,
        "population": {"provider": makers},
    }
    given, turned = world_of(**tables), reordered(world_of(**tables), [0, 2, 1])
    for world in (given, turned):
        stage(world, Stage.CHOOSE_MARKET)
    chosen = given.market_choice
    assert np.array([0, 2, 1, -1])[turned.market_choice].tolist() == chosen.tolist()
    assert np.count_nonzero(chosen == 1) > 3
    assert np.count_nonzero(chosen == 2) > 3


def test_every_exit_of_a_month_is_an_event() -> None:
    providers = {"provider": {"count": 60}}
    world = world_of(scenario={"ticks": 3}, population=providers, network={"generator": "none"})
    world.months_in[:] = np.arange(len(world.market_key)) != world.home[:, None]
    world.months_of_loss[:] = 99 * world.months_in
    world.firms[FIRM.markets_served] = np.count_nonzero(world.months_in, axis=1)
    present = np.count_nonzero(world.months_in)
    stage(world, Stage.MOVE_IN_MARKETS)
    assert len(happened(world, EVENT.market_left)) == present > 3000


def test_nobody_enters_its_home_or_a_market_twice() -> None:
    world, served = world_of(), set()
    for tick in range(1, 61):
        served = {(i, m) for i, m in zip(*np.nonzero(world.months_in), strict=True)}
        stage(world, Stage.CHOOSE_MARKET, tick)
        for i, market in enumerate(world.market_choice.tolist()):
            if market >= 0:
                assert world.kind[i] == PROVIDER
                assert market != world.home[i]
                assert (i, market) not in served
        run_on(world, tick, tick)
    makers = world.kind == PROVIDER
    count = np.count_nonzero(world.months_in, axis=1)
    assert world.firms[FIRM.markets_served, makers].tolist() == count[makers].tolist()
    assert count[makers].any()


def test_the_first_entry_is_noted_and_stays() -> None:
    world = world_of()
    run_on(world, 1, 60)
    months: dict[int, int] = {}
    for month, i, _ in happened(world, EVENT.market_entered):
        months.setdefault(i, month)
    assert months
    for i, noted in enumerate(world.firms[FIRM.first_entry].tolist()):
        assert noted == months.get(i, 0)


@pytest.mark.parametrize(
    "parameters",
    [{"entry_cost": 100.0}, {"market_running_cost": 10.0}, {"entry_rate": 0.0}],
)
def test_nobody_enters_what_does_not_pay(parameters: dict[str, float]) -> None:
    world = world_of(parameters={**ECOSYSTEM["parameters"], **parameters})
    run_on(world, 1, 24)
    assert happened(world, EVENT.market_entered) == []


def test_nobody_enters_without_the_cash_for_it() -> None:
    world, poor = world_of(), world_of()
    for one in (world, poor):
        run_on(one, 1, 12)
    poor.firms[FIRM.cash] = 0.0
    chosen = []
    for tick in range(13, 25):
        for one in (world, poor):
            stage(one, Stage.CHOOSE_MARKET, tick)
        assert np.all(poor.market_choice == -1)
        chosen += world.market_choice[world.market_choice >= 0].tolist()
    assert chosen


def test_partners_in_a_market_open_it_more_often() -> None:
    alone = {**ECOSYSTEM["parameters"], "partner_reach": 0.0}
    helped, unhelped = world_of(), world_of(parameters=alone)
    for world in (helped, unhelped):
        run_on(world, 1, 36)
    entered = [len(happened(world, EVENT.market_entered)) for world in (helped, unhelped)]
    assert entered[0] > entered[1]


def test_an_entry_is_paid_in_the_next_month() -> None:
    world = world_of()
    tick = 0
    while not happened(world, EVENT.market_entered):
        tick += 1
        run_on(world, tick, tick)
    i = happened(world, EVENT.market_entered)[0][1]
    cost = world.firms[FIRM.entry_due, i]
    assert cost > 0.0
    run_months(world, tick + 1, tick + 1, 0, int(Stage.CLOSE_BOOKS), 0, len(world.kind))
    assert world.firms[FIRM.cost_markets, i] >= cost
    assert world.firms[FIRM.cost, i] > cost
    assert world.firms[FIRM.entry_due, i] == 0.0


def test_a_market_that_loses_money_is_left_when_patience_ends() -> None:
    world = world_of(parameters={**ECOSYSTEM["parameters"], "market_patience": 4.0})
    firm = int(np.flatnonzero(world.kind == PROVIDER)[0])
    market = int(np.flatnonzero(np.arange(len(CODES)) != world.home[firm])[0])
    world.months_in[firm, market], world.firms[FIRM.markets_served, firm] = 24, 1.0
    world.settings[:] = world_of(
        parameters={"market_patience": 4.0, "market_running_cost": 10.0, "entry_rate": 0.0}
    ).settings
    world.firms[FIRM.cash] = 1e6
    run_on(world, 1, 4)
    assert world.months_in[firm, market] > 24
    run_on(world, 5, 5)
    assert world.months_in[firm, market] == 0
    assert (5, firm, market) in happened(world, EVENT.market_left)


def test_a_firm_that_closes_is_nowhere_any_more() -> None:
    world = world_of()
    run_on(world, 1, 36)
    firm = int(np.flatnonzero(world.firms[FIRM.markets_served] > 0.0)[0])
    world.firms[FIRM.cash, firm] = -1e6
    run_on(world, 37, 38)
    assert not world.months_in[firm].any()
    assert world.firms[FIRM.markets_served, firm] == 0.0
    assert world.firms[FIRM.revenue_foreign, firm] == 0.0
