"""What outcomes are made of is what NumPy makes of the same world."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ecosim.declarations.columns import FIRM, NEED, SERIES, TIE
from ecosim.engine.build import Blueprint
from ecosim.engine.kernels.needs import SERVED
from ecosim.engine.kernels.summary import Summary, summarize
from ecosim.engine.run import run_to_end
from ecosim.engine.settings import P
from ecosim.engine.world import CHAIN, CUSTOMER, NEEDS, PROVIDER, TOTAL, World
from ecosim.scenarios import load_scenario

SMALL = {
    "scenario": {"ticks": 40, "markets": ["SE", "FI", "DE"]},
    "population": {
        "provider": {"count": 6, "employees": 60.0},
        "customer": {"count": 12, "needs_rate": 0.3, "employees": 150.0},
        "partner": {"count": 5},
        "logistics": {"count": 2},
    },
}


@pytest.fixture(scope="module")
def world() -> World:
    found = run_to_end(Blueprint.of(load_scenario(SMALL)), 5, 0)[1]
    assert (found.needs[NEED.status] == SERVED).any()
    return found


@pytest.fixture(scope="module")
def found(world: World) -> Summary:
    return summarize(world)


def test_means_and_sums(found: Summary, world: World) -> None:
    providers = world.kind == PROVIDER
    assert np.allclose(found.last, world.series[-12:].mean(axis=0))
    assert np.allclose(found.whole, world.series.mean(axis=0))
    assert np.allclose(found.totals, world.totals.sum(axis=1))
    assert np.allclose(found.of_providers, world.totals[:, providers].sum(axis=1))
    assert np.allclose(found.effort, world.effort.sum(axis=0))
    assert math.isclose(found.first_revenue, world.series[:12, SERIES.revenue].mean())
    assert math.isclose(found.lived, world.series[:, SERIES.relationships].sum())


def test_firms(found: Summary, world: World) -> None:
    firms, providers = world.firms, world.kind == PROVIDER
    alive, entered = firms[FIRM.alive], firms[FIRM.first_entry]
    active = providers & (alive > 0.0)
    assert found.survival == alive.mean()
    assert found.provider_survival == alive[providers].mean()
    assert found.provider_age == firms[FIRM.age, providers].sum()
    assert found.customer_age == firms[FIRM.age, world.kind == CUSTOMER].sum()
    assert math.isclose(found.first_entry, entered[entered > 0.0].mean())
    assert math.isclose(found.module_stock, world.modules[active].mean())
    assert math.isclose(found.practice, firms[FIRM.practice, active].mean())
    both = np.corrcoef(firms[FIRM.maturity, active], firms[FIRM.involvement, active])
    assert math.isclose(found.coevolution, both[0, 1])


def test_results_against_disturbances(found: Summary, world: World) -> None:
    months, totals = len(world.series), world.totals

    def spread(total: int, squared: int) -> float:
        return float(np.sqrt(totals[squared] / months - (totals[total] / months) ** 2).mean())

    result = spread(TOTAL.result, TOTAL.result_squared)
    hit = spread(TOTAL.disturbance, TOTAL.disturbance_squared)
    assert math.isclose(found.attenuation, result / hit)


def test_services(found: Summary, world: World) -> None:
    ties = (world.source >= 0) & (world.kind[world.target] == CUSTOMER)
    served = (world.needs[NEED.status] == SERVED).reshape(-1, NEEDS)
    stage, relief, saving = (
        world.needs[row].reshape(-1, NEEDS) for row in (NEED.stage, NEED.relief, NEED.saving)
    )
    relieved = [np.where(served & (stage == k), relief, 0.0).sum(axis=1) for k in range(CHAIN)]
    capacity = world.operation + np.stack(relieved, axis=1)
    gain = capacity.min(axis=1) - world.operation.min(axis=1)
    worth = (saving * served).sum(axis=1) + world.settings[P.contribution] * gain
    assert math.isclose(
        found.realizable, (world.firms[FIRM.turnover, world.customer >= 0] * worth).sum()
    )
    assert math.isclose(found.realized, world.ties[TIE.realized, ties].sum())
    assert math.isclose(found.data_access, world.ties[TIE.data_access, ties].mean())
    assert found.realizable > 0.0


def test_a_mean_of_nothing_is_none(world: World) -> None:
    alone = World(*(array.copy() for array in world))
    alone.source[:], alone.firms[FIRM.alive], alone.firms[FIRM.first_entry] = -1, 0.0, 0.0
    found = summarize(alone)
    nothing = (found.data_access, found.module_stock, found.coevolution, found.first_entry)
    assert all(map(math.isnan, nothing))
    assert found.realized == 0.0
