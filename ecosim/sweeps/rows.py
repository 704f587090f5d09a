"""One row for each run of a sweep, whatever became of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from ecosim.engine.build import Blueprint
from ecosim.engine.run import run
from ecosim.results.recorded import FinishedRun
from ecosim.results.tables import DesignPoint, runs_table
from ecosim.scenarios.messages import brief
from ecosim.sweeps.blueprints import Blueprints
from ecosim.sweeps.plan import Plan

__all__ = ["STATUSES", "Model", "Row", "attempt", "chunk_table", "model_of_engine"]

STATUSES = ("ok", "error", "crashed", "timeout")

Model = Callable[[Blueprint, int, int], FinishedRun]
"""Runs a blueprint with a seed and a replicate, as ``ecosim.engine.run.run`` does."""

_REASON = pa.field(
    "reason",
    pa.string(),
    metadata={"unit": "", "description": "Why the run has no outcomes.", "role": "identity"},
)
_LONGEST_REASON = 300


@dataclass(frozen=True)
class Row:
    """What is known of one run.

    Parameters
    ----------
    replicate, seed, outcomes : as tables need them
    status : one of ``STATUSES``
    reason : why it is not ok; the same wherever the run is tried
    """

    replicate: int
    seed: int
    outcomes: Mapping[str, float] = field(default_factory=dict)
    status: str = "ok"
    reason: str | None = None


def model_of_engine(blueprint: Blueprint, seed: int, replicate: int) -> FinishedRun:
    """Run one replicate compiled, keeping outcomes alone."""
    return run(blueprint, seed, replicate)


def attempt(model: Model, blueprints: Blueprints, point: Mapping[str, Any], replicate: int) -> Row:
    """Run one replicate of a point; an exception in it becomes a row of status "error"."""
    settings = dict(point)
    seed = settings.pop("seed")
    try:
        finished = model(blueprints.at(settings), seed, replicate)
        return Row(replicate, seed, dict(finished.outcomes))
    except Exception as error:
        reason = brief(f"{type(error).__name__}: {error}", _LONGEST_REASON)
        return Row(replicate, seed, status="error", reason=reason)


def chunk_table(plan: Plan, runs: Sequence[int], rows: Sequence[Row]) -> pa.Table:
    """Return rows as a part of the table ``runs``, with their reasons after their status."""
    settings = plan.points_of(range(min(runs), max(runs) + 1))
    points = []
    for number in runs:
        point = number // plan.replicates
        factors = {k: v for k, v in settings[point].items() if k != "seed"}
        points.append(DesignPoint(point, factors))
    table = runs_table(rows, points=points)
    place = table.schema.get_field_index("status") + 1
    return table.add_column(place, _REASON, pa.array([row.reason for row in rows], pa.string()))
