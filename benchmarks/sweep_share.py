"""What a sweep costs beside its simulation: per run, per chunk, and of the processors' time."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import cloudpickle
import dask
import distributed
import numpy as np
import psutil
import pyarrow.feather

from benchmarks.figures import Figure
from benchmarks.sweep_runs import KEPT_IN, instant, noted, unhindered
from benchmarks.timing import seconds
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.design import read_design
from ecosim.sweeps.engines import Engine, Processes, Threads
from ecosim.sweeps.engines.dask_scheduler import QUIET, DaskScheduler
from ecosim.sweeps.sweep import Options, freeze, run_sweep
from ecosim.sweeps.work import ChunkTask, run_chunk

__all__ = ["figures"]

_WORKERS = 2
_CHUNK = 200
_MANY, _TIMES = 500, 15


def figures(quick: bool) -> Iterator[Figure]:
    """Yield what a sweep costs."""
    yield from _costs()
    runs = 1_000 if quick else 20_000
    yield _share("in processes", lambda: Processes(_WORKERS), runs, required=95)
    with _dask() as address:
        yield _share("on Dask", lambda: DaskScheduler(address), runs, required=95)
    yield _share("in threads", lambda: Threads(_WORKERS), runs)


def _design(runs: int) -> dict[str, Any]:
    """Return a design of runs that take about 5 ms each."""
    return {
        "design": {"scenario": "baseline", "method": "latin-hypercube", "samples": runs // 20,
                   "replicates": 20},
        "settings": {"scenario.ticks": 24},
        "factors": {"parameters.trust_gain": [0.02, 0.1], "parameters.trust_floor": [0.0, 0.05]},
    }  # fmt: skip


def _costs() -> Iterator[Figure]:
    """Yield what a chunk and a run cost where the run itself takes no time."""
    alone, many = _chunk_seconds(1), _chunk_seconds(_MANY)
    run = (many - alone) / (_MANY - 1)
    how = (
        f"Chunks of 1 and of {_MANY} runs of a model that does nothing, computed, written, synced "
        f"and committed; median of {_TIMES}; time in which others held the processor is taken off."
    )
    yield Figure("What a chunk of a sweep costs", 1e3 * (alone - run), "ms", how, required=10)
    yield Figure("What a run of a sweep costs beside its simulation", 1e6 * run, "µs", how,
                 required=100)  # fmt: skip


def _chunk_seconds(runs: int) -> float:
    """Return how long a worker takes for a chunk of instant runs."""
    options = Options(chunk_runs=runs, time_limit=60.0, model=instant)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sweep"
        freeze(read_design(_design(20 * runs)), folder, options)
        ChunkFiles(folder).make_folders()
        model = cloudpickle.dumps(instant)
        times = [
            seconds(lambda at=chunk: run_chunk(ChunkTask(str(folder), at, model)), unhindered)
            for chunk in range(_TIMES + 1)
        ]
    return median(times[1:])


def _share(
    place: str, opened: Callable[[], Engine], runs: int, required: float | None = None
) -> Figure:
    """Return which part of the processors' time is simulation."""
    options = Options(chunk_runs=_CHUNK, time_limit=60.0, model=noted)
    with tempfile.TemporaryDirectory() as name:
        folder, design = Path(name) / "sweep", read_design(_design(runs))
        engine = opened()
        try:
            _warm(engine, Path(name) / "first")
            before, began = _processor_seconds(), time.perf_counter()
            run_sweep(design, folder, engine, options)
            used, took = _processor_seconds() - before, time.perf_counter() - began
        finally:
            engine.close()
        simulating, idle = _simulating_and_idle(folder)
    share = simulating / (used + idle)
    return Figure(
        name=f"Simulation's share of the processors' time, {runs:,} runs of 5 ms {place}",
        value=100 * share,
        unit="%",
        required=required,
        at_least=True,
        how=f"Processor time within runs, over that of all processes of the sweep plus the time in "
        f"which one of {_WORKERS} workers was neither running nor waiting for a processor; chunks "
        f"of {_CHUNK} runs, commits and compaction included. Threads share one lock while a "
        "world is built in Python, which is half of such a short run.",
        detail=f"{simulating:.1f} s simulating, {used:.1f} s used, {idle:.1f} s idle, {took:.0f} s "
        f"by the clock at a load of {os.getloadavg()[0]:.0f}",
    )


def _simulating_and_idle(folder: Path) -> tuple[float, float]:
    """Return seconds within runs, and those in which workers neither ran nor waited to run."""
    columns = list(KEPT_IN.values())
    table = pyarrow.feather.read_table(folder / "runs.arrow", columns=columns)
    simulating, processor, began, ended, worker = (table[name].to_numpy() for name in columns)
    idle = 0.0
    for one in set(worker.tolist()):
        mine = worker == one
        first, last = np.argmin(began[mine]), np.argmax(ended[mine])
        running = processor[mine][last] - processor[mine][first] + simulating[mine][first]
        idle += ended[mine][last] - began[mine][first] - running
    return float(simulating.sum()), float(idle)


def _processor_seconds() -> float:
    """Return processor time of this process and all that it started."""
    me = psutil.Process()
    times = [process.cpu_times() for process in (me, *me.children(recursive=True))]
    return sum(time.user + time.system for time in times)


def _warm(engine: Engine, folder: Path) -> None:
    """Run a little, so that machine code is loaded everywhere; that is no cost of a sweep."""
    deadline = time.monotonic() + 60
    while engine.workers < _WORKERS and time.monotonic() < deadline:
        time.sleep(0.1)
    run_sweep(read_design(_design(200)), folder, engine, Options(chunk_runs=10, time_limit=60.0))


@contextmanager
def _dask() -> Iterator[str]:
    """Give the address of a scheduler with worker processes, on loopback, set up as for sweeps."""
    with dask.config.set(QUIET):
        cluster = distributed.LocalCluster(
            n_workers=_WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        )
        with cluster:
            yield cluster.scheduler_address
