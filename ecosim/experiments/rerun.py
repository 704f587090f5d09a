"""Repeating a result from its provenance, and saying whether it is the same to the bit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.experiments.compare import compare
from ecosim.experiments.replicates import Progress
from ecosim.experiments.simulate import simulate
from ecosim.results import Results

__all__ = ["Repetition", "rerun"]


@dataclass(frozen=True)
class Repetition:
    """What came of repeating a result.

    Parameters
    ----------
    differences : one sentence for each table that is not the same to the bit; none if all are
    surroundings : what is not as it was: versions of packages, the kind of machine
    tables : names of the tables compared
    results : of the repetition
    """

    differences: tuple[str, ...]
    surroundings: tuple[str, ...]
    tables: tuple[str, ...]
    results: Results

    @property
    def is_same(self) -> bool:
        """Tell whether every table is the same to the bit."""
        return not self.differences


def rerun(
    folder: Path | str,
    *,
    threads: int | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
) -> Repetition:
    """Repeat a result of ``run`` or ``compare`` and compare every table, value by value.

    Parameters
    ----------
    folder : of results
    threads, out, progress : as in ``simulate``

    Raises
    ------
    InputError
        where there are no results, or they cannot be repeated from what they say of themselves
    """
    before = Results.read(folder)
    scenario = _scenario(before)
    after = _repeated(before, scenario, threads=threads, out=out, progress=progress)
    named = tuple(before.recorded)
    return Repetition(
        differences=tuple(_differences(before, after, named)),
        surroundings=tuple(_surroundings(before.provenance, after.provenance)),
        tables=named,
        results=after,
    )


def _scenario(before: Results) -> Scenario:
    """Return the scenario of a result, refusing one whose digest this version finds different."""
    scenario = scenario_from_dict(before.provenance["scenario"])
    if scenario.digest != before.provenance["scenario_digest"]:
        raise InputError(f"{before.folder}: the scenario in it was changed after it was simulated")
    return scenario


def _repeated(before: Results, scenario: Scenario, **options: Any) -> Results:
    """Return the same experiment done again."""
    command = dict(before.provenance["command"])
    if "decisions" in command:
        raise InputError(
            f"{before.folder}: firms decided by Python functions of yours; run those again yourself"
        )
    name = command.pop("name", None)
    if name == "run":
        command["replicates"] = before.runs.num_rows  # a run may have been stopped half-way
        return simulate(scenario, **command, **options)
    if name == "compare":
        return compare(scenario, **command, **options).results
    raise InputError(f"{before.folder}: holds results of {name!r}; run and compare can be repeated")


def _differences(before: Results, after: Results, names: tuple[str, ...]) -> Iterator[str]:
    """Yield one sentence for each table that differs."""
    for name in names:
        found = _first_difference(before.table(name), after.table(name))
        if found is not None:
            yield f"{name}: {found}"


def _first_difference(before: pa.Table, after: pa.Table) -> str | None:
    """Return where two tables differ first, or None where they are the same to the bit."""
    if before.column_names != after.column_names:
        extra = set(before.column_names) ^ set(after.column_names)
        return f"other columns ({', '.join(sorted(extra)) or 'in another order'})"
    if before.num_rows != after.num_rows:
        return f"{after.num_rows:,} rows where there were {before.num_rows:,}"
    for column in before.column_names:
        row = _first_row(before[column], after[column])
        if row is not None:
            values = before[column][row].as_py(), after[column][row].as_py()
            return f"column {column}, row {row}: {values[1]!r} where there was {values[0]!r}"
    return None


def _first_row(before: pa.ChunkedArray, after: pa.ChunkedArray) -> int | None:
    """Return the first row in which two columns differ; not-a-number equals itself."""
    one, other = before.to_numpy(), after.to_numpy()
    if one.dtype.kind == "f" and one.dtype == other.dtype:
        whole = np.dtype(f"u{one.dtype.itemsize}")
        differ = (one.view(whole) != other.view(whole)) & ~(np.isnan(one) & np.isnan(other))
    else:
        differ = one != other
    rows = np.flatnonzero(differ)
    return int(rows[0]) if len(rows) else None


def _surroundings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is not as it was around the two."""
    for part in ("versions", "platform"):
        for name in sorted(set(before[part]) | set(after[part])):
            was, now = before[part].get(name, "absent"), after[part].get(name, "absent")
            if was != now:
                yield f"{name} was {was} and is {now}"
