"""Two ways on the same seeds: what the second gains and loses against the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import ECOSYSTEM
from ecosim.declarations.outcomes import OUTCOMES
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.outcomes import outcomes_of
from ecosim.engine.world import World
from ecosim.errors import InputError
from ecosim.experiments.forks import Decision, fork_world, run_until, step_with
from ecosim.experiments.replicates import Progress, in_order, usable_threads
from ecosim.results.statistics import Interval, mean_interval, paired_difference

__all__ = [
    "OutcomePair",
    "Pairs",
    "check_month",
    "compare_scenarios",
    "forked",
    "two_scenarios",
]

Floats = NDArray[np.float64]
Worlds = tuple[World, World]


@dataclass(frozen=True)
class OutcomePair:
    """One outcome of the ecosystem in both ways.

    Parameters
    ----------
    name : outcome
    first, second : means over replicates, with intervals
    difference : second less first, paired by replicate
    spread : standard deviation of the first over replicates, NaN where undefined
    """

    name: str
    first: Interval
    second: Interval
    difference: Interval
    spread: float


@dataclass(frozen=True, eq=False)
class Pairs:
    """What both ways led to.

    Parameters
    ----------
    replicates, seed, months : how it was tried
    outcomes : of the whole run, in the order of their register
    series : [2, replicates, months, ecosystem series], the first way first
    """

    replicates: int
    seed: int
    months: int
    outcomes: tuple[OutcomePair, ...]
    series: NDArray[np.float32]

    def fan(self, way: int, name: str, shares: tuple[float, ...]) -> Floats:
        """Return quantiles over replicates of one series in one way, [shares, months]."""
        values = self.series[way, :, :, ECOSYSTEM.names.index(name)]
        found: Floats = np.quantile(values, shares, axis=0)
        return found

    def difference(self, name: str) -> tuple[Interval, ...]:
        """Return the paired difference of one series in every month."""
        first, second = self.series[..., ECOSYSTEM.names.index(name)].astype(np.float64)
        return tuple(map(paired_difference, second.T, first.T))


def two_scenarios(first: Scenario, second: Scenario, seed: int) -> Callable[[int], Worlds]:
    """Return what runs one replicate of two scenarios, both as long as the shorter one."""
    ticks = min(first.ticks, second.ticks)
    blueprints = [Blueprint.of(replace(scenario, ticks=ticks)) for scenario in (first, second)]

    def run(replicate: int) -> Worlds:
        one, other = (build_world(b, seed, replicate, keep_events=False) for b in blueprints)
        for world in (one, other):
            run_until(world, 1, ticks)
        return one, other

    return run


def forked(
    scenario: Scenario, at: int, overrides: Mapping[str, Any], decision: Decision, seed: int
) -> Callable[[int], Worlds]:
    """Return what runs one replicate that goes on in two ways after month ``at``.

    Raises
    ------
    InputError
        for an unknown setting or firm, a value outside its range, or a month after which none is
        left
    """
    check_month(at, scenario.ticks)
    blueprint = Blueprint.of(scenario)
    other_blueprint = Blueprint.of(scenario.with_settings(overrides))
    decision.check(blueprint.roster)

    def run(replicate: int) -> Worlds:
        world = build_world(blueprint, seed, replicate, keep_events=False)
        run_until(world, 1, at)
        twin = fork_world(world, other_blueprint, decision)
        step_with(twin, at + 1, decision, blueprint.roster)
        run_until(twin, at + 2, scenario.ticks)
        run_until(world, at + 1, scenario.ticks)
        return world, twin

    return run


def check_month(at: int, ticks: int) -> None:
    """Raise ``InputError`` unless a run of so many months goes on after month ``at``."""
    if not 0 <= at < ticks:
        raise InputError(f"at: {at} is not from 0 to {ticks - 1}, after which a month is left")


def compare_scenarios(
    run: Callable[[int], Worlds],
    replicates: int,
    seed: int,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Pairs:
    """Run replicates of two ways and return what they led to.

    Parameters
    ----------
    run : from ``two_scenarios`` or ``forked``
    replicates : at least 2
    seed : with which ``run`` was made
    threads, progress : as in ``simulate``
    """
    outcomes: list[tuple[dict[str, float], ...]] = []
    series: list[NDArray[np.float32]] = []
    answers = in_order(lambda replicate: _facts(run(replicate)), range(replicates),
                       usable_threads(threads))  # fmt: skip
    for done, (found, both) in enumerate(answers, start=1):
        outcomes.append(found)
        series.append(both)
        if progress is not None:
            progress(done, replicates)
    rows = tuple(_pair(name, outcomes) for name in OUTCOMES.names)
    return Pairs(replicates, seed, series[0].shape[1], rows, np.stack(series, axis=1))


def _facts(worlds: Worlds) -> tuple[tuple[dict[str, float], ...], NDArray[np.float32]]:
    series = np.stack([world.series.astype(np.float32) for world in worlds])
    return tuple(outcomes_of(world)[0] for world in worlds), series


def _pair(name: str, outcomes: list[tuple[dict[str, float], ...]]) -> OutcomePair:
    first, second = (np.array([found[way][name] for found in outcomes]) for way in (0, 1))
    defined = first[np.isfinite(first)]
    spread = float(defined.std(ddof=1)) if len(defined) > 1 else float("nan")
    return OutcomePair(
        name, mean_interval(first), mean_interval(second), paired_difference(second, first), spread
    )
