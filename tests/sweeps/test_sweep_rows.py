"""A sweep's rows are those of single runs, in any chunks, after any interruption."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from ecosim.errors import InputError, RunError
from ecosim.experiments import simulate
from ecosim.results import Results
from ecosim.scenarios import load_scenario
from ecosim.sweeps import Options, sweep
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.client import Client, Tally
from ecosim.sweeps.compact import file_hash
from ecosim.sweeps.design import read_design
from ecosim.sweeps.engines import Threads
from ecosim.sweeps.plan import read_plan
from ecosim.sweeps.sweep import freeze
from ecosim.sweeps.work import ChunkReport, ChunkTask, run_chunk
from tests.sweeps.conftest import GAINS, DesignFile, mounted, quick
from tests.sweeps.models import CRASH, EXIT, HANG, RAISE, TINY, fragile

pytestmark = pytest.mark.slow

FACTORS = {
    "parameters.trust_gain": [0.02, 0.1],
    "mechanisms.co_learning": [True, False],
    "policy.partner_selection": ["viable", "random"],
    "population.provider.count": [2, 5],
    "scenario.ticks": [2, 9],
}


@pytest.fixture
def wide(tmp_path: Path, design_file: DesignFile) -> dict[str, object]:
    design_file([0.05])
    head = {"scenario": str(tmp_path / "tiny.toml"), "method": "latin-hypercube", "samples": 12,
            "replicates": 3, "seed": 8}  # fmt: skip
    factors = {k: v for k, v in FACTORS.items() if k in known_settings()}
    return {"design": head, "factors": factors}


def known_settings() -> list[str]:
    mechanisms = load_scenario(TINY).mechanisms
    return [k for k in FACTORS if not k.startswith("mechanisms.") or k[11:] in mechanisms]


def test_each_row_is_the_run_of_the_scenario_with_the_point_s_settings(
    wide: dict[str, object], tmp_path: Path
) -> None:
    rows = sweep(wide, tmp_path / "out", options=quick()).runs.to_pylist()
    assert len(rows) == 36
    for point in range(12):
        mine = rows[3 * point : 3 * point + 3]
        factors = wide["factors"]
        settings = {name: mine[0][name] for name in factors}  # type: ignore[attr-defined]
        for name in ("scenario.ticks", "population.provider.count"):
            settings[name] = int(settings[name])
        single = simulate(load_scenario(TINY, settings), 8, 3, record="runs").runs.to_pylist()
        for one, other in zip(mine, single, strict=True):
            assert one["point"] == point
            assert {
                k: v for k, v in one.items() if k in other and k not in ("run_id", "point")
            } == {k: v for k, v in other.items() if k not in ("run_id", "point")}


def test_bytes_depend_neither_on_chunks_nor_on_threads(
    wide: dict[str, object], tmp_path: Path
) -> None:
    hashes = set()
    for number, (chunk, threads) in enumerate([(1, 2), (5, 1), (7, 3), (100, 2)]):
        out = tmp_path / str(number)
        sweep(wide, out, threads=threads, options=quick(chunk))
        hashes.add(file_hash(out / "runs.arrow"))
    assert len(hashes) == 1


def test_a_finished_sweep_is_plain_results_with_provenance(
    wide: dict[str, object], tmp_path: Path
) -> None:
    sweep(wide, tmp_path / "out", options=quick())
    results = Results.read(tmp_path / "out")
    assert results.provenance["command"]["name"] == "sweep"
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["plan.arrow", "runs.arrow"]


class Counting(Threads):
    """Threads that note which chunks they were given."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given: list[int] = []

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        self.given.append(task.chunk)
        return super().submit(task)


def test_resuming_computes_only_what_is_missing(design_file: DesignFile, tmp_path: Path) -> None:
    design, out = design_file(GAINS), tmp_path / "out"
    whole = tmp_path / "whole"
    sweep(design, whole, options=quick(2))
    freeze(read_design(design), out, quick(2))
    ChunkFiles(out).make_folders()
    for chunk in (0, 3, 6):
        run_chunk(task_of(whole_options=quick(2), out=out, chunk=chunk))
    engine = Counting()
    sweep(design, out, engine=engine, options=quick(2, resume=True))
    assert sorted(engine.given) == [1, 2, 4, 5, 7]
    assert file_hash(out / "runs.arrow") == file_hash(whole / "runs.arrow")


def task_of(whole_options: Options, out: Path, chunk: int) -> ChunkTask:
    import cloudpickle

    return ChunkTask(str(out), chunk, cloudpickle.dumps(whole_options.model))


def test_a_sweep_that_is_there_is_not_begun_again_unless_asked(
    design_file: DesignFile, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    sweep(design_file(GAINS), out, options=quick())
    with pytest.raises(InputError, match="--resume continues it"):
        sweep(design_file(GAINS), out, options=quick())
    with pytest.raises(InputError, match="another design"):
        sweep(design_file(GAINS[:2]), out, options=quick(resume=True))
    assert sweep(design_file(GAINS), out, options=quick(resume=True)).runs.num_rows == 15


def test_a_folder_with_something_else_is_refused(design_file: DesignFile, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.doc").touch()
    with pytest.raises(InputError, match=r"holds 'thesis\.doc'"):
        sweep(design_file(GAINS), tmp_path / "out", options=quick())


def statuses(results: Results) -> dict[str, tuple[str, str | None]]:
    return {
        row["run_id"]: (row["status"], row["reason"])
        for row in results.runs.to_pylist()
        if row["status"] != "ok"
    }


def test_a_run_that_fails_says_why_and_the_others_go_on(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design = design_file([0.02, RAISE, 0.03])
    results = sweep(design, tmp_path / "out", options=quick(2, model=fragile))
    assert statuses(results) == {"000001-000001": ("error", "ValueError: this point means nothing")}
    row = results.runs.to_pylist()[4]
    assert row["viability"] is None
    assert results.runs.num_rows == 9


def test_a_point_whose_settings_contradict_each_other_is_recorded_as_an_error(
    tmp_path: Path, design_file: DesignFile
) -> None:
    design_file([0.1])
    tables = {
        "design": {"scenario": str(tmp_path / "tiny.toml"), "method": "table",
                   "table": str(tmp_path / "both.csv")},
    }  # fmt: skip
    (tmp_path / "both.csv").write_text(
        "network.mean_degree,population.customer.count\n2,3\n40,3\n2,400\n"
    )
    results = sweep(tables, tmp_path / "out", options=quick())
    assert results.runs.num_rows == 3
    assert set(results.runs["status"].to_pylist()) <= {"ok", "error"}


def test_a_run_without_end_is_taken_from_a_thread_and_flagged_alone(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design = design_file([0.02, HANG, 0.03])
    results = sweep(design, tmp_path / "out", threads=1, options=quick(3, 0.7, model=fragile))
    assert statuses(results) == {"000001-000001": ("timeout", "took more than 0.7 s")}


def in_a_process(
    design: Path, out: Path, model: str, limit: float = 60.0, **environment: str
) -> subprocess.Popen[bytes]:
    """Start a sweep with threads in a process of its own."""
    code = (
        "import sys; from tests.sweeps import models; from ecosim.sweeps import Options, sweep;"
        f"sweep({str(design)!r}, {str(out)!r}, threads=2, options=Options("
        f"chunk_runs=2, time_limit={limit}, resume=True, model=models.{model}))"
    )
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path, **environment}
    )


@pytest.mark.parametrize(
    ("gain", "reason"),
    [(CRASH, "ended its process by SIGSEGV"), (EXIT, "ended its process with exit code 3")],
)
def test_a_run_that_crashed_the_client_is_flagged_when_the_sweep_is_resumed(
    design_file: DesignFile, tmp_path: Path, gain: float, reason: str
) -> None:
    design, out = design_file([0.02, gain, 0.03]), tmp_path / "out"
    assert in_a_process(design, out, "fragile").wait(120) not in (0, 1)
    assert in_a_process(design, out, "fragile").wait(120) == 0
    assert statuses(Results.read(out)) == {"000001-000001": ("crashed", reason)}


def test_a_run_whose_process_somebody_else_ended_is_not_flagged(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design, out, flag = design_file(GAINS), tmp_path / "out", tmp_path / "flag"
    first = in_a_process(design, out, "crashes_once", ECOSIM_TEST_FLAG=str(flag))
    assert first.wait(120) == 9
    again = in_a_process(design, out, "crashes_once", ECOSIM_TEST_FLAG=str(flag))
    assert again.wait(120) == 0
    sweep(design, tmp_path / "whole", options=quick(2))
    assert file_hash(out / "runs.arrow") == file_hash(tmp_path / "whole" / "runs.arrow")


def test_two_clients_on_one_folder_do_not_meet(design_file: DesignFile, tmp_path: Path) -> None:
    design, out = design_file([0.02] * 1 + GAINS, replicates=40), tmp_path / "out"
    first = in_a_process(design, out, "slow")
    wait_for(lambda: bool(ChunkFiles(out).done()))
    with pytest.raises(InputError, match="another sweep is at work here"):
        sweep(design, out, options=quick(2, resume=True))
    assert first.wait(120) == 0
    assert Results.read(out).runs.num_rows == 240


def wait_for(condition: Callable[[], bool]) -> None:
    import time

    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a real file system of 300 kB."""
    with mounted(tmp_path / "disk", "300k") as folder:
        yield folder


def test_a_full_disk_stops_the_sweep_says_so_and_loses_nothing(
    small_disk: Path, design_file: DesignFile, tmp_path: Path
) -> None:
    design, out = design_file(GAINS, replicates=40), small_disk / "out"
    filler = small_disk / "filler"
    freeze(read_design(design), out, quick(2))
    filler.write_bytes(b"x" * 120_000)
    with pytest.raises(RunError, match=os.strerror(errno.ENOSPC)):
        sweep(design, out, options=quick(2, resume=True))
    before = ChunkFiles(out).done()
    assert 0 < len(before) < read_plan(out).chunks
    for chunk in before:
        assert ChunkFiles(out).read(chunk).num_rows == 2
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,size=9m", str(small_disk)], check=True)
    sweep(design, out, options=quick(2, resume=True))
    sweep(design, tmp_path / "whole", options=quick(50))
    assert file_hash(out / "runs.arrow") == file_hash(tmp_path / "whole" / "runs.arrow")


class Losing(Threads):
    """Threads that now and then lose a future, as a broken network does."""

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        real = super().submit(task)
        return real if task.chunk % 3 else Future()


def test_a_chunk_is_counted_when_it_is_committed_even_if_its_future_is_lost(
    design_file: DesignFile, tmp_path: Path
) -> None:
    results = sweep(design_file(GAINS), tmp_path / "out", engine=Losing(2), options=quick(2))
    assert results.runs.num_rows == 15


class Deaf(Threads):
    """Threads that never do what they are given, and fail each time."""

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        future: Future[ChunkReport] = Future()
        future.set_exception(OSError("nobody is there"))
        return future


def test_a_chunk_that_is_lost_again_and_again_ends_the_sweep_with_the_reason(
    design_file: DesignFile, tmp_path: Path
) -> None:
    with pytest.raises(RunError, match=r"lost 12 times.*OSError: nobody is there.*--resume"):
        sweep(design_file(GAINS), tmp_path / "out", engine=Deaf(1), options=quick(2))


def test_only_a_few_tasks_are_with_the_engine_at_a_time(
    design_file: DesignFile, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    plan = freeze(read_design(design_file(GAINS, replicates=20)), out, quick(1))
    ChunkFiles(out).make_folders()
    live = []

    class Watched(Threads):
        def submit(self, task: ChunkTask) -> Future[ChunkReport]:
            live.append(task.chunk - len(ChunkFiles(out).done()))
            return super().submit(task)

    engine = Watched(2)
    model = task_of(quick(1), out, 0).model
    Client(out, plan, engine, model, Tally(plan.runs), lambda _: None).compute(range(plan.chunks))
    engine.close()
    assert max(live) <= 4 * 2
