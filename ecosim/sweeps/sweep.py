"""A sweep from its design to its table of runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cloudpickle

from ecosim.errors import InputError, RunError
from ecosim.experiments.replicates import usable_threads
from ecosim.results import Results
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.client import Client, Tally
from ecosim.sweeps.compact import compact, count_runs, remove_chunks, runs_file
from ecosim.sweeps.design import Design, read_design
from ecosim.sweeps.engines import Engine, Threads
from ecosim.sweeps.locks import Shard, locked, make_folder
from ecosim.sweeps.pilot import Estimate, estimate, with_chunks
from ecosim.sweeps.plan import PLAN_FILE, Plan, make_plan, read_plan
from ecosim.sweeps.rows import Model, model_of_engine

__all__ = ["Options", "Outcome", "dry_run", "freeze", "repeat_plan", "run_sweep", "sweep"]

_VISIBLE_AFTER, _PLANNED_AFTER = 90.0, 10.0
Told = Callable[[Tally], None]
DesignSource = str | os.PathLike[str] | Mapping[str, Any]


@dataclass(frozen=True)
class Options:
    """How a sweep is computed; none of it changes a row that is ok.

    Parameters
    ----------
    resume : whether a sweep that is there already is continued
    shard : which part of the chunks to compute, of how many; None for all
    time_limit : seconds after which a run counts as one that never ends; None to measure
    chunk_runs : runs in a chunk; None to measure
    model : what runs a blueprint, for decisions in Python; the engine by default
    """

    resume: bool = False
    shard: Shard | None = None
    time_limit: float | None = None
    chunk_runs: int | None = None
    model: Model = model_of_engine


@dataclass(frozen=True)
class Outcome:
    """How a call of ``run_sweep`` ended.

    Parameters
    ----------
    folder : of the sweep
    finished : whether every run is there and compacted; a shard may end before the others
    runs, done, failed : numbers of runs
    """

    folder: Path
    finished: bool
    runs: int
    done: int
    failed: int


def sweep(
    design: DesignSource,
    out: Path | str,
    *,
    threads: int | None = None,
    engine: Engine | None = None,
    options: Options | None = None,
    progress: Told | None = None,
) -> Results:
    """Run a design and return its results, whose ``runs`` has one row for each run.

    Parameters
    ----------
    design : path of a design file, or its tables as a dict
    out : folder, new or empty, or with the same sweep where ``options`` say to resume
    threads : of this process, by default one for each core
    engine : another place to compute; it is closed at the end
    options : see ``Options``
    progress : told after every chunk

    Raises
    ------
    InputError
        for a design or a folder that cannot be used
    RunError
        where the disk is full or the engine is lost; what is done is safe
    """
    made = engine or Threads(usable_threads(threads))
    try:
        ended = run_sweep(read_design(design), Path(out), made, options or Options(), progress)
    finally:
        made.close()
    if not ended.finished:
        raise RunError(f"{out}: other shards are not done yet")
    return Results.read(out)


def dry_run(design: Design, workers: int, options: Options) -> Estimate:
    """Return what a sweep would take, from a few runs tried; nothing is written."""
    model = cloudpickle.dumps(options.model)
    return estimate(make_plan(design), model, workers, options.time_limit)[1]


def run_sweep(
    design: Design, folder: Path, engine: Engine, options: Options, progress: Told | None = None
) -> Outcome:
    """Compute what is missing of a sweep, and compact it where nothing is missing any more."""
    return _carried_out(freeze(design, folder, options), folder, engine, options, progress)


def repeat_plan(plan: Plan, folder: Path, engine: Engine, progress: Told | None = None) -> Outcome:
    """Run a sweep from its plan in another folder, new or empty."""
    make_folder(folder, PLAN_FILE, "a sweep")
    plan.write(folder)
    return _carried_out(read_plan(folder), folder, engine, Options(), progress)


def _carried_out(
    plan: Plan, folder: Path, engine: Engine, options: Options, progress: Told | None
) -> Outcome:
    """Compute and compact what is missing of a plan."""
    if runs_file(folder).exists():
        remove_chunks(folder)
        return _finished(folder, plan)
    with locked(folder, options.shard):
        _compute(folder, plan, engine, options, progress or (lambda _: None))
    if not _all_there(folder, plan, _VISIBLE_AFTER if options.shard is None else 0.0):
        tally = _tally(folder, plan)
        return Outcome(folder, False, plan.runs, tally.done, tally.failed)
    _compact_once(folder, plan)
    return _finished(folder, plan)


def freeze(design: Design, folder: Path, options: Options) -> Plan:
    """Return the plan in a folder, which is written now where there is none.

    Raises
    ------
    InputError
        where the folder holds something else, or a sweep that shall not, or cannot, be resumed
    """
    fresh = make_plan(design)
    if not _is_planned(folder):
        _make_folder(folder)
        if _write_once(_timed(fresh, options), folder):
            return read_plan(folder)
    return _checked_resume(folder, fresh, options)


def _is_planned(folder: Path) -> bool:
    return (folder / PLAN_FILE).exists()


def _make_folder(folder: Path) -> None:
    """Make an empty folder, unless another shard has just begun in it."""
    try:
        make_folder(folder, PLAN_FILE, "a sweep")
    except InputError:
        if not _is_planned(folder):
            raise


def _timed(fresh: Plan, options: Options) -> Plan:
    """Return a plan with its chunks and its limit of time, measured where they are not given."""
    if options.chunk_runs and options.time_limit:
        return with_chunks(fresh, options.time_limit, options.chunk_runs, 0.0)
    planned, _ = estimate(fresh, cloudpickle.dumps(options.model), 1, options.time_limit)
    if options.chunk_runs:
        seconds = planned.expected_seconds
        planned = with_chunks(fresh, planned.time_limit, options.chunk_runs, seconds)
    return planned


def _write_once(planned: Plan, folder: Path) -> bool:
    """Write a plan unless another client did meanwhile, and tell whether it was written here."""
    deadline = time.monotonic() + _PLANNED_AFTER
    while not _is_planned(folder):
        try:
            with locked(folder, None):
                if _is_planned(folder):
                    break
                planned.write(folder)
                return True
        except InputError:
            # Another shard is writing the plan, or has already begun with it.
            if not _is_planned(folder) and time.monotonic() >= deadline:
                raise
        time.sleep(0.05)
    return False


def _checked_resume(folder: Path, fresh: Plan, options: Options) -> Plan:
    found = read_plan(folder)
    if found.digest != fresh.digest:
        raise InputError(
            f"{folder}: holds the sweep of another design or scenario; name another folder"
        )
    if not options.resume and options.shard is None:
        raise InputError(
            f"{folder}: holds this sweep already; --resume continues it, or name another folder"
        )
    return found


def _compute(folder: Path, plan: Plan, engine: Engine, options: Options, progress: Told) -> None:
    """Compute the chunks that are missing; leave no mark behind that means nothing."""
    files = ChunkFiles(folder)
    files.make_folders()
    done = files.done()
    shard, shards = options.shard or (1, 1)
    missing = [c for c in range(shard - 1, plan.chunks, shards) if c not in done]
    tally = _tally(folder, plan, done)
    model = cloudpickle.dumps(options.model)
    client = Client(folder, plan, engine, model, tally, progress)
    try:
        if options.shard is None:
            # Whoever still computes for an earlier client may never end.
            engine.recover(files.markers())
        client.compute(missing)
    except BaseException:
        client.cancel()
        raise


def _tally(folder: Path, plan: Plan, done: set[int] | None = None) -> Tally:
    """Return how many runs are done; failures of earlier clients are counted at the end."""
    chunks = ChunkFiles(folder).done() if done is None else done
    return Tally(plan.runs, done=sum(len(plan.runs_of(chunk)) for chunk in chunks))


def _all_there(folder: Path, plan: Plan, patience: float) -> bool:
    """Tell whether all is done; a network file system may hide for a while what others wrote."""
    deadline = time.monotonic() + patience
    while len(ChunkFiles(folder).done()) < plan.chunks:
        if runs_file(folder).exists():
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.5)
    return True


def _compact_once(folder: Path, plan: Plan) -> None:
    """Compact unless another client does or did."""
    with _alone(folder) as alone:
        if alone and not runs_file(folder).exists():
            compact(folder, plan)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    try:
        with locked(folder, None):
            yield True
    except InputError:
        yield False


def _finished(folder: Path, plan: Plan) -> Outcome:
    """Return the end of a sweep, or that another client is just compacting it."""
    if not runs_file(folder).exists():
        return Outcome(folder, False, plan.runs, plan.runs, 0)
    runs, failed = count_runs(runs_file(folder))
    return Outcome(folder, True, plan.runs, runs, failed)
