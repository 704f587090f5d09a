"""Many runs of one scenario, in memory or in a folder."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run
from ecosim.errors import InputError
from ecosim.experiments import simulate
from ecosim.experiments.replicates import in_order, usable_threads
from ecosim.results import Results, sink
from ecosim.results.sink import TableSink
from ecosim.scenarios import load_scenario

ECOSYSTEM: dict[str, Any] = {
    "scenario": {"ticks": 10, "seed": 5, "markets": ["FI", "SE"]},
    "population": {
        "provider": {"count": 3},
        "customer": {"count": 6},
        "partner": {"count": 3, "presence": 1.0},
    },
    "network": {"mean_degree": 4},
    "parameters": {"search_rate": 0.5},
}
RECORDED = {
    "runs": {"runs"},
    "ecosystem": {"runs", "ecosystem", "events"},
    "firms": {"runs", "ecosystem", "events", "firms"},
    "all": {"runs", "ecosystem", "events", "firms", "relationships"},
}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(ECOSYSTEM)


@pytest.mark.parametrize("level", RECORDED)
@pytest.mark.parametrize("format", ["arrow", "parquet"])
def test_a_folder_holds_what_would_be_in_memory(
    scenario: Scenario, tmp_path: Path, level: str, format: str
) -> None:
    in_memory = simulate(scenario, 3, 4, record=level, every=4)
    in_folder = simulate(scenario, 3, 4, record=level, every=4, out=tmp_path / "out", format=format)
    assert set(in_memory.recorded) == set(in_folder.recorded) == RECORDED[level]
    for name in in_memory.recorded:
        assert in_memory.table(name).equals(in_folder.table(name))
    assert in_folder.folder == tmp_path / "out"


def test_the_tables_hold_the_numbers_of_the_runs(scenario: Scenario) -> None:
    results = simulate(scenario, 3, 3, record="firms")
    blueprint = Blueprint.of(scenario)
    for k in range(3):
        finished = run(blueprint, 3, k, "firms")
        row = results.runs.slice(k, 1).to_pylist()[0]
        assert row["replicate"] == k
        for name, value in finished.outcomes.items():
            assert row[name] == (pytest.approx(value, nan_ok=True) if value == value else None)
    assert results.ecosystem.num_rows == 3 * scenario.ticks
    assert results.firms.num_rows == 3 * scenario.ticks * len(blueprint.roster.ids)


def test_more_replicates_leave_the_first_ones_as_they_were(scenario: Scenario) -> None:
    few, many = simulate(scenario, 3, 2), simulate(scenario, 3, 9)
    assert many.runs.slice(0, 2).equals(few.runs)


def test_the_scenario_s_own_seed_is_used_where_none_is_given(scenario: Scenario) -> None:
    assert simulate(scenario, replicates=2).runs.equals(simulate(scenario, 5, 2).runs)
    assert not simulate(scenario, 6, 2).runs.equals(simulate(scenario, 5, 2).runs)


def test_progress_counts_runs(scenario: Scenario) -> None:
    told: list[tuple[int, int]] = []
    simulate(scenario, 3, 7, threads=2, progress=lambda *numbers: told.append(numbers))
    assert told == [(k, 7) for k in range(1, 8)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"seed": -1}, "seed: -1 is not a whole number from 0"),
        ({"seed": 2**63}, "seed: 9223372036854775808 is not"),
        ({"replicates": 0}, "replicates: 0 is not from 1 to 10,000,000"),
        ({"record": "firm"}, "record: 'firm' is none of runs, ecosystem, firms, all"),
        ({"every": 0}, "every: 0 is below 1"),
        ({"threads": 0}, "threads: 0 is not from 1 to 1024"),
        ({"format": "csv"}, "csv"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(
    scenario: Scenario, tmp_path: Path, arguments: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError) as refusal:
        simulate(scenario, **{"out": tmp_path / "out", **arguments})
    assert said in str(refusal.value)


def test_answers_come_in_order_and_no_task_is_begun_long_before_its_turn() -> None:
    begun = []

    def work(task: int) -> int:
        begun.append(task)
        return task * task

    answers = in_order(work, range(1000), 3)
    assert next(answers) == 0
    assert len(begun) <= 4 * 3 + 2
    assert list(answers) == [k * k for k in range(1, 1000)]


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_in_a_task_reaches_the_caller(threads: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda task: 1 // (task - 5), range(100), threads))


def test_threads_are_as_many_as_asked_for_or_as_cores() -> None:
    assert usable_threads(3) == 3
    assert usable_threads(None) >= 1


def test_ctrl_c_between_two_tables_leaves_all_tables_of_the_same_runs(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = TableSink.write
    calls: list[str] = []

    def write(sink: TableSink, rows: Any) -> None:
        calls.append(sink.path.name)
        if len(calls) == 6:
            os.kill(os.getpid(), signal.SIGINT)
        written(sink, rows)

    monkeypatch.setattr(TableSink, "write", write)
    simulate(scenario, replicates=5, record="all", threads=1, out=tmp_path / "out")
    kept = Results.read(tmp_path / "out")
    runs = kept.runs["run_id"].to_pylist()
    assert 1 <= len(runs) < 5
    for name in ("ecosystem", "firms", "relationships"):
        assert set(getattr(kept, name)["run_id"].to_pylist()) == set(runs)


@pytest.mark.parametrize("rows_held", [100, 1 << 14])
@pytest.mark.parametrize("format", ["arrow", "parquet"])
def test_what_was_finished_before_ctrl_c_is_as_if_no_more_had_been_asked_for(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, rows_held: int
) -> None:
    monkeypatch.setattr(sink, "_ROWS_HELD", rows_held)

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    asked = {"record": "all", "threads": 1, "format": format}
    stopped = simulate(scenario, 3, 9, out=tmp_path / "stopped", progress=stop, **asked)
    simulate(scenario, 3, stopped.runs.num_rows, out=tmp_path / "whole", **asked)

    assert stopped.provenance["command"]["replicates"] == stopped.runs.num_rows < 9
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "stopped").iterdir()} == whole
