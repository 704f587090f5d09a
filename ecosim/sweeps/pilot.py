"""A few runs before all others: how long the whole takes, and how many runs make a chunk."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from ecosim.errors import InputError
from ecosim.sweeps.careful import Timed, timed_rows
from ecosim.sweeps.plan import Plan
from ecosim.sweeps.rows import chunk_table

__all__ = ["Estimate", "estimate", "with_chunks"]

MOST_CHUNKS = 20_000
_FEWEST_CHUNKS = 32
_CHUNK_SECONDS = 1.0
_PILOT_SECONDS = 1.5
_PILOT_RUNS = 16
_PILOT_LIMIT = 120.0
_SHORTEST_LIMIT = 60.0
_COMPRESSION = 0.8


@dataclass(frozen=True)
class Estimate:
    """What a sweep takes.

    Parameters
    ----------
    runs, points, chunks : how many
    seconds : on the engine asked for; None where no run was tried
    size : bytes of the table of runs
    failed : of the runs tried, those that failed
    tried : how many were tried
    """

    runs: int
    points: int
    chunks: int
    seconds: float
    size: float
    failed: int
    tried: int


def _pilot(plan: Plan, model: bytes, limit: float) -> list[Timed]:
    """Try a few runs from all over the plan; the first is not counted, where there are others."""
    spread = np.unique(np.linspace(0, plan.runs - 1, _PILOT_RUNS).astype(int)).tolist()
    tried: list[Timed] = []
    for timed in islice(timed_rows(plan, spread, model, limit), len(spread)):
        tried.append(timed)
        if sum(one.seconds for one in tried) > _PILOT_SECONDS:
            break
    return tried


def estimate(
    plan: Plan, model: bytes, workers: int, time_limit: float | None
) -> tuple[Plan, Estimate]:
    """Return the plan with what a few runs say about time, and what the whole will take."""
    tried = _pilot(plan, model, time_limit or _PILOT_LIMIT)
    seconds = float(np.mean([one.seconds for one in tried[1:] or tried]))
    measured = with_chunks(plan, time_limit, None, seconds)
    rows = [one.row for one in tried]
    table = chunk_table(plan, range(1), rows[:1])
    told = Estimate(
        runs=plan.runs,
        points=plan.points.num_rows,
        chunks=measured.chunks,
        seconds=seconds * plan.runs / workers,
        size=table.nbytes * plan.runs * _COMPRESSION,
        failed=sum(row.status != "ok" for row in rows),
        tried=len(rows),
    )
    return measured, told


def with_chunks(
    plan: Plan, time_limit: float | None, chunk_runs: int | None, seconds: float
) -> Plan:
    """Return the plan divided into chunks of about a second, few enough for one folder.

    Raises
    ------
    InputError
        for chunks so small that their files would be too many
    """
    least = math.ceil(plan.runs / MOST_CHUNKS)
    if chunk_runs is None:
        by_time = int(_CHUNK_SECONDS / max(seconds, 1e-6))
        chunk_runs = max(least, 1, min(by_time, math.ceil(plan.runs / _FEWEST_CHUNKS)))
    if chunk_runs < least:
        raise InputError(
            f"chunk: {chunk_runs} runs would make more than {MOST_CHUNKS:,} files; at least "
            f"{least} are needed"
        )
    return replace(
        plan,
        chunk_runs=min(chunk_runs, plan.runs),
        time_limit=time_limit or max(_SHORTEST_LIMIT, 100 * seconds),
        expected_seconds=seconds,
    )
