"""Running one replicate: months, panels, events, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import TIE_COLUMNS
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import BY_FIRM, Stage, run_months
from ecosim.engine.outcomes import outcomes_of
from ecosim.engine.world import COUNTER, World

__all__ = [
    "EVENT_DTYPE",
    "LEVELS",
    "RelationshipPanel",
    "Run",
    "StageHook",
    "run",
    "run_to_end",
    "step",
    "take_events",
]

LEVELS = ("runs", "ecosystem", "firms", "all")
EVENT_DTYPE = np.dtype(
    [("tick", "i4"), ("kind", "i4"), ("subject", "i4"), ("object", "i4"), ("detail", "f8")]
)
StageHook = Callable[[World, Stage, int], None]
"""Called after a stage with the world, the stage and the month; may write decision columns."""


@dataclass(frozen=True)
class RelationshipPanel:
    """Relationships month by month: L rows, values float32 [relationship columns, L]."""

    tick: NDArray[np.int32]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    values: NDArray[np.float32]


@dataclass(frozen=True)
class Run:
    """Everything one replicate leaves behind.

    Parameters
    ----------
    replicate, seed : which one
    firm_ids : names; firm numbers below are places in it
    outcomes : by name of ``OUTCOMES``
    firm_outcomes : [FIRM_OUTCOMES, n]
    ecosystem : float64 [months, ecosystem series]
    ticks : months (from 1) at which panels were recorded
    firms : float32 [recorded months, firm columns, n], or None
    relationships : panel, or None
    events : structured, see ``EVENT_DTYPE``
    """

    replicate: int
    seed: int
    firm_ids: tuple[str, ...]
    outcomes: dict[str, float]
    firm_outcomes: NDArray[np.float64]
    ecosystem: NDArray[np.float64]
    ticks: NDArray[np.int64]
    firms: NDArray[np.float32] | None
    relationships: RelationshipPanel | None
    events: NDArray[np.void]


def step(world: World, tick: int, hook: StageHook | None = None) -> None:
    """Run one month stage by stage, calling ``hook`` after each stage in which firms act."""
    firms = len(world.kind)
    for stage in range(len(Stage)):
        run_months(world, tick, tick, stage, stage, 0, firms)
        if hook is not None and stage in BY_FIRM:
            hook(world, Stage(stage), tick)


def run(
    blueprint: Blueprint,
    seed: int,
    replicate: int,
    level: str = "runs",
    every: int = 1,
    hook: StageHook | None = None,
) -> Run:
    """Run one replicate from start to end; see ``run_to_end``."""
    return run_to_end(blueprint, seed, replicate, level, every, hook)[0]


def run_to_end(
    blueprint: Blueprint,
    seed: int,
    replicate: int,
    level: str = "runs",
    every: int = 1,
    hook: StageHook | None = None,
) -> tuple[Run, World]:
    """Run one replicate and return what it leaves behind, with the world as it ends.

    Parameters
    ----------
    blueprint : of the scenario
    seed, replicate : whole numbers from 0
    level : "runs", "ecosystem", "firms" or "all": what is recorded beside outcomes
    every : months between records of panels
    hook : decisions in Python; without one the months run compiled as a whole
    """
    world = build_world(blueprint, seed, replicate, keep_events=level != "runs")
    recorder = _Recorder(level, every, blueprint.scenario.ticks)
    for last in recorder.stops():
        _advance(world, recorder, last, hook)
        recorder.record(world, last)
    outcomes, of_firms = outcomes_of(world)
    finished = Run(
        replicate=replicate,
        seed=seed,
        firm_ids=blueprint.roster.ids,
        outcomes=outcomes,
        firm_outcomes=of_firms,
        ecosystem=world.series,
        ticks=np.array(recorder.ticks, np.int64),
        firms=np.stack(recorder.firms) if recorder.firms else None,
        relationships=_panel(recorder.relationships) if recorder.relationships else None,
        events=np.concatenate(recorder.events) if len(recorder.events) > 1 else recorder.events[0],
    )
    return finished, world


def _advance(world: World, recorder: _Recorder, last: int, hook: StageHook | None) -> None:
    """Run months up to ``last``, emptying the buffer of events whenever it fills."""
    tick = recorder.next_tick
    while tick <= last:
        if hook is None:
            tick = run_months(world, tick, last, 0, len(Stage) - 1, 0, len(world.kind))
        else:
            step(world, tick, hook)
            tick += 1
        recorder.take_events(world)
    recorder.next_tick = tick


class _Recorder:
    """Collects panels and events of one run."""

    def __init__(self, level: str, every: int, months: int) -> None:
        self._with_firms = level in ("firms", "all")
        self._with_relationships = level == "all"
        self._every, self._months = every, months
        self.next_tick = 1
        self.ticks: list[int] = []
        self.firms: list[NDArray[np.float32]] = []
        self.relationships: list[RelationshipPanel] = []
        self.events: list[NDArray[np.void]] = []

    def stops(self) -> Iterator[int]:
        """Yield the months after which something is recorded, and the last."""
        if self._with_firms:
            yield from range(self._every, self._months, self._every)
        yield self._months

    def record(self, world: World, tick: int) -> None:
        """Copy this month's panels."""
        due = tick % self._every == 0 or tick == self._months
        if self._with_firms and due:
            self.ticks.append(tick)
            self.firms.append(world.firms.astype(np.float32))
        if self._with_relationships and due:
            self.relationships.append(relationships_now(world, tick))

    def take_events(self, world: World) -> None:
        """Move events out of the world's buffer."""
        self.events.append(take_events(world))


def take_events(world: World) -> NDArray[np.void]:
    """Return the events in a world's buffer, which is left empty."""
    count = int(world.counters[COUNTER.events])
    taken = np.empty(count, EVENT_DTYPE)
    if count == 0:
        return taken
    for place, name in enumerate(("tick", "kind", "subject", "object")):
        taken[name] = world.events[:count, place]
    taken["detail"] = world.event_detail[:count]
    world.counters[COUNTER.events] = 0
    return taken


def relationships_now(world: World, tick: int) -> RelationshipPanel:
    """Return all active relationships of this month."""
    slots = np.flatnonzero(world.source[: world.counters[COUNTER.top]] >= 0)
    return RelationshipPanel(
        tick=np.full(len(slots), tick, np.int32),
        source=world.source[slots].astype(np.int32),
        target=world.target[slots].astype(np.int32),
        values=world.ties[: len(TIE_COLUMNS), slots].astype(np.float32),
    )


def _panel(months: list[RelationshipPanel]) -> RelationshipPanel:
    """Return one panel from those of single months."""
    return RelationshipPanel(
        tick=np.concatenate([month.tick for month in months]),
        source=np.concatenate([month.source for month in months]),
        target=np.concatenate([month.target for month in months]),
        values=np.concatenate([month.values for month in months], axis=1),
    )
