"""Worlds to measure on: generated ecosystems of any size, and copies of worlds."""

from __future__ import annotations

from collections.abc import Mapping

from ecosim.declarations.scenario import Group, NetworkSpec, Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.world import COUNTER, World

__all__ = ["SEED", "TWIN_WITHOUT", "copied", "generated", "relationships"]

SEED = 42
# Mechanisms that the compiled month has and its Mesa twin does not: off wherever both run.
TWIN_WITHOUT = dict.fromkeys(
    (
        "co_creation", "services", "paradox", "managers", "logistics", "journeys",
        "reinforcing_feedback", "taste_drift",
    ),
    False,
)  # fmt: skip
# Share of each kind; mean degree 8 then gives four relationships for each firm.
_SHARES = {"provider": 0.2, "customer": 0.6, "partner": 0.15, "logistics": 0.05}


def generated(firms: int, ticks: int, mechanisms: Mapping[str, bool] | None = None) -> World:
    """Return a world of generated firms in four industries and four countries.

    Parameters
    ----------
    firms : about how many
    ticks : months there is room for in the series
    mechanisms : switches; all others are on
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
        name="benchmark", ticks=ticks, groups=groups, network=NetworkSpec(mean_degree=8.0),
        mechanisms=dict(mechanisms or {}),
    )  # fmt: skip
    return build_world(Blueprint.of(scenario), SEED, 0, keep_events=False)


def copied(world: World) -> World:
    """Return a world with the same content in arrays of its own."""
    return World(*(array.copy() for array in world))


def relationships(world: World) -> int:
    """Return how many slots for relationships the update goes through."""
    return int(world.counters[COUNTER.top])
