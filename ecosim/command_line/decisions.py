"""What ``ecosim compare`` works out beside the ranking, where it is asked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ecosim.command_line.progress import RunsProgress
from ecosim.command_line.request import Request
from ecosim.decisions.robust import RobustRanking, robust_ranking, runs_of
from ecosim.decisions.shapley import Shapley, shapley_values
from ecosim.decisions.tipping import Tipping, checked_assumptions, find_tipping_points
from ecosim.declarations import Scenario
from ecosim.declarations.scenario import Comparison
from ecosim.errors import InputError
from ecosim.experiments import ComparisonResult
from ecosim.experiments.arms import NOBODY
from ecosim.results.answers import write_answer
from ecosim.sweeps.design import Asked, Design, read_design

__all__ = ["Decisions", "Plan", "Wishes", "decide", "plan_decisions"]

_REPLICATES_OF_A_FUTURE = 10


@dataclass(frozen=True)
class Wishes:
    """What the user wants to know beside the ranking, as given on the command line.

    Parameters
    ----------
    uncertain : design file of uncertain settings
    at_least : objective that is good enough
    shapley : whether each partner's contribution is wanted
    assumptions : names of parameters with commas between, or "all"
    """

    uncertain: Path | None
    at_least: float | None
    shapley: bool
    assumptions: str | None


@dataclass(frozen=True)
class Plan:
    """Wishes that were found to make sense, and who chooses among whom."""

    question: Comparison
    design: Design | None
    at_least: float | None
    shapley: bool
    assumptions: list[str]


@dataclass(frozen=True)
class Decisions:
    """What was found; None where it was not asked for.

    Parameters
    ----------
    robust, shapley, tipping : the answers
    is_whole : whether all was done that was asked for
    files : names of the tables written
    """

    robust: RobustRanking | None = None
    shapley: Shapley | None = None
    tipping: Tipping | None = None
    is_whole: bool = True
    files: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, without what was not asked for."""
        told: dict[str, Any] = {}
        if (robust := self.robust) is not None:
            told["robust"] = {
                "futures": robust.used, "left_out": robust.left_out, "asked": robust.asked,
                "replicates": robust.replicates, "good_enough": robust.good_enough,
                "choices": robust.table.to_pylist(),
            }  # fmt: skip
        if (shapley := self.shapley) is not None:
            told["shapley"] = {"exact": shapley.is_exact, "replicates": shapley.replicates,
                               "contributions": shapley.table.to_pylist()}  # fmt: skip
        if (tipping := self.tipping) is not None:
            told["tipping"] = {"winner": tipping.winner, "assumptions": tipping.assumptions,
                               "replicates": tipping.replicates,
                               "points": tipping.table.to_pylist()}  # fmt: skip
        return told


def plan_decisions(wishes: Wishes, request: Request, question: Comparison) -> Plan:
    """Return what is to be done, or refuse it before any time is spent."""
    design = None
    if wishes.uncertain is not None:
        asked = Asked(request.scenario, request.overrides, _REPLICATES_OF_A_FUTURE)
        design = read_design(wishes.uncertain, asked)
        runs_of(design, question)
    elif wishes.at_least is not None:
        raise InputError("--at-least: says what is good enough in --uncertain, which is missing")
    names = [] if wishes.assumptions is None else wishes.assumptions.split(",")
    assumptions = checked_assumptions([name.strip() for name in names]) if names else []
    return Plan(question, design, wishes.at_least, wishes.shapley, assumptions)


def decide(plan: Plan, request: Request, scenario: Scenario, result: ComparisonResult) -> Decisions:
    """Work out what was asked for, and write its tables beside that of the ranking."""
    question = replace(plan.question, objective=result.objective)
    steps: tuple[tuple[bool, Callable[[], Decisions]], ...] = (
        (plan.design is not None, lambda: _robust(plan, request, result, question)),
        (plan.shapley, lambda: _shapley(request, scenario, result, question)),
        (bool(plan.assumptions), lambda: _tipping(plan, request, scenario, result, question)),
    )
    found = Decisions()
    for wanted, step in steps:
        if wanted and found.is_whole:
            found = _joined(found, step)
    return found


def _joined(found: Decisions, step: Callable[[], Decisions]) -> Decisions:
    """Return what was found with one more answer; Ctrl-C before its first result ends it."""
    try:
        more = step()
    except KeyboardInterrupt:
        return replace(found, is_whole=False)
    return Decisions(
        robust=found.robust or more.robust,
        shapley=found.shapley or more.shapley,
        tipping=found.tipping or more.tipping,
        is_whole=more.is_whole,
        files=(*found.files, *more.files),
    )


def _robust(
    plan: Plan, request: Request, result: ComparisonResult, question: Comparison
) -> Decisions:
    assert plan.design is not None
    runs = runs_of(plan.design, question)
    with RunsProgress("Trying futures", runs, request.quiet) as progress:
        robust = robust_ranking(
            plan.design, question, result.seed, good_enough=plan.at_least,
            threads=request.threads, progress=progress,
        )  # fmt: skip
    tables = {"robust": robust.table, "futures": robust.futures}
    can_repeat = robust.is_whole and plan.design.table is None
    asked = {"design": plan.design.as_dict(), "good_enough": plan.at_least} if can_repeat else None
    return Decisions(robust=robust, is_whole=robust.is_whole,
                     files=_written(request, result, tables, asked))  # fmt: skip


def _shapley(
    request: Request, scenario: Scenario, result: ComparisonResult, question: Comparison
) -> Decisions:
    with RunsProgress("Contributions (replicates)", result.replicates, request.quiet) as progress:
        shapley = shapley_values(
            scenario, question, result.replicates, result.seed,
            threads=request.threads, progress=progress,
        )  # fmt: skip
    return Decisions(
        shapley=shapley, is_whole=shapley.replicates == result.replicates,
        files=_written(request, result, {"shapley": shapley.table},
                       {"replicates": shapley.replicates}),
    )  # fmt: skip


def _tipping(
    plan: Plan,
    request: Request,
    scenario: Scenario,
    result: ComparisonResult,
    question: Comparison,
) -> Decisions:
    names = (*question.candidates, NOBODY)
    known = np.stack([result.values(name) for name in names], axis=1)
    tipping = find_tipping_points(
        scenario, question, known, result.replicates, result.seed, plan.assumptions,
        threads=request.threads,
        stages=lambda title, runs: RunsProgress(title, runs, request.quiet),
    )  # fmt: skip
    return Decisions(
        tipping=tipping, is_whole=tipping.is_whole,
        files=_written(request, result, {"tipping": tipping.table},
                       {"assumptions": plan.assumptions} if tipping.is_whole else None),
    )  # fmt: skip


def _written(
    request: Request,
    result: ComparisonResult,
    tables: dict[str, pa.Table],
    asked: dict[str, Any] | None,
) -> tuple[str, ...]:
    """Write tables beside that of the ranking, with its provenance, and return their names.

    Their provenance holds what was ``asked``, so that it can be asked again; None where it cannot.
    """
    provenance, paths = result.results.provenance, []
    for name, table in tables.items():
        command = {**provenance["command"], "part": name, "asked": asked}
        paths.append(write_answer(request.out, name, table, {**provenance, "command": command},
                                  request.format))  # fmt: skip
    return tuple(path.name for path in paths)
