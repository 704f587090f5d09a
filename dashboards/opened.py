"""A folder of results, opened: what it holds and what is asked of it most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.feather
from numpy.typing import NDArray

from ecosim.declarations.columns import ECOSYSTEM
from ecosim.errors import InputError
from ecosim.reporting.document import Report
from ecosim.reporting.report import report
from ecosim.results import Results
from ecosim.results.schemas import names_in_role

__all__ = ["FAN", "Opened", "fans_of", "open_folder"]

FAN = (0.05, 0.95, 0.25, 0.75)
"""Shares of runs below the lines that bound the bands of a fan; the mean comes last."""


@dataclass(frozen=True, eq=False)
class Opened:
    """What a folder holds.

    Parameters
    ----------
    name : from the root
    results : its tables
    report : what it says, or None where there is no report of its kind
    indices : sensitivity of the factors, where ``ecosim sensitivity`` worked it out
    fans : each recorded series of the ecosystem as lines, [lines, months]; see ``FAN``
    """

    name: str
    results: Results
    report: Report | None
    indices: pa.Table | None
    fans: Mapping[str, NDArray[np.float32]]

    @property
    def kind(self) -> str:
        """Return the command that made it: run, compare or sweep."""
        return str(self.results.provenance["command"].get("name"))

    @property
    def factors(self) -> list[str]:
        """Return what the runs differ in by design."""
        return names_in_role(self.results.runs.schema, "factor")

    @property
    def outcomes(self) -> list[str]:
        """Return the outcomes of a run."""
        return names_in_role(self.results.runs.schema, "outcome")


def fans_of(results: Results) -> dict[str, NDArray[np.float32]]:
    """Return each recorded series of the ecosystem as lines; nothing if runs differ in length."""
    if "ecosystem" not in results.recorded or results.ecosystem.num_rows == 0:
        return {}
    table = results.ecosystem
    ticks = table["tick"].to_numpy()
    months = int(ticks.max())
    runs = len(ticks) // months
    if not np.array_equal(ticks, np.tile(np.arange(1, months + 1), runs)):
        return {}
    return {
        name: _fan(table[name].to_numpy().reshape(runs, months))
        for name in ECOSYSTEM.names
        if name in table.column_names
    }


def _fan(runs: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the lines of a fan from runs, [runs, months]."""
    rows = np.full((len(FAN) + 1, runs.shape[1]), np.nan)
    known = np.isfinite(runs).any(axis=0)
    rows[:-1, known] = np.nanquantile(runs[:, known], FAN, axis=0)
    rows[-1, known] = np.nanmean(runs[:, known], axis=0)
    return rows.astype(np.float32)


def open_folder(path: Path, name: str) -> Opened:
    """Return what a folder holds.

    Raises
    ------
    InputError
        where it holds no results, or they are damaged
    """
    results = Results.read(path)
    if "runs" not in results.recorded or results.runs.num_rows == 0:
        raise InputError(f"{name}: there is no table of runs, or it is empty")
    return Opened(name, results, _report(path), _indices(path), fans_of(results))


def _report(path: Path) -> Report | None:
    try:
        return report(path)
    except InputError:
        return None


def _indices(path: Path) -> Any:
    """Return the table that ``ecosim sensitivity`` leaves beside a sweep, or None."""
    file = path / "sensitivity.arrow"
    try:
        return pa.feather.read_table(file, memory_map=False) if file.is_file() else None
    except (OSError, pa.ArrowInvalid):
        raise InputError(f"{file.name}: is damaged; ecosim sensitivity writes it anew") from None
