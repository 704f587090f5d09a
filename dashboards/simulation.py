"""One run that can be stepped, taken back to any month, looked into, and forked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import FIRM
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.run import EVENT_DTYPE, take_events
from ecosim.engine.world import COUNTER, PROVIDER, World
from ecosim.experiments.forks import UNDECIDED, Decision, copy_world, fork_world, step_with

__all__ = ["Simulation"]

_SPACING = 12  # months between checkpoints, until they take too much room
_ROOM = 48_000_000  # bytes for checkpoints

Seen = TypeVar("Seen")


class Simulation:
    """One replicate of a scenario, between its first month and the last.

    The model is deterministic, so a month that is over is found again by going on from a copy of
    an earlier one; only a few copies are kept.

    Parameters
    ----------
    scenario : resolved
    seed, replicate : whole numbers from 0

    Attributes
    ----------
    month : the last that is over
    first : the month from which on it can be looked at: 0, or where it was forked
    """

    def __init__(self, scenario: Scenario, seed: int, replicate: int = 0) -> None:
        self.blueprint = Blueprint.of(scenario)
        self.world = build_world(self.blueprint, seed, replicate, keep_events=True)
        self.seed, self.replicate = seed, replicate
        self.month = self.first = 0
        self._decision = UNDECIDED
        self._past: Simulation | None = None
        self.providers = np.flatnonzero(self.world.kind == PROVIDER)
        self._trails = np.zeros((scenario.ticks + 1, 2, len(self.providers)), np.float32)
        self._events: list[NDArray[np.void]] = []
        self._spacing = _SPACING
        self._checkpoints = {0: copy_world(self.world)}
        self._note()

    @property
    def scenario(self) -> Scenario:
        """Return the scenario."""
        return self.blueprint.scenario

    @property
    def over(self) -> bool:
        """Tell whether the last month is over."""
        return self.month >= self.scenario.ticks

    def step(self) -> None:
        """Go through one month; nothing happens after the last."""
        if self.over:
            return
        self.month += 1
        self._pass(self.world, self.month)
        self._events.append(take_events(self.world))
        self._note()
        if self.month % self._spacing == 0 and self.month not in self._checkpoints:
            self._checkpoints[self.month] = copy_world(self.world)
            self._thin()

    def go_to(self, month: int) -> None:
        """Go to the end of a month, back or ahead; 0 is the start, a fork's is where it began."""
        month = max(self.first, min(month, self.scenario.ticks))
        if month < self.month:
            self._go_back(month)
        while self.month < month:
            self.step()

    def at(self, month: int) -> World:
        """Return a copy of the world as it was at the end of a month that is over."""
        if self._past and month < self.first:
            return self._past.at(month)
        start = max(done for done in self._checkpoints if done <= month)
        world = copy_world(self._checkpoints[start])
        for tick in range(start + 1, month + 1):
            self._pass(world, tick)
            world.counters[COUNTER.events] = 0
        return world

    def history(self, see: Callable[[World], Seen]) -> list[Seen]:
        """Return what is seen of the world after each month from ``first`` on, itself included."""
        world = copy_world(self._checkpoints[self.first])
        seen = [see(world)]
        for tick in range(self.first + 1, self.month + 1):
            self._pass(world, tick)
            world.counters[COUNTER.events] = 0
            seen.append(see(world))
        return seen

    def fork(self, overrides: Mapping[str, Any], decision: Decision = UNDECIDED) -> Simulation:
        """Return a twin: the same past, the same chance ahead, other settings from now on.

        Parameters
        ----------
        overrides : settings by dotted name
        decision : of one firm

        Raises
        ------
        InputError
            for an unknown setting or firm, or a value outside its range
        """
        blueprint = Blueprint.of(self.scenario.with_settings(overrides))
        twin = object.__new__(Simulation)
        twin.__dict__.update(vars(self))
        twin.blueprint, twin.world = blueprint, fork_world(self.world, blueprint, decision)
        twin.first, twin._decision, twin._past = self.month, decision, self
        twin._trails, twin._events = self._trails.copy(), list(self._events)
        twin._checkpoints = {self.month: copy_world(twin.world)}
        return twin

    def decided(self, month: int, firm: int) -> bool:
        """Tell whether a firm's offer of a month was the fork's decision and not its own choice."""
        made = self._decision
        if not made.offer or month != self.first + 1:
            return False
        return bool(self.blueprint.roster.index[made.firm] == firm)

    @property
    def events(self) -> NDArray[np.void]:
        """Return all that has happened so far, in order."""
        return np.concatenate([np.empty(0, EVENT_DTYPE), *self._events])

    @property
    def trails(self) -> NDArray[np.float32]:
        """Return maturity and involvement of providers, [months so far and the start, 2, m]."""
        return self._trails[: self.month + 1]

    def _pass(self, world: World, month: int) -> None:
        """Let one month pass in a world; a fork's decision is made in its first."""
        decision = self._decision if month == self.first + 1 else UNDECIDED
        step_with(world, month, decision, self.blueprint.roster)

    def _note(self) -> None:
        firms = self.world.firms
        self._trails[self.month, 0] = firms[FIRM.maturity, self.providers]
        self._trails[self.month, 1] = firms[FIRM.involvement, self.providers]

    def _go_back(self, month: int) -> None:
        start = max(done for done in self._checkpoints if done <= month)
        self.world, self.month = copy_world(self._checkpoints[start]), start
        events = self.events
        self._events = [events[events["tick"] <= start]]

    def _thin(self) -> None:
        """Drop every second checkpoint where all of them take too much room."""
        if len(self._checkpoints) * _size(self.world) <= _ROOM:
            return
        self._spacing *= 2
        first = min(self._checkpoints)
        self._checkpoints = {
            month: world
            for month, world in self._checkpoints.items()
            if month == first or month % self._spacing == 0
        }


def _size(world: World) -> int:
    return sum(part.nbytes for part in world)
