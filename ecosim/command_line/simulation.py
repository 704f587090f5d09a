"""What ``ecosim run`` does and says."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.reports import show_report_files
from ecosim.command_line.request import Request
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.declarations import Scenario
from ecosim.experiments import simulate
from ecosim.results import Results
from ecosim.results.figures import between, mean
from ecosim.results.folder import table_files
from ecosim.results.summary import OutcomeSummary, Summary, grouped, summarize

__all__ = ["run_scenario"]


def run_scenario(request: Request, record: str, every: int) -> None:
    """Simulate a scenario, write its tables and print a summary."""
    scenario = request.load()
    request.check_folder()
    compile_once(request.quiet)
    with RunsProgress("Simulating", request.replicates, request.quiet) as progress:
        results = simulate(
            scenario, request.seed, request.replicates, record=record, every=every,
            threads=request.threads, out=request.out, format=request.format, progress=progress,
        )  # fmt: skip
    finished = results.runs.num_rows
    written = request.write_report()
    if request.as_json:
        print_json(_as_dict(request, scenario, results, written))
    elif request.quiet:
        click.echo(str(request.out))
    else:
        _show(request, scenario, results, written)
    if finished < request.replicates:
        raise StoppedError(
            f"Stopped after {finished} of {request.replicates} runs; "
            f"their tables are whole, in {printable(str(request.out))}."
        )


def _as_dict(
    request: Request, scenario: Scenario, results: Results, written: list[Path]
) -> dict[str, Any]:
    """Return the summary as plain values."""
    return {
        "scenario": scenario.name,
        "seed": scenario.seed if request.seed is None else request.seed,
        "ticks": scenario.ticks,
        "replicates": results.runs.num_rows,
        "out": str(request.out),
        "files": [path.name for path in (*table_files(request.out), *written)],
        "outcomes": [_outcome_dict(outcome) for outcome in summarize(results.runs)],
    }


def _outcome_dict(outcome: OutcomeSummary) -> dict[str, Any]:
    numbers = {
        name: value if math.isfinite(value) else None
        for name, value in vars(outcome.interval).items()
    }
    return {"name": outcome.name, "unit": outcome.unit, **numbers}


def _show(request: Request, scenario: Scenario, results: Results, written: list[Path]) -> None:
    """Print what was simulated, the outcomes, and where the tables are."""
    screen = Screen()
    count = results.runs.num_rows
    seed = scenario.seed if request.seed is None else request.seed
    runs = "one run" if count == 1 else f"{count:,} runs"
    title = printable(scenario.title or scenario.name)
    screen.paragraph(f"{title}: {runs} of {scenario.ticks} months, seed {seed}")
    screen.print()
    _show_outcomes(screen, summarize(results.runs), count)
    screen.print()
    if count == 1:
        screen.paragraph("One run (n=1) gives no intervals: --replicates 30 would.")
    screen.paragraph("What each outcome means: ecosim outcomes")
    screen.whole_line(f"Tables in {printable(str(request.out))}: "
                + ", ".join(path.name for path in table_files(request.out)))  # fmt: skip
    show_report_files(screen, written)


def _show_outcomes(screen: Screen, outcomes: Summary, runs: int) -> None:
    """Print a table of outcomes under headings."""
    lines = table(("Outcome", "Mean", "95 % interval", "Unit"), right=("Mean", "95 % interval"))
    for heading, members in grouped(outcomes):
        lines.add_row(Text(heading, "bold"))
        for outcome in members:
            interval = outcome.interval
            unit = "" if outcome.unit == "1" else outcome.unit
            some = f" (defined in {interval.count} runs)" if interval.count < runs else ""
            ends = between(interval) if interval.count > 1 else ""
            lines.add_row(f"  {outcome.name}", mean(interval), ends, f"{unit}{some}".strip())
    screen.print(lines)
