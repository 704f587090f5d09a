"""What ``ecosim compare`` does, and how its answer is put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.ranking import ranking_table
from ecosim.command_line.reports import show_report_files
from ecosim.command_line.request import Request, split_names
from ecosim.command_line.screen import Screen, print_json
from ecosim.command_line.why import show_reasons
from ecosim.declarations import Scenario
from ecosim.experiments import ComparisonResult, compare
from ecosim.experiments.answer import answer_sentences, judged_by, question
from ecosim.experiments.arms import checked_comparison
from ecosim.experiments.standing import Standing
from ecosim.reporting import FORMATS

__all__ = ["compare_candidates"]

_READERS = {"arrow": "read_feather", "parquet": "read_parquet"}


def compare_candidates(
    request: Request, focal: str | None, candidates: Sequence[str], objective: str | None
) -> None:
    """Compare candidates, write the tables and print the answer."""
    scenario = request.load()
    names = split_names(candidates, [firm.id for firm in scenario.firms])
    asked = checked_comparison(scenario, focal, names or None)
    request.check_folder()
    compile_once(request.quiet)
    runs = request.replicates * (len(asked.candidates) + 1)
    with RunsProgress("Comparing", runs, request.quiet) as progress:
        result = compare(
            scenario, asked.focal, asked.candidates, request.replicates, request.seed,
            objective=objective, threads=request.threads, out=request.out,
            format=request.format, progress=progress,
        )  # fmt: skip
    written = request.write_report()
    if request.as_json:
        print_json(_as_dict(request, result))
    elif request.quiet:
        click.echo(str(request.out))
    else:
        _show(request, scenario, result, written)


def _files(request: Request) -> list[str]:
    reports = [f"report.{format}" for format in FORMATS if request.report]
    return [f"runs.{request.format}", "ranking.json", *reports]


def _as_dict(request: Request, result: ComparisonResult) -> dict[str, Any]:
    return {**result.as_dict(), "out": str(request.out), "files": _files(request)}


def _show(
    request: Request, scenario: Scenario, result: ComparisonResult, written: list[Path]
) -> None:
    """Print question, ranking, answer, reasons and files."""
    screen, standing = Screen(), Standing.of(result)
    for sentence in (question(result), judged_by(standing, scenario.ticks)):
        screen.paragraph(printable(sentence))
    screen.print()
    screen.print(ranking_table(standing))
    screen.heading("Answer")
    for sentence in answer_sentences(standing):
        screen.paragraph(printable(sentence))
    if standing.enough is not None and not standing.is_settled:
        screen.paragraph(f"To run as many: --replicates {standing.enough}")
    show_reasons(screen, standing)
    _show_files(screen, request)
    show_report_files(screen, written)


def _show_files(screen: Screen, request: Request) -> None:
    """Print where the tables are and how to read them."""
    runs, ranking, *_ = _files(request)
    screen.heading("Tables")
    screen.whole_line(f"{printable(str(request.out))}: {runs} (one row for each run), {ranking}")
    path = printable(str(request.out / runs))
    screen.whole_line(f"In Python: pandas.{_READERS[request.format]}({path!r})")
