"""What a worker does, on any engine: one chunk from the plan to its file."""

from __future__ import annotations

import functools
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cloudpickle

from ecosim import __version__
from ecosim.engine.warm_up import warm_up
from ecosim.errors import RunError
from ecosim.sweeps.blueprints import Blueprints
from ecosim.sweeps.careful import StoppedEarlyError, careful_rows
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.compact import count_runs
from ecosim.sweeps.plan import PLAN_FILE, Plan, read_plan
from ecosim.sweeps.rows import Model, Row, attempt, chunk_table

__all__ = ["ChunkReport", "ChunkTask", "run_chunk"]


@dataclass(frozen=True)
class ChunkTask:
    """A chunk to compute.

    Parameters
    ----------
    folder : of the sweep
    chunk : number
    model : what runs a blueprint, pickled: a function of a user's script has no importable name
    """

    folder: str
    chunk: int
    model: bytes


@dataclass(frozen=True)
class ChunkReport:
    """What became of a chunk: its number, its runs, those that failed, and seconds of work."""

    chunk: int
    runs: int
    failed: int
    seconds: float


def run_chunk(task: ChunkTask, stopped: Callable[[], bool] = bool) -> ChunkReport:
    """Compute and commit a chunk, with care where someone began it and did not end.

    Parameters
    ----------
    task : which
    stopped : asked before each run; ``StoppedEarlyError`` is raised when it says yes

    Raises
    ------
    RunError
        where the chunk cannot be written, or this worker could not compute the same rows
    """
    began = time.monotonic()
    folder, files = Path(task.folder), ChunkFiles(Path(task.folder))
    plan = _checked_plan(folder)
    # Loading machine code takes seconds, which no chunk's time limit shall count.
    _warm()
    if not files.is_done(task.chunk):
        suspicious = bool(files.suspects(task.chunk))
        with files.begun(task.chunk, careful=suspicious) as marker:
            if suspicious:
                rows = careful_rows(plan, plan.runs_of(task.chunk), task.model, stopped)
            else:
                rows = _plain_rows(plan, task, stopped)
            table = chunk_table(plan, plan.runs_of(task.chunk), rows)
            files.commit(task.chunk, table, marker)
        files.forget(task.chunk)
    runs, failed = count_runs(files.path(task.chunk))
    return ChunkReport(task.chunk, runs, failed, time.monotonic() - began)


@functools.cache
def _warm() -> None:
    warm_up()


def _checked_plan(folder: Path) -> Plan:
    """Return the plan, which this worker must see and which its own version must have made."""
    if not (folder / PLAN_FILE).exists():
        raise RunError(
            f"{folder}: a worker on {socket.gethostname()} does not see this folder; all workers "
            "need the file system of the sweep, under the same path"
        )
    plan = read_plan(folder)
    planned = plan.provenance["versions"]["ecosim"]
    if planned != __version__:
        raise RunError(
            f"{folder}: begun with ecosim {planned}, but a worker on {socket.gethostname()} has "
            f"{__version__}; one sweep needs one version"
        )
    return plan


def _plain_rows(plan: Plan, task: ChunkTask, stopped: Callable[[], bool]) -> list[Row]:
    """Return the rows of a chunk, computed here."""
    model: Model = cloudpickle.loads(task.model)
    blueprints = _blueprints(plan)
    runs = plan.runs_of(task.chunk)
    points = plan.points_of(runs)
    rows = []
    for number in runs:
        if stopped():
            raise StoppedEarlyError
        point, replicate = divmod(number, plan.replicates)
        rows.append(attempt(model, blueprints, points[point], replicate))
    return rows


_KEPT: dict[str, Blueprints] = {}


def _blueprints(plan: Plan) -> Blueprints:
    """Return the blueprints of a plan; a worker keeps those of its last sweep."""
    if plan.digest not in _KEPT:
        _KEPT.clear()
        _KEPT[plan.digest] = Blueprints(plan.content)
    return _KEPT[plan.digest]
