"""The report on a sweep: its design, and what each factor changes."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute

from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.reporting.document import Block, Column, Report, Section, Table, Words
from ecosim.reporting.effects import effects_of, level_word
from ecosim.reporting.effects_told import effects_answer, effects_section
from ecosim.reporting.ending import after
from ecosim.reporting.sensitivity import indices, regions
from ecosim.results import Results
from ecosim.results.schemas import names_in_role

__all__ = ["sweep_report"]

_HEADLINES = ("viability", "survival", "trust", "maturity", "foreign_share", "profit")
_MOST_VALUES = 12


def sweep_report(results: Results) -> Report:
    """Return the report on a finished sweep."""
    scenario = scenario_from_dict(results.provenance["scenario"])
    runs = results.runs
    factors = names_in_role(runs.schema, "factor")
    finished = runs.filter(pa.compute.equal(runs["status"], "ok"))
    headlines = [
        name for name in _HEADLINES if name in runs.column_names and _varies(finished, name)
    ]
    effects = {name: effects_of(finished, factors, name) for name in headlines}
    command = results.provenance["command"]
    count = "one factor" if len(factors) == 1 else f"{len(factors)} factors"
    replicates = command["replicates"]
    each = "one run" if replicates == 1 else f"{replicates:,} runs"
    told = (
        _design(runs, factors),
        *(effects_section(name, found) for name, found in effects.items() if found),
        *indices(results),
        *regions(results),
    )
    return Report(
        title=scenario.title or scenario.name,
        question=f"What do {count} change in this ecosystem?",
        answer=tuple(effects_answer(name, found) for name, found in effects.items())
        or ("No outcome differs between the runs.",),
        basis=(
            f"{finished.num_rows:,} runs of {scenario.ticks} months: {command['points']:,} points "
            f"of a {command['method']} design, with {each} each."
        ),
        sections=(*told, *after(told, scenario, results.provenance)),
    )


def _varies(runs: pa.Table, name: str) -> bool:
    """Tell whether an outcome differs between runs at all."""
    values = runs[name].to_numpy()
    values = values[np.isfinite(values)]
    return len(values) > 1 and bool(np.any(values != values[0]))


def _design(runs: pa.Table, factors: list[str]) -> Section:
    """Return what was varied, and what became of the runs."""
    columns = (
        Column("Factor"), Column("Values"), Column("Unit"), Column("Meaning"),
    )  # fmt: skip
    rows = tuple(_factor(runs, name) for name in factors)
    blocks: list[Block] = [Table("Design", "What was varied", columns, rows)]
    counts = Counter(runs["status"].to_pylist())
    if set(counts) != {"ok"}:
        blocks.append(_failures(runs, counts))
    return Section("The design", tuple(blocks))


def _factor(runs: pa.Table, name: str) -> tuple[str, str, str, str]:
    words = {k.decode(): v.decode() for k, v in (runs.schema.field(name).metadata or {}).items()}
    values = [value for value in runs[name].unique().to_pylist() if value is not None]
    if values and all(isinstance(value, float) for value in values):
        ends = f"{min(values):.4g} to {max(values):.4g}"
        told = ends if len(values) > _MOST_VALUES else _listed(sorted(values))
    else:
        told = _listed(values)
    unit = words.get("unit", "")
    return name, told, "" if unit == "1" else unit, words.get("description", "")


def _listed(values: list[object]) -> str:
    more = f" and {len(values) - _MOST_VALUES} more" if len(values) > _MOST_VALUES else ""
    return ", ".join(map(level_word, values[:_MOST_VALUES])) + more


def _failures(runs: pa.Table, counts: Counter[str]) -> Block:
    """Return why some runs have no outcomes."""
    failed = {status: count for status, count in counts.items() if status != "ok"}
    told = ", ".join(f"{count:,} {status}" for status, count in sorted(failed.items()))
    reasons = Counter(reason for reason in runs["reason"].to_pylist() if reason)
    most = f" Most often: {reasons.most_common(1)[0][0]}" if reasons else ""
    return Words(f"Left out, as they have no outcomes: {told} of {runs.num_rows:,} runs.{most}")
