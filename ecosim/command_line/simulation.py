"""What ``ecosim run`` does and says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.request import Request
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.declarations import Scenario
from ecosim.errors import InputError
from ecosim.experiments import simulate
from ecosim.results import Results
from ecosim.results.figures import between, mean, number
from ecosim.results.folder import table_files
from ecosim.results.precision import replicates_needed
from ecosim.results.statistics import mean_interval
from ecosim.results.summary import OutcomeSummary, Summary, grouped, summarize

__all__ = ["run_scenario"]


Widths = Sequence[tuple[str, float]]


def run_scenario(request: Request, record: str, every: int, half_widths: Widths = ()) -> None:
    """Simulate a scenario, write its tables and print a summary.

    Parameters
    ----------
    request, record, every : as given on the command line
    half_widths : outcomes and the half-widths wanted of their intervals
    """
    _check_widths(request, half_widths)
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
        enough = [_enough(results, *wanted) for wanted in half_widths]
        print_json({**_as_dict(request, scenario, results, written), "half_widths": enough})
    elif request.quiet:
        click.echo(str(request.out))
    else:
        _show(request, scenario, results, written, half_widths)
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


def _check_widths(request: Request, half_widths: Widths) -> None:
    if half_widths and request.replicates < 2:
        raise InputError("--half-width: --replicates must be at least 2, or there is no spread")


def _enough(results: Results, outcome: str, wanted: float) -> dict[str, Any]:
    """Return how wide an outcome's interval is, and how many replicates it takes as wanted."""
    values = results.runs[outcome].to_numpy()
    interval = mean_interval(values)
    needed = replicates_needed(values, wanted) if interval.count > 1 else None
    now = (interval.high - interval.low) / 2 if needed else None
    return {"outcome": outcome, "wanted": wanted, "now": now, "replicates_needed": needed}


def _enough_words(told: dict[str, Any]) -> str:
    if told["replicates_needed"] is None:
        return f"{told['outcome']} is defined in too few runs to judge how many are needed."
    return (
        f"{told['outcome']} is known to ± {number(told['now'], 4)}; ± {number(told['wanted'])} "
        f"takes about {told['replicates_needed']:,} replicates."
    )


def _show(
    request: Request,
    scenario: Scenario,
    results: Results,
    written: list[Path],
    half_widths: Widths,
) -> None:
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
    for wanted in half_widths:
        screen.paragraph(_enough_words(_enough(results, *wanted)))
    screen.paragraph("What each outcome means: ecosim outcomes")
    screen.whole_line(f"Tables in {printable(str(request.out))}: "
                + ", ".join(path.name for path in table_files(request.out)))  # fmt: skip
    screen.report_files(written)


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
