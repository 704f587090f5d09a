"""What ``ecosim paradox`` does and says."""

from __future__ import annotations

import click

from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.request import Request
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.declarations import Scenario
from ecosim.experiments import ParadoxResult, paradox
from ecosim.experiments.paradox_answer import paradox_sentences
from ecosim.experiments.twins import twin_blueprints
from ecosim.results.figures import number, percent, plus_minus, shared_decimals

__all__ = ["show_paradox"]

_WIDEST = 12  # characters of the longest bar
_YEARS = 12


def show_paradox(request: Request) -> None:
    """Run a scenario beside its twins, write the tables and print the answer."""
    scenario = request.load()
    twin_blueprints(scenario)
    request.check_folder()
    compile_once(request.quiet)
    with RunsProgress("Running twins", request.replicates, request.quiet) as progress:
        result = paradox(
            scenario, request.replicates, request.seed, threads=request.threads, out=request.out,
            format=request.format, progress=progress,
        )  # fmt: skip
    written = request.write_report()
    if request.as_json:
        print_json(
            {
                **result.as_dict(),
                "out": str(request.out),
                "files": [*_files(request), *(path.name for path in written)],
            }
        )
    elif request.quiet:
        click.echo(str(request.out))
    else:
        _show(request, scenario, result)
        Screen().report_files(written)


def _files(request: Request) -> list[str]:
    return [f"runs.{request.format}", "providers.csv", "paradox.json"]


def _show(request: Request, scenario: Scenario, result: ParadoxResult) -> None:
    """Print question, answer, amounts by cause, the course of years, and files."""
    screen = Screen()
    title = printable(scenario.title or scenario.name)
    screen.paragraph(f"{title}: do digital services pay?")
    screen.paragraph(
        f"{result.replicates:,} runs of {result.ticks} months, each beside a twin without digital "
        f"services, under the same chance (seed {result.seed})."
    )
    screen.heading("Answer")
    for sentence in paradox_sentences(result):
        screen.paragraph(sentence)
    if result.providers.estimate > 0.0:
        _show_causes(screen, result)
        _show_years(screen, result)
    screen.heading("Tables")
    folder = printable(str(request.out))
    screen.whole_line(f"{folder}: " + ", ".join(_files(request)))


def _show_causes(screen: Screen, result: ParadoxResult) -> None:
    """Print what each cause adds to profit, and their sum."""
    screen.heading("What changes a provider's profit, MSEK per month")
    lines = table(("Cause", "Amount", ""), right=("Amount",))
    amounts = [cause.amount for cause in result.causes]
    decimals = shared_decimals(amounts)
    largest = max(abs(amount.estimate) for amount in amounts)
    for cause in result.causes:
        length = round(_WIDEST * abs(cause.amount.estimate) / max(largest, 1e-12))
        bar = ("+" if cause.amount.estimate > 0 else "−") * length
        lines.add_row(cause.words, plus_minus(cause.amount, signed=True, decimals=decimals), bar)
    lines.add_row("in all", plus_minus(result.gain, signed=True, decimals=decimals))
    lines.caption = "± 95 % interval; means over providers with service revenue."
    lines.caption_justify = "left"
    screen.print(lines)


def _show_years(screen: Screen, result: ParadoxResult) -> None:
    """Print where providers stand at the end of each year."""
    screen.heading("Year by year")
    heads = ("After year", "In the paradox", "Gain since the start, MSEK")
    lines = table(heads, right=heads)
    for month in result.months[_YEARS - 1 :: _YEARS]:
        year = str(month.month // _YEARS)
        lines.add_row(year, percent(month.incidence), number(month.gain))
    screen.print(lines)
