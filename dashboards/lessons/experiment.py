"""Running a lesson: every arm many times, its curve, and what the runs say on each finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ecosim.court.case import Case
from ecosim.court.findings import Finding, combined
from ecosim.court.judge import judge
from ecosim.court.measures import LEVEL_OF
from ecosim.court.rows import rows_of, selected
from ecosim.dashboards.lessons.lesson import Curve, Lesson
from ecosim.engine.roster import Roster
from ecosim.engine.run import LEVELS, Run, run

__all__ = ["Outcome", "run_lesson"]

Floats = NDArray[np.float64]
_SURE = 0.95


@dataclass(frozen=True)
class Outcome:
    """What the runs of some arms gave.

    Parameters
    ----------
    lines : by name, [replicates, points]; NaN where an arm was left out
    findings : on each sentence of the lesson, or nothing where an arm was left out
    replicates : runs of each arm
    """

    lines: dict[str, Floats]
    findings: tuple[Finding, ...]
    replicates: int


def run_lesson(
    lesson: Lesson, seed: int, told: Callable[[int, int], None], arms: Sequence[str] = ()
) -> Outcome:
    """Run a lesson's arms, each replicate under the same chance in all of them.

    Parameters
    ----------
    lesson : the lesson
    seed : whole number from 0
    told : called after each run with the number done and in all
    arms : by default all of them
    """
    case, names = Case.of(lesson.pattern), list(arms or lesson.pattern.arms)
    level = max(case.level, LEVEL_OF[lesson.curve.of], key=LEVELS.index)
    tasks = [(replicate, name) for replicate in range(lesson.pattern.replicates) for name in names]
    curves: dict[str, list[Floats]] = {name: [] for name in names}
    outcomes: dict[str, list[Floats]] = {name: [] for name in names}
    for done, (replicate, name) in enumerate(tasks, start=1):
        blueprint = case.arms[name]
        finished = run(blueprint, seed, replicate, level, lesson.pattern.every)
        curves[name].append(curve_of(lesson.curve, finished, blueprint.roster))
        outcomes[name].append(case.outcomes(name, finished))
        told(done, len(tasks))
    values = {name: np.column_stack(columns) for name, columns in outcomes.items()}
    complete = len(names) == len(lesson.pattern.arms)
    return Outcome(
        {name: np.array(rows) for name, rows in curves.items() if name in lesson.curve.lines}
        if lesson.curve.over == "months"
        else {"model": _across_arms(lesson, values)},
        _findings(lesson, values) if complete else (),
        lesson.pattern.replicates,
    )


def curve_of(curve: Curve, finished: Run, roster: Roster) -> Floats:
    """Return the mean of the rows that count in each month of a curve."""
    if curve.over == "arms":
        return np.empty(0)
    rows = rows_of(curve.of, finished, roster)
    chosen = selected(rows, curve.where, roster)
    ticks, values = rows["tick"][chosen], rows[curve.column][chosen]
    means = [values[ticks == month].mean() if (ticks == month).any() else np.nan
             for month in curve.points]  # fmt: skip
    return np.array(means, np.float64)


def _across_arms(lesson: Lesson, values: dict[str, Floats]) -> Floats:
    """Return the first outcome of each arm with a point, [replicates, points]; NaN if left out."""
    missing = np.full(lesson.pattern.replicates, np.nan)
    arms = list(lesson.pattern.arms)[: len(lesson.curve.points)]
    return np.stack([values[arm][0] if arm in values else missing for arm in arms], axis=1)


def _findings(lesson: Lesson, values: dict[str, Floats]) -> tuple[Finding, ...]:
    """Return what the runs say on each sentence: the first contrast, and the verdict of all."""
    found = []
    for place, expectation in enumerate(lesson.pattern.expectations):
        arms = {arm: table[place] for arm, table in values.items()}
        first, *others = judge(expectation, arms, _SURE)
        verdicts = [finding.verdict for finding in (first, *others)]
        found.append(replace(first, verdict=combined(verdicts)))
    return tuple(found)
