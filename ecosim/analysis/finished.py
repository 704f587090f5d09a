"""A finished sweep as its analysis needs it: outcomes by point and replicate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.errors import InputError
from ecosim.results import Results
from ecosim.results.schemas import names_in_role
from ecosim.scenarios.messages import choices
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.compact import runs_file
from ecosim.sweeps.plan import Plan, read_plan

__all__ = ["FinishedSweep", "read_finished"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FinishedSweep:
    """The plan of a sweep and its table of all runs; ``read_finished`` makes one."""

    folder: Path
    plan: Plan
    runs: pa.Table

    @property
    def outcomes(self) -> list[str]:
        """Return the names of all outcomes."""
        return names_in_role(self.runs.schema, "outcome")

    @property
    def failed(self) -> dict[str, int]:
        """Return how many runs have no outcomes, by their status."""
        counts = Counter(self.runs["status"].to_pylist())
        return {status: count for status, count in counts.items() if status != "ok"}

    @property
    def has_common_chance(self) -> bool:
        """Tell whether the same replicate meets the same chance at every point."""
        seeds = self.plan.points["seed"].to_numpy()
        return bool((seeds == seeds[0]).all())

    def checked(self, outcome: str) -> str:
        """Return the outcome, or raise ``InputError`` where there is none of this name."""
        if outcome not in self.outcomes:
            raise InputError(f"--outcome: {choices(outcome, self.outcomes)}")
        return outcome

    def values(self, outcome: str) -> Floats:
        """Return an outcome, [points, replicates]; NaN where a run failed or it is undefined."""
        column = self.runs[self.checked(outcome)].to_numpy(zero_copy_only=False)
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
    results = Results.read(folder)
    if results.provenance["command"].get("plan") != plan.digest:
        raise InputError(f"{folder}: runs.arrow is not of the plan beside it; sweep again")
    return FinishedSweep(folder, plan, results.runs)
