"""What ``ecosim compare`` does, and how its answer is put together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ecosim.command_line.decision_words import show_decisions
from ecosim.command_line.decisions import Decisions, Wishes, decide, plan_decisions
from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.ranking import ranking_table
from ecosim.command_line.request import Request
from ecosim.command_line.screen import Screen, print_json
from ecosim.command_line.why import show_reasons
from ecosim.declarations import Scenario
from ecosim.experiments import ComparisonResult, compare
from ecosim.experiments.answer import answer_sentences, judged_by, question
from ecosim.experiments.arms import checked_comparison
from ecosim.experiments.standing import Standing
from ecosim.reporting import FORMATS
from ecosim.scenarios.firm_ids import split_names

__all__ = ["Asked", "compare_candidates"]

_READERS = {"arrow": "read_feather", "parquet": "read_parquet"}


@dataclass(frozen=True)
class Asked:
    """What the user asks of ``compare`` beside what ``run`` has too, as given."""

    focal: str | None
    candidates: tuple[str, ...]
    objective: str | None
    until_settled: float | None
    wishes: Wishes


def compare_candidates(request: Request, asked: Asked) -> None:
    """Compare candidates, write the tables and print the answer."""
    scenario = request.load()
    names = split_names(asked.candidates, [firm.id for firm in scenario.firms])
    chosen = checked_comparison(scenario, asked.focal, names or None)
    plan = plan_decisions(asked.wishes, request, chosen)
    request.check_folder()
    compile_once(request.quiet)
    runs = request.replicates * (len(chosen.candidates) + 1)
    with RunsProgress("Comparing", runs, request.quiet) as progress:
        result = compare(
            scenario, chosen.focal, chosen.candidates, request.replicates, request.seed,
            objective=asked.objective, until_settled=asked.until_settled,
            threads=request.threads, out=request.out, format=request.format, progress=progress,
        )  # fmt: skip
    was_stopped = _was_stopped(request, result)
    found = Decisions() if was_stopped else decide(plan, request, scenario, result)
    written = request.write_report()
    if request.as_json:
        print_json(_as_dict(request, result, found))
    elif request.quiet:
        click.echo(str(request.out))
    else:
        _show(request, scenario, result, found, written)
    if not found.is_whole:
        raise StoppedError(
            f"Stopped; the ranking is whole, and what is told beside it is of what was done. The "
            f"tables in {printable(str(request.out))} are whole."
        )
    if was_stopped:
        raise StoppedError(
            f"Stopped after {result.replicates:,} of {request.replicates:,} replicates; the "
            f"ranking is of these, and the tables in {printable(str(request.out))} are whole."
        )


def _was_stopped(request: Request, result: ComparisonResult) -> bool:
    """Tell whether the user ended the runs before they were done or the ranking was settled."""
    settled = result.settlement is not None and result.settlement.is_settled
    return result.replicates < request.replicates and not settled


def _files(request: Request, found: Decisions) -> list[str]:
    reports = [f"report.{format}" for format in FORMATS if request.report]
    return [f"runs.{request.format}", "ranking.json", *found.files, *reports]


def _as_dict(request: Request, result: ComparisonResult, found: Decisions) -> dict[str, Any]:
    return {**result.as_dict(), **found.as_dict(), "out": str(request.out),
            "files": _files(request, found)}  # fmt: skip


def _show(
    request: Request,
    scenario: Scenario,
    result: ComparisonResult,
    found: Decisions,
    written: list[Path],
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
    if standing.enough is not None:
        screen.paragraph(f"To run as many: --replicates {standing.enough}")
    show_reasons(screen, standing)
    show_decisions(screen, standing, found)
    _show_files(screen, request, found)
    screen.report_files(written)


def _show_files(screen: Screen, request: Request, found: Decisions) -> None:
    """Print where the tables are and how to read them."""
    runs, *others = [name for name in _files(request, found) if not name.startswith("report.")]
    screen.heading("Tables")
    screen.whole_line(
        f"{printable(str(request.out))}: {runs} (one row for each run), {', '.join(others)}"
    )
    path = printable(str(request.out / runs))
    screen.whole_line(f"In Python: pandas.{_READERS[request.format]}({path!r})")
