"""A finished sweep as its analysis needs it: outcomes by point and replicate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from ecosim.errors import InputError
from ecosim.results.formats import read_schema, read_table
from ecosim.results.provenance import parse_provenance
from ecosim.results.schemas import names_in_role
from ecosim.scenarios.messages import name_like, shown
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.compact import runs_file
from ecosim.sweeps.plan import Plan, read_plan

__all__ = ["FinishedSweep", "read_finished"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FinishedSweep:
    """A sweep that is done; ``read_finished`` makes one.

    Parameters
    ----------
    folder, plan : of the sweep
    outcomes : names of all outcomes
    column : reads one column of the table of runs
    """

    folder: Path
    plan: Plan
    outcomes: list[str]
    column: Callable[[str], pa.ChunkedArray]

    @property
    def failed(self) -> dict[str, int]:
        """Return how many runs have no outcomes, by their status."""
        counts = pa.compute.value_counts(self.column("status")).to_pylist()
        return {one["values"]: one["counts"] for one in counts if one["values"] != "ok"}

    @property
    def has_common_chance(self) -> bool:
        """Tell whether the same replicate meets the same chance at every point."""
        seeds = self.plan.points["seed"].to_numpy()
        return bool((seeds == seeds[0]).all())

    def checked(self, outcome: str) -> str:
        """Return the outcome, or raise ``InputError`` where there is none of this name."""
        if outcome not in self.outcomes:
            near = name_like(outcome, self.outcomes)
            raise InputError(
                f"--outcome: there is no {shown(outcome)}{near}; ecosim outcomes lists them"
            )
        return outcome

    def provenance_of(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return the provenance of what is worked out from the runs, given what was asked."""
        made = self.plan.provenance
        return {**made, "command": dict(asked), "sweep": made["command"]}

    def values(self, outcome: str) -> Floats:
        """Return an outcome, [points, replicates]; NaN where a run failed or it is undefined."""
        column = self.column(self.checked(outcome)).to_numpy()
        return np.asarray(column, dtype=np.float64).reshape(-1, self.plan.replicates)


def read_finished(folder: Path | str) -> FinishedSweep:
    """Return the sweep in a folder.

    Raises
    ------
    InputError
        where there is none, it is not finished, or its table is of another plan
    """
    folder = Path(folder)
    plan = read_plan(folder)
    if not runs_file(folder).exists():
        done = sum(len(plan.runs_of(chunk)) for chunk in ChunkFiles(folder).done())
        raise InputError(
            f"{folder}: the sweep is not finished, {done:,} of {plan.runs:,} runs are done; "
            "ecosim sweep DESIGN --resume goes on with it"
        )
    path = runs_file(folder)
    schema = read_schema(path)
    if parse_provenance(schema, path)["command"].get("plan") != plan.digest:
        raise InputError(f"{path}: is not of the plan beside it; sweep again")
    outcomes = names_in_role(schema, "outcome")
    return FinishedSweep(folder, plan, outcomes, lambda name: read_table(path, [name])[name])
