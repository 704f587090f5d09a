"""The same bits with any number of threads, in any process, in one call or month by month."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import pytest

from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import BY_FIRM, Stage, run_months
from ecosim.engine.run import LEVELS, Run, run, run_to_end, step, take_events
from ecosim.engine.world import COUNTER, World
from ecosim.experiments import simulate
from ecosim.scenarios import load_scenario

SEED, REPLICATES = 11, 6
ECOSYSTEM: dict[str, Any] = {
    "scenario": {"ticks": 36, "markets": ["DE", "FI", "NO", "SE"]},
    "population": {
        "provider": {"count": 6, "cash": {"low": 0, "high": 2}},
        "customer": {"count": 12},
        "partner": {"count": 6, "presence": 2.0},
        "logistics": {"count": 2},
    },
    "shock": [{"month": 9, "kind": "demand", "size": 0.4}],
    "parameters": {"search_rate": 0.5, "entry_rate": 1.0, "ending_trust": 0.3},
}


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    return Blueprint.of(load_scenario(ECOSYSTEM))


def digest(*arrays: Any) -> str:
    whole = hashlib.sha256()
    for array in arrays:
        whole.update(np.ascontiguousarray(array).tobytes())
    return whole.hexdigest()


def run_digest(finished: Run) -> str:
    """Return a digest of everything that a fully recorded run leaves behind."""
    panel = finished.relationships
    assert finished.firms is not None
    assert panel is not None
    return digest(
        finished.ecosystem, finished.firm_outcomes, list(finished.outcomes.values()),
        finished.firms, panel.tick, panel.source, panel.target, panel.values, finished.events,
    )  # fmt: skip


def world_digest(world: World) -> str:
    """Return a digest of the whole state but the events, which are taken out on the way."""
    left_out = {"events", "event_detail", "counters"}
    return digest(*(array for name, array in world._asdict().items() if name not in left_out))


@pytest.fixture(scope="module")
def wanted(blueprint: Blueprint) -> list[str]:
    return [run_digest(run(blueprint, SEED, k, "all")) for k in range(REPLICATES)]


def test_replicates_differ(wanted: list[str]) -> None:
    assert len(set(wanted)) == REPLICATES


def process_pool(method: str) -> Callable[[], ProcessPoolExecutor]:
    return partial(ProcessPoolExecutor, 2, multiprocessing.get_context(method))


# From Python 3.12 a fork is warned about where any thread exists; here none holds a lock.
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(
    "pool",
    [
        partial(ThreadPoolExecutor, 2),
        partial(ThreadPoolExecutor, 5),
        process_pool("spawn"),
        process_pool("fork"),
        process_pool("forkserver"),
    ],
    ids=["2 threads", "5 threads", "spawn", "fork", "forkserver"],
)
def test_any_pool_gives_the_same_bits(
    pool: Callable[[], Any], blueprint: Blueprint, wanted: list[str]
) -> None:
    with pool() as workers:
        futures = [workers.submit(run, blueprint, SEED, k, "all") for k in range(REPLICATES)]
        assert [run_digest(future.result()) for future in futures] == wanted


def test_simulate_gives_the_same_tables_with_any_number_of_threads() -> None:
    scenario = load_scenario(ECOSYSTEM)
    one, two = (simulate(scenario, SEED, 12, record="all", threads=n) for n in (1, 2))
    assert one.recorded == two.recorded
    for name in one.recorded:
        assert one.table(name).equals(two.table(name))


def test_what_is_recorded_changes_nothing(blueprint: Blueprint) -> None:
    found = {level: run_to_end(blueprint, SEED, 0, level) for level in LEVELS}
    whole = {digest(one.ecosystem, one.firm_outcomes) for one, _ in found.values()}
    assert len(whole) == 1
    assert len({world_digest(world) for _, world in found.values()}) == 1
    assert len({digest(found[level][0].events) for level in ("ecosystem", "firms", "all")}) == 1


@pytest.mark.parametrize("every", [1, 5, 12, 100])
def test_how_often_is_recorded_changes_nothing(blueprint: Blueprint, every: int) -> None:
    finished, world = run_to_end(blueprint, SEED, 0, "all", every)
    monthly, plain = run_to_end(blueprint, SEED, 0, "all")
    assert world_digest(world) == world_digest(plain)
    assert finished.firms is not None
    assert monthly.firms is not None
    assert finished.ticks.tolist() == sorted({*range(every, 37, every), 36})
    assert finished.firms.tobytes() == monthly.firms[finished.ticks - 1].tobytes()


def test_months_one_by_one_and_stage_by_stage_give_the_same_bits(blueprint: Blueprint) -> None:
    at_once, monthly, staged = (build_world(blueprint, SEED, 0, keep_events=True) for _ in "123")
    assert run_months(at_once, 1, 36, 0, len(Stage) - 1, 0, len(at_once.kind)) == 37
    for tick in range(1, 37):
        run_months(monthly, tick, tick, 0, len(Stage) - 1, 0, len(monthly.kind))
        step(staged, tick)
    assert world_digest(at_once) == world_digest(monthly) == world_digest(staged)
    expected = take_events(at_once)
    assert len(expected) > 0
    for world in (monthly, staged):
        assert digest(take_events(world)) == digest(expected)
        assert digest(world.counters) == digest(at_once.counters)


def test_firms_one_by_one_from_last_to_first_give_the_same_bits(blueprint: Blueprint) -> None:
    whole, single = (build_world(blueprint, SEED, 0, keep_events=False) for _ in "12")
    count = len(single.kind)
    for tick in range(1, 13):
        step(whole, tick)
        for stage in range(len(Stage)):
            ranges = (
                [(i, i + 1) for i in reversed(range(count))] if stage in BY_FIRM else [(0, count)]
            )
            for low, high in ranges:
                run_months(single, tick, tick, stage, stage, low, high)
    assert world_digest(whole) == world_digest(single)


def test_a_full_buffer_of_events_stops_a_run_without_changing_it(blueprint: Blueprint) -> None:
    whole, narrow = (build_world(blueprint, SEED, 0, keep_events=True) for _ in "12")
    room = 6 * len(whole.kind) + 4 * len(whole.source)
    narrow = narrow._replace(events=narrow.events[:room], event_detail=narrow.event_detail[:room])
    run_months(whole, 1, 36, 0, len(Stage) - 1, 0, len(whole.kind))
    tick, taken = 1, []
    while tick <= 36:
        tick = run_months(narrow, tick, 36, 0, len(Stage) - 1, 0, len(narrow.kind))
        taken += narrow.events[: narrow.counters[COUNTER.events]].tolist()
        narrow.counters[COUNTER.events] = 0
    assert world_digest(whole) == world_digest(narrow)
    assert taken == whole.events[: whole.counters[COUNTER.events]].tolist()
