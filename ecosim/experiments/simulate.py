"""Many runs of one scenario, as tables."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.run import LEVELS, Run, run
from ecosim.errors import InputError, nearest
from ecosim.experiments.replicates import Progress, in_order, uninterrupted, usable_threads
from ecosim.results import Results
from ecosim.results.provenance import make_provenance
from ecosim.results.schemas import RECORD_LEVELS
from ecosim.results.tables import (
    ecosystem_table,
    events_table,
    firms_table,
    relationships_table,
    runs_table,
)
from ecosim.results.writer import ResultsWriter

__all__ = ["SEED_SCHEME", "check_numbers", "simulate"]

SEED_SCHEME = (
    "each draw is splitmix64 mixed over seed, replicate, purpose, month and entity key; "
    "replicates count from 0"
)
MOST_REPLICATES = 10_000_000


def simulate(
    scenario: Scenario,
    seed: int | None = None,
    replicates: int = 1,
    *,
    record: str = "ecosystem",
    every: int = 1,
    threads: int | None = None,
    agents: Mapping[str, type] | None = None,
    policies: Mapping[str, Callable[..., Any]] | None = None,
    out: Path | str | None = None,
    format: str = "arrow",
    progress: Progress | None = None,
) -> Results:
    """Run a scenario many times and return tables.

    The numbers depend on scenario, seed and replicate alone: neither on threads nor on what else
    is recorded.

    Parameters
    ----------
    scenario : from ``load_scenario``
    seed : whole number from 0; the scenario's own by default
    replicates : number of runs, at least 1
    record : "runs", "ecosystem", "firms" or "all"
    every : months between rows of the panels of firms and relationships
    threads : by default one for each core
    agents : subclasses of agents by kind or firm id, whose decisions are made in Python
    policies : partner-selection functions by name
    out : folder to write to; tables are kept in memory by default
    format : "arrow" or "parquet", for a folder
    progress : called after each run

    Raises
    ------
    InputError
        for arguments out of range, or a folder that cannot be used
    """
    seed = scenario.seed if seed is None else seed
    _check(seed, replicates, record, every, threads)
    blueprint = Blueprint.of(scenario)
    hook = _hook(blueprint, agents, policies)
    workers = 1 if hook is not None else usable_threads(threads)
    work = partial(_work, blueprint, seed, record, every, hook)
    runs = _counted(in_order(work, range(replicates), workers), replicates, progress)
    command = {"name": "run", "seed": seed, "replicates": replicates, "record": record,
               "every": every}  # fmt: skip
    if hook is not None:
        command["decisions"] = "in Python"
    provenance = make_provenance(scenario, seed_scheme=SEED_SCHEME, command=command)
    if out is None:
        return Results.from_tables(_in_memory(runs, blueprint, record), provenance)
    with ResultsWriter(Path(out), provenance, format) as writer:
        _to_folder(writer, runs, blueprint, record, provenance)
    return Results.read(out)


def _check(seed: int, replicates: int, record: str, every: int, threads: int | None) -> None:
    """Refuse arguments that mean nothing."""
    check_numbers(seed, replicates, threads, least=1)
    if record not in LEVELS:
        raise InputError(
            f"record: {record!r} is none of {', '.join(LEVELS)}{nearest(record, LEVELS)}"
        )
    if every < 1:
        raise InputError(f"every: {every} is below 1")


def check_numbers(seed: int, replicates: int, threads: int | None, least: int) -> None:
    """Refuse a seed, a number of replicates or of threads out of range."""
    if not 0 <= seed < 2**63:
        raise InputError(f"seed: {seed} is not a whole number from 0 to 2^63 - 1")
    if not least <= replicates <= MOST_REPLICATES:
        raise InputError(f"replicates: {replicates} is not from {least} to {MOST_REPLICATES:,}")
    if threads is not None and not 1 <= threads <= 1024:
        raise InputError(f"threads: {threads} is not from 1 to 1024")


def _hook(
    blueprint: Blueprint,
    agents: Mapping[str, type] | None,
    policies: Mapping[str, Callable[..., Any]] | None,
) -> Any:
    """Return the hook for decisions made in Python, or None; Mesa is imported only for these."""
    from ecosim.agents.decisions import decision_hook

    return decision_hook(blueprint, agents or {}, policies or {})


def _work(
    blueprint: Blueprint, seed: int, record: str, every: int, hook: Any, replicate: int
) -> Run:
    """Run one replicate."""
    return run(blueprint, seed, replicate, record, every, hook)


def _counted(runs: Iterable[Run], total: int, progress: Progress | None) -> Iterable[Run]:
    """Yield runs and report each."""
    for done, finished in enumerate(runs, start=1):
        yield finished
        if progress is not None:
            progress(done, total)


def _panels(finished: Run, blueprint: Blueprint, record: str) -> dict[str, pa.Table]:
    """Return the tables of one run, all but ``runs``."""
    makers: dict[str, Callable[[], pa.Table]] = {
        "ecosystem": lambda: ecosystem_table(finished),
        "events": lambda: events_table(finished, blueprint.scenario.markets.codes),
        "firms": lambda: firms_table(finished, blueprint.roster.kind),
        "relationships": lambda: relationships_table(finished),
    }
    return {name: makers[name]() for name in RECORD_LEVELS[record] if name != "runs"}


def _in_memory(runs: Iterable[Run], blueprint: Blueprint, record: str) -> dict[str, pa.Table]:
    """Return all tables of all runs."""
    finished, parts = [], []
    for one in runs:
        parts.append(_panels(one, blueprint, record))
        finished.append(one)
    tables = {name: pa.concat_tables(part[name] for part in parts) for name in parts[0]}
    return {"runs": runs_table(finished), **tables}


def _to_folder(
    writer: ResultsWriter,
    runs: Iterable[Run],
    blueprint: Blueprint,
    record: str,
    provenance: Mapping[str, Any],
) -> None:
    """Write all tables run by run; what was finished before Ctrl-C is kept, and counted."""
    rows = []
    names = [name for name in RECORD_LEVELS[record] if name != "runs"]
    with contextlib.ExitStack() as stack:
        sinks = {name: stack.enter_context(writer.open(name)) for name in names}
        with contextlib.suppress(KeyboardInterrupt):
            for finished in runs:
                # All tables of a run or none: what stops between two would leave them at odds.
                with uninterrupted():
                    for name, table in _panels(finished, blueprint, record).items():
                        sinks[name].write(table)
                    rows.append(runs_table([finished]))
        if not rows:
            raise KeyboardInterrupt
        command = {**provenance["command"], "replicates": len(rows)}
        if command != provenance["command"]:
            writer.restamp({**provenance, "command": command})
    writer.write("runs", pa.concat_tables(rows))
