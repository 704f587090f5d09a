"""Worlds to measure on: generated ecosystems of any size, and copies of worlds."""

from __future__ import annotations

from ecosim.declarations.scenario import Group, NetworkSpec, Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.world import COUNTER, World

__all__ = ["SEED", "copied", "generated", "relationships"]

SEED = 42
# Share of each kind; mean degree 8 then gives four relationships for each firm.
_SHARES = {"provider": 0.2, "customer": 0.6, "partner": 0.15, "logistics": 0.05}


def generated(firms: int, ticks: int) -> World:
    """Return a world of generated firms in four industries and four countries.

    Parameters
    ----------
    firms : about how many
    ticks : months there is room for in the series
    """
    groups = tuple(
        Group(
            kind,
            round(share * firms),
            industries=("steel", "mining", "forestry", "machinery"),
            markets=("SE", "FI", "DE", "NO"),
            presence=3.0 if kind in ("partner", "logistics") else 0.0,
        )
        for kind, share in _SHARES.items()
    )
    scenario = Scenario(
        name="benchmark", ticks=ticks, groups=groups, network=NetworkSpec(mean_degree=8.0)
    )
    return build_world(Blueprint.of(scenario), SEED, 0, keep_events=False)


def copied(world: World) -> World:
    """Return a world with the same content in arrays of its own."""
    return World(*(array.copy() for array in world))


def relationships(world: World) -> int:
    """Return how many slots for relationships the update goes through."""
    return int(world.counters[COUNTER.top])
