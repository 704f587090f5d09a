"""Bounds come from a firm's own first year; gaps have to be closed; without money a firm ends."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import COUNTER, CUSTOMER, ESSENTIALS, World
from ecosim.scenarios import load_scenario

ECOSYSTEM: dict[str, Any] = {
    "scenario": {"ticks": 36, "markets": ["FI", "SE"]},
    "population": {
        "provider": {"count": 3},
        "customer": {"count": 6},
        "partner": {"count": 2},
        "logistics": {"count": 1},
    },
    "network": {"mean_degree": 3},
}


def world_of(**tables: Any) -> World:
    return build_world(Blueprint.of(load_scenario({**ECOSYSTEM, **tables})), 7, 0, keep_events=True)


def stages(world: World, tick: int, first: Stage, last: Stage) -> None:
    run_months(world, tick, tick, int(first), int(last), 0, len(world.kind))


def month(world: World, tick: int) -> None:
    stages(world, tick, Stage.DISTURB, Stage.RECORD)


def essentials(world: World) -> np.ndarray:
    firms = world.firms
    received = np.where(world.kind == CUSTOMER, firms[FIRM.served], firms[FIRM.quality])
    rows = [firms[FIRM.liquidity], received, firms[FIRM.interaction]]
    rows += [firms[FIRM.information_mean], firms[FIRM.coverage], 1.0 + firms[FIRM.operating_result]]
    return np.array(rows)


def test_the_reference_is_the_mean_of_the_first_year_and_stays() -> None:
    world, seen = world_of(), []
    for tick in range(1, 25):
        month(world, tick)
        seen.append(essentials(world))
        months = min(tick, 12)
        assert world.reference == pytest.approx(np.mean(seen[:months], axis=0), abs=1e-12)
    assert world.reference.shape[0] == ESSENTIALS


def test_every_firm_is_fully_viable_in_its_first_month() -> None:
    world = world_of()
    month(world, 1)
    assert world.firms[FIRM.viability] == pytest.approx(1.0)
    assert np.all(world.firms[FIRM.inside] == 1.0)


@pytest.mark.parametrize("variable", range(ESSENTIALS - 1))
def test_viability_follows_the_weakest_variable_down(variable: int) -> None:
    world = world_of()
    for tick in range(1, 14):
        month(world, tick)
    before = world.firms[FIRM.viability].copy()
    world.reference[variable] *= 4.0
    stages(world, 14, Stage.ASSESS, Stage.ASSESS)
    assert np.all(world.firms[FIRM.viability] < 0.3)
    assert np.all(world.firms[FIRM.viability] < before)
    assert not world.firms[FIRM.inside].any()


def test_a_demand_shock_opens_a_gap_of_its_size() -> None:
    shock = [{"month": 1, "kind": "demand", "size": 0.3}]
    world = world_of(shock=shock, parameters={"shock_rate": 0.0, "pooling": 0.0})
    stages(world, 1, Stage.DISTURB, Stage.ABSORB)
    assert world.firms[FIRM.demand_gap] == pytest.approx(0.3)


def months_until_closed(support: float) -> int:
    """Return the months in which a gap falls to a tenth at this support."""
    world = world_of(parameters={"shock_rate": 0.0})
    world.firms[FIRM.demand_gap], world.firms[FIRM.support] = 0.5, support
    for tick in range(1, 200):
        stages(world, tick, Stage.ABSORB, Stage.ABSORB)
        if np.all(world.firms[FIRM.demand_gap] < 0.05):
            return tick
    return 200


def test_a_gap_closes_faster_with_support() -> None:
    assert months_until_closed(0.8) < months_until_closed(0.3) < months_until_closed(0.0) < 200


def test_a_supply_shock_spoils_quality_and_raises_the_price_of_materials() -> None:
    shock = [{"month": 1, "kind": "supply", "size": 0.5}]
    quiet, struck = world_of(), world_of(shock=shock)
    for world in (quiet, struck):
        month(world, 1)
    assert np.all(struck.firms[FIRM.supply_gap] > 0.3)
    assert np.all(struck.firms[FIRM.quality] < quiet.firms[FIRM.quality])
    share = [
        w.firms[FIRM.cost_materials] / (w.firms[FIRM.profit] + w.firms[FIRM.cost])
        for w in (quiet, struck)
    ]
    assert np.all(share[1] > 1.3 * share[0])


def test_a_technology_shock_asks_more_and_regulation_more_of_some() -> None:
    for kind, touched in (("technology", range(6)), ("regulation", (2, 3, 4))):
        world = world_of(shock=[{"month": 1, "kind": kind, "size": 0.4}])
        before = world.requirement.copy()
        stages(world, 1, Stage.STRIKE, Stage.STRIKE)
        raised = np.flatnonzero((world.requirement > before).all(axis=0))
        assert raised.tolist() == list(touched)


def test_a_taste_shock_turns_only_customers() -> None:
    world = world_of(shock=[{"month": 1, "kind": "taste", "size": 0.6}])
    before = world.schemes.copy()
    stages(world, 1, Stage.STRIKE, Stage.STRIKE)
    turned = (world.schemes != before).any(axis=1)
    assert turned.tolist() == (world.kind == CUSTOMER).tolist()


def test_every_hit_of_a_dated_shock_is_an_event_however_many_there_are() -> None:
    shocks = [{"month": 2, "kind": "demand", "size": 0.001}] * 200
    world = world_of(shock=shocks)
    for tick in (1, 2):
        month(world, tick)
    kinds = world.events[: world.counters[COUNTER.events], 1]
    assert np.count_nonzero(kinds == EVENT.shock) == 200 * len(world.kind)


def test_a_shock_may_be_meant_for_one_firm_market_or_industry() -> None:
    firms = [
        {"id": "A", "kind": "provider", "market": "SE", "industry": "steel"},
        {"id": "B", "kind": "provider", "market": "FI", "industry": "steel"},
        {"id": "C", "kind": "provider", "market": "FI", "industry": "mining"},
    ]
    for limit, hit in (
        ({"firm": "B"}, "B"),
        ({"market": "FI"}, "BC"),
        ({"industry": "steel"}, "AB"),
    ):
        shock = [{"month": 1, "kind": "demand", "size": 0.3, **limit}]
        tables: dict[str, Any] = {"population": {}, "firm": firms, "shock": shock}
        world = world_of(**tables, network={"generator": "none"}, parameters={"shock_rate": 0.0})
        stages(world, 1, Stage.DISTURB, Stage.STRIKE)
        struck = np.flatnonzero(world.firms[FIRM.disturbance] > 0.0)
        assert "".join("ABC"[i] for i in struck) == hit


@pytest.mark.parametrize(("beyond", "alive"), [(1e-6, 0.0), (-1e-6, 1.0)])
def test_a_firm_closes_when_cash_and_credit_are_gone(beyond: float, alive: float) -> None:
    world = world_of(parameters={"credit": 2.0})
    month(world, 1)
    firms = world.firms
    firms[FIRM.cash, 0] = -2.0 * firms[FIRM.cost, 0] - beyond
    stages(world, 1, Stage.CLOSE_DOWN, Stage.PART)
    assert firms[FIRM.alive, 0] == alive
    assert (world.degree[0] == 0) == (alive == 0.0)
    assert np.all(firms[FIRM.alive, 1:] == 1.0)
    kinds = world.events[: world.counters[COUNTER.events], 1].tolist()
    assert (EVENT.firm_closed in kinds) == (alive == 0.0)


def test_a_closed_firm_learns_no_more() -> None:
    world = world_of()
    month(world, 1)
    world.firms[FIRM.cash, 0] = -1e6
    month(world, 2)
    names = ("coverage", "support", "interaction", "quality", "legitimacy", "digitization")
    places = [getattr(FIRM, name) for name in names]
    tables = (world.capability, world.values, world.schemes, world.effective)
    before = [world.firms[places, 0].tolist(), *(table[0].tolist() for table in tables)]
    for tick in range(3, 9):
        month(world, tick)
    assert [world.firms[places, 0].tolist(), *(table[0].tolist() for table in tables)] == before
    assert world.firms[FIRM.quality, 0] == 0.0


def test_a_closed_firm_keeps_its_cash_and_counts_no_more() -> None:
    world = world_of()
    for tick in (1, 2):
        month(world, tick)
    world.firms[FIRM.cash, 0] = -1e6
    month(world, 3)
    cash, totals = world.firms[FIRM.cash, 0], world.totals[:, 0].copy()
    for tick in range(4, 10):
        month(world, tick)
    assert world.firms[FIRM.alive, 0] == 0.0
    assert world.firms[FIRM.cash, 0] == cash
    assert world.totals[:, 0].tolist() == totals.tolist()
    for name in (
        "revenue_product",
        "revenue_foreign",
        "paid_partners",
        "cost_wages",
        "profit",
        "viability",
    ):
        assert world.firms[getattr(FIRM, name), 0] == 0.0
