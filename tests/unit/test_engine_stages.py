"""Stages treat firms as they treat each alone, several at once or not; idle ones change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import BY_FIRM, Stage, run_months
from ecosim.engine.world import CUSTOMER, World
from ecosim.scenarios import load_scenario

MONTH = 14  # after the first year, with its firms at work
CLOSED = 6
SMALL = {
    "scenario": {"ticks": 24, "markets": ["SE", "FI", "DE"]},
    "population": {
        "provider": {"count": 5},
        "customer": {"count": 9},
        "partner": {"count": 5},
        "logistics": {"count": 2},
    },
}


def copy_of(world: World) -> World:
    return World(*(array.copy() for array in world))


@pytest.fixture(scope="module")
def world() -> World:
    """A world with a firm that closed, beside others in business."""
    found = build_world(Blueprint.of(load_scenario(SMALL)), 3, 0, keep_events=False)
    run_months(found, 1, MONTH - 1, 0, len(Stage) - 1, 0, len(found.kind))
    found.firms[FIRM.alive, CLOSED] = 0.0
    return found


@pytest.mark.parametrize("stage", sorted(BY_FIRM), ids=lambda stage: Stage(stage).name)
def test_firms_one_by_one_and_all_at_once_come_out_equal_to_the_bit(
    stage: Stage, world: World
) -> None:
    count = len(world.kind)
    together, alone = copy_of(world), copy_of(world)
    run_months(together, MONTH, MONTH, stage, stage, 0, count)
    for i in range(count):
        run_months(alone, MONTH, MONTH, stage, stage, i, i + 1)
    for name, one, other in zip(World._fields, together, alone, strict=True):
        assert np.array_equal(one, other), name


def test_months_of_a_closed_firm_are_not_added_up(world: World) -> None:
    after = copy_of(world)
    run_months(after, MONTH, MONTH, Stage.ASSESS, Stage.ASSESS, 0, len(world.kind))
    changed = (after.totals != world.totals).any(axis=0)
    assert not changed[CLOSED]
    assert changed[:CLOSED].all()


@pytest.fixture(scope="module")
def idle() -> World:
    """A world without co-creation, and so without anything of it."""
    settings = {"mechanisms.co_creation": False, "mechanisms.managers": False}
    blueprint = Blueprint.of(load_scenario(SMALL).with_settings(settings))
    return build_world(blueprint, 3, 0, keep_events=False)


def after_co_creation(world: World) -> World:
    run_months(world, 1, 1, Stage.ORGANIZE, Stage.CO_CREATE, 0, len(world.kind))
    return world


def test_where_nothing_is_joint_nothing_changes(idle: World) -> None:
    changed = after_co_creation(copy_of(idle))
    assert all(map(np.array_equal, changed, idle))


def test_what_is_left_of_joint_work_still_fades_or_is_cleared(idle: World) -> None:
    slot = int(np.flatnonzero(idle.kind[idle.target] == CUSTOMER)[0])
    buyer, provider = int(idle.target[slot]), int(idle.source[slot])

    mapped = copy_of(idle)
    mapped.ties[TIE.data_access, slot] = 0.5
    assert 0.0 < after_co_creation(mapped).ties[TIE.data_access, slot] < 0.5

    built = copy_of(idle)
    built.modules[provider, 3] = 0.5
    assert 0.0 < after_co_creation(built).modules[provider, 3] < 0.5

    spent = copy_of(idle)
    spent.ties[TIE.development_cost, slot] = 1.0
    assert after_co_creation(spent).ties[TIE.development_cost, slot] == 0.0

    paid = copy_of(idle)
    paid.firms[FIRM.cost_development, buyer] = 1.0
    assert after_co_creation(paid).firms[FIRM.cost_development, buyer] == 0.0
