"""What ``ecosim compare`` does, and how its answer is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click

from ecosim.command_line.answer import answer_sentences
from ecosim.command_line.decision_words import show_decisions
from ecosim.command_line.decisions import Decisions, Wishes, decide, plan_decisions
from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.ranking import Standing, ranking_table
from ecosim.command_line.request import Request, split_names
from ecosim.command_line.screen import Screen, print_json
from ecosim.command_line.why import show_reasons
from ecosim.declarations import Scenario
from ecosim.experiments import ComparisonResult, compare
from ecosim.experiments.arms import checked_comparison

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
    question = checked_comparison(scenario, asked.focal, names or None)
    plan = plan_decisions(asked.wishes, request, question)
    request.check_folder()
    compile_once(request.quiet)
    runs = request.replicates * (len(question.candidates) + 1)
    with RunsProgress("Comparing", runs, request.quiet) as progress:
        result = compare(
            scenario, question.focal, question.candidates, request.replicates, request.seed,
            objective=asked.objective, until_settled=asked.until_settled,
            threads=request.threads, out=request.out, format=request.format, progress=progress,
        )  # fmt: skip
    was_stopped = _was_stopped(request, result)
    found = Decisions() if was_stopped else decide(plan, request, scenario, result)
    if request.as_json:
        print_json(_as_dict(request, result, found))
    elif request.quiet:
        click.echo(str(request.out))
    else:
        _show(request, scenario, result, found)
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
    return [f"runs.{request.format}", "ranking.json", *found.files]


def _as_dict(request: Request, result: ComparisonResult, found: Decisions) -> dict[str, Any]:
    return {**result.as_dict(), **found.as_dict(), "out": str(request.out),
            "files": _files(request, found)}  # fmt: skip


def _show(request: Request, scenario: Scenario, result: ComparisonResult, found: Decisions) -> None:
    """Print question, ranking, answer, reasons and files."""
    screen, standing = Screen(), Standing.of(result)
    _show_question(screen, scenario, standing)
    screen.print()
    screen.print(ranking_table(standing))
    screen.heading("Answer")
    for sentence in answer_sentences(standing):
        screen.paragraph(sentence)
    show_reasons(screen, standing)
    show_decisions(screen, standing, found)
    _show_files(screen, request, found)


def _show_question(screen: Screen, scenario: Scenario, standing: Standing) -> None:
    """Print who chooses among how many, by what, and how it was tried."""
    result, count = standing.result, len(standing.result.ranking)
    focal = printable(result.focal)
    if count == 1:
        question = f"Should {focal} choose {printable(result.ranking[0].candidate)} as a partner?"
    else:
        question = f"Which of {count} candidates should {focal} choose as a partner?"
    screen.paragraph(question)
    screen.paragraph(
        f"Judged by {standing.objective_words} (more is better): {standing.description} "
        f"{result.replicates:,} runs of {scenario.ticks} months for each choice, "
        f"all under the same chance (seed {result.seed})."
    )


def _show_files(screen: Screen, request: Request, found: Decisions) -> None:
    """Print where the tables are and how to read them."""
    runs, *others = _files(request, found)
    screen.heading("Tables")
    screen.whole_line(
        f"{printable(str(request.out))}: {runs} (one row for each run), {', '.join(others)}"
    )
    path = printable(str(request.out / runs))
    screen.whole_line(f"In Python: pandas.{_READERS[request.format]}({path!r})")
