"""Building the world of one replicate from a scenario."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosim.declarations.scenario import Scenario
from ecosim.engine.kernels.firms import FIELD, draw_fields
from ecosim.engine.kernels.setup import set_up
from ecosim.engine.network import initial_edges
from ecosim.engine.room import empty_world
from ecosim.engine.roster import Roster, make_roster
from ecosim.engine.start import Start, start_of
from ecosim.engine.world import World

__all__ = ["Blueprint", "build_world", "go_on_under"]


@dataclass(frozen=True)
class Blueprint:
    """What all replicates of a scenario share.

    Parameters
    ----------
    scenario, roster : who and what
    start : the same as arrays
    """

    scenario: Scenario
    roster: Roster
    start: Start

    @classmethod
    def of(cls, scenario: Scenario) -> Blueprint:
        """Work out what all replicates of a scenario share."""
        roster = make_roster(scenario)
        return cls(scenario, roster, start_of(scenario, roster))


def build_world(blueprint: Blueprint, seed: int, replicate: int, keep_events: bool) -> World:
    """Return the world at the start of a replicate.

    Parameters
    ----------
    blueprint : of the scenario
    seed, replicate : whole numbers from 0; with the scenario they determine every draw
    keep_events : whether there is a buffer for events
    """
    scenario, start = blueprint.scenario, blueprint.start
    seeds = np.array([seed, replicate], dtype=np.uint64)
    drawn = draw_fields(start, seeds)
    edges = initial_edges(scenario.network, start, drawn[FIELD.ties], seeds)
    world = empty_world(start, seeds, edges, scenario.ticks, keep_events)
    set_up(world, start, drawn, edges)
    return world


def go_on_under(world: World, blueprint: Blueprint) -> None:
    """Let a world go on under the settings and strategies of another blueprint of its firms."""
    start = blueprint.start
    world.settings[:] = start.settings
    world.policy[:], world.strategy[:] = start.policy, start.strategy
    world.innovation[:] = start.innovation
