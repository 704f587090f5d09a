"""Relationships begin and end; the lists that hold them agree every month."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ecosim.compiled import PLAIN
from ecosim.declarations.columns import FIRM
from ecosim.declarations.fields import KINDS
from ecosim.declarations.networks import pair_of
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import COUNTER, PROVIDER, World

SLOWER = 5 if PLAIN else 1


def active(world: World) -> np.ndarray:
    return np.flatnonzero(world.source >= 0)


def check_lists(world: World) -> None:
    """Check that every relationship is in the lists of its two firms once, and nowhere else."""
    lists = [
        world.links[start : start + degree].tolist()
        for start, degree in zip(world.link_start, world.degree, strict=False)
    ]
    held = sorted((firm, slot) for firm, slots in enumerate(lists) for slot in slots)
    slots = active(world)
    ends = [
        *zip(world.source[slots], slots, strict=True),
        *zip(world.target[slots], slots, strict=True),
    ]
    assert held == sorted((int(firm), int(slot)) for firm, slot in ends)
    assert np.all(world.degree <= np.diff(world.link_start))


def check_pairs(world: World) -> None:
    """Check that only different firms of kinds that go together are related, and once at most."""
    slots = active(world)
    pairs = {frozenset(pair) for pair in zip(world.source[slots], world.target[slots], strict=True)}
    assert len(pairs) == len(slots)
    assert all(len(pair) == 2 for pair in pairs)
    for source, target in zip(world.source[slots], world.target[slots], strict=True):
        kinds = world.kind[source], world.kind[target]
        assert pair_of(KINDS[kinds[0]], KINDS[kinds[1]]) is not None
        assert kinds[0] == PROVIDER or PROVIDER not in kinds
    assert np.all(world.firms[FIRM.alive][world.source[slots]] > 0.0)
    assert np.all(world.firms[FIRM.alive][world.target[slots]] > 0.0)


def check_slots(world: World) -> None:
    """Check that every slot ever used is either active or waits on the stack, once."""
    top, free = int(world.counters[COUNTER.top]), int(world.counters[COUNTER.free])
    waiting = world.free[:free].tolist()
    assert sorted([*waiting, *active(world).tolist()]) == list(range(top))
    assert top <= len(world.source)


@settings(max_examples=60 // SLOWER)
@given(data=st.data())
def test_the_lists_of_relationships_agree_after_every_month(
    scenarios: SearchStrategy[Scenario], data: st.DataObject
) -> None:
    scenario = data.draw(scenarios)
    world = build_world(Blueprint.of(scenario), scenario.seed, 0, keep_events=False)
    for tick in range(scenario.ticks + 1):
        if tick > 0:
            run_months(world, tick, tick, 0, len(Stage) - 1, 0, len(world.kind))
        check_lists(world)
        check_pairs(world)
        check_slots(world)
