"""A sweep of ten million runs in a process of its own: memory, files, and the way back in.

``python -m benchmarks.sweep_size RUNS`` prints what it found as JSON. The work is simulated: each
chunk is a real file, committed as workers do, whose rows were made once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.figures import Figure
from benchmarks.large import peak_memory
from benchmarks.sweep_runs import unhindered
from ecosim.declarations.outcomes import OUTCOMES
from ecosim.errors import RunError
from ecosim.sweeps.chunks import ChunkFiles, Marker
from ecosim.sweeps.design import read_design
from ecosim.sweeps.plan import read_plan
from ecosim.sweeps.rows import Row, chunk_table
from ecosim.sweeps.sweep import Options, run_sweep
from ecosim.sweeps.work import ChunkReport, ChunkTask

__all__ = ["figures"]

_REPLICATES = 100
_OPTIONS = Options(resume=True, chunk_runs=500, time_limit=60.0)


class Simulated:
    """An engine that commits chunks whose rows are ready, and gives up after some of them.

    Parameters
    ----------
    most : chunks to commit
    """

    workers, patience = 2, 60.0

    def __init__(self, most: int) -> None:
        self.first = 0.0
        self._most, self._done = most, 0
        self._table: pa.Table | None = None

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        """Commit a chunk."""
        self.first = self.first or unhindered()
        if self._done == self._most:
            raise RunError("enough for now")
        self._done += 1
        folder = Path(task.folder)
        runs, files = read_plan(folder).runs_of(task.chunk), ChunkFiles(folder)
        if self._table is None:
            drawn = np.random.default_rng(1).random((len(runs), len(OUTCOMES.names)))
            outcomes = [dict(zip(OUTCOMES.names, row, strict=True)) for row in drawn.tolist()]
            rows = [Row(n % _REPLICATES, 0, outcomes[n - runs.start]) for n in runs]
            self._table = chunk_table(read_plan(folder), runs, rows)
        with files.begun(task.chunk, careful=False) as marker:
            files.commit(task.chunk, self._table.slice(0, len(runs)), marker)
        future: Future[ChunkReport] = Future()
        future.set_result(ChunkReport(task.chunk, len(runs), 0, 0.0))
        return future

    def recover(self, overdue: Collection[Marker]) -> None:
        """Do nothing: nobody is ever lost."""

    def close(self) -> None:
        """Do nothing."""


def measured(runs: int) -> dict[str, float]:
    """Return what a sweep of this size takes, interrupted before its last chunk and resumed."""
    design = read_design(_design(runs))
    chunks = -(-runs // _OPTIONS.chunk_runs) if _OPTIONS.chunk_runs else 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sweep"
        try:
            run_sweep(design, folder, Simulated(chunks - 1), _OPTIONS)
        except RunError:
            files = sum(len(names) for _, _, names in os.walk(folder))
        began, engine = unhindered(), Simulated(1)
        ended = run_sweep(design, folder, engine, _OPTIONS)
        assert (ended.finished, ended.done) == (True, runs)
        return {
            "files": files,
            "resume": engine.first - began,
            "compaction": unhindered() - engine.first,
            "memory": peak_memory() / 1e6,
            "size": (folder / "runs.arrow").stat().st_size / 1e9,
        }


def _design(runs: int) -> dict[str, Any]:
    return {
        "design": {"scenario": "baseline", "method": "latin-hypercube",
                   "samples": runs // _REPLICATES, "replicates": _REPLICATES},
        "factors": {"parameters.trust_gain": [0.02, 0.1], "parameters.trust_floor": [0.1, 0.4],
                    "policy.partner_selection": ["viable", "random"]},
    }  # fmt: skip


def figures(quick: bool) -> Iterator[Figure]:
    """Yield what a very large sweep asks of its client and of the disk."""
    runs = 100_000 if quick else 10_000_000
    command = [sys.executable, "-m", "benchmarks.sweep_size", str(runs)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    how = (
        f"{runs:,} runs of simulated work in chunks of {_OPTIONS.chunk_runs}, each a real commit, "
        "in a process of its own; time in which others held the processor is taken off"
    )
    yield Figure(
        f"Memory of the client, {runs:,} runs", found["memory"], "MB",
        f"{how}; largest resident set, plan and compaction included.", required=500,
    )  # fmt: skip
    yield Figure(f"Files of a sweep of {runs:,} runs", found["files"], "files",
                 f"{how}; counted before the last chunk.", required=25_000)  # fmt: skip
    yield Figure(
        f"Resuming a sweep of {runs:,} runs", found["resume"], "s",
        f"{how}, stopped before its last chunk; from the call to the first chunk given out, the "
        "design drawn and compared anew.", required=5,
        detail=f"then {found['compaction']:.0f} s to make one table of {found['size']:.2f} GB",
    )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1]))))
