"""Which choice holds over uncertain assumptions: every candidate in every future of a design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.decisions.regret import RobustChoice, robust_choices
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.declarations.scenario import Comparison, Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run
from ecosim.errors import EcosimError, InputError
from ecosim.experiments.arms import NOBODY, make_arm
from ecosim.experiments.replicates import Progress, usable_threads, whole_groups
from ecosim.results.answers import answer_table
from ecosim.sweeps.blueprints import Blueprints
from ecosim.sweeps.design import Design
from ecosim.sweeps.sampling import draw

__all__ = ["FEW", "TOO_FEW", "RobustRanking", "robust_ranking", "runs_of"]

FEW = 10
"""Replicates in each future below which much is left to chance."""

TOO_FEW = "So few runs in each future leave much to chance: give the design more replicates."

Floats = NDArray[np.float64]
Task = tuple[dict[str, Any], int, int]

_FEWEST_FUTURES = 4
_RANGES = ("value", "expected_regret", "satisfied_share", "best_share")
_WORDS = {
    "value": "Mean of the objective over futures",
    "expected_regret": "Mean loss against the best choice in each future",
    "satisfied_share": "Share of futures in which it is good enough",
    "best_share": "Share of futures in which no other choice is better",
}


@dataclass(frozen=True)
class RobustRanking:
    """How choices stand over the futures of a design.

    Parameters
    ----------
    choices : the one with the least expected regret first; having no partner is among them
    good_enough : least objective that satisfies; None for that of having no partner
    replicates : runs of each choice in each future
    futures : point, candidate, value, regret, and a column for each uncertain setting
    asked : number of futures in the design
    left_out : of those tried, futures whose settings contradict each other or that have no value
    """

    choices: tuple[RobustChoice, ...]
    good_enough: float | None
    replicates: int
    futures: pa.Table
    asked: int
    left_out: int

    @property
    def used(self) -> int:
        """Return the number of futures that count."""
        return self.choices[0].value.count

    @property
    def is_whole(self) -> bool:
        """Tell whether every future was tried."""
        return self.used + self.left_out == self.asked

    @property
    def table(self) -> pa.Table:
        """Return one row for each choice."""
        columns: dict[str, tuple[type, str]] = {"candidate": (str, "Id of the candidate.")}
        for name in _RANGES:
            columns[name] = (float, f"{_WORDS[name]}.")
            columns[f"{name}_low"] = (float, f"{_WORDS[name]}: lower end of the interval.")
            columns[f"{name}_high"] = (float, f"{_WORDS[name]}: upper end of the interval.")
        columns["largest_regret"] = (float, "Largest loss in any future tried.")
        return answer_table(columns, [_row(choice) for choice in self.choices])


def _row(choice: RobustChoice) -> dict[str, Any]:
    row: dict[str, Any] = {
        "candidate": choice.candidate, "largest_regret": choice.largest_regret,
    }  # fmt: skip
    for name in _RANGES:
        interval = getattr(choice, name)
        row |= {name: interval.estimate, f"{name}_low": interval.low, f"{name}_high": interval.high}
    return row


def runs_of(design: Design, question: Comparison) -> int:
    """Return the number of runs that a robust ranking takes; refuse chance that is not common."""
    points = draw(design).factors
    if design.chance != "common" or "scenario.seed" in points.column_names:
        raise InputError(
            "design: choices are compared under the same chance; leave out chance and "
            "scenario.seed, and give replicates"
        )
    return int(points.num_rows) * (len(question.candidates) + 1) * design.replicates


def robust_ranking(
    design: Design,
    question: Comparison,
    seed: int,
    *,
    good_enough: float | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> RobustRanking:
    """Rank candidates over the futures of a design, each of which is a point of it.

    All futures count alike: a range says that nothing in it is thought likelier than the rest.
    Every choice meets the same chance in every future. Ctrl-C ends with the futures that are whole.

    Parameters
    ----------
    design : uncertain settings as factors; its replicates are run in each future
    question : who chooses among whom, and by what
    seed : of all runs
    good_enough : least objective that satisfies; by default that of having no partner
    threads, progress : as in ``simulate``

    Raises
    ------
    InputError
        for a design without common chance, or fewer than 4 futures with a value
    """
    runs_of(design, question)
    names = [*question.candidates, NOBODY]
    points = draw(design).factors
    arms = [Blueprints(design.content, partial(_arm, question, name)) for name in names]
    shape = (points.num_rows, len(names) * design.replicates)
    groups = whole_groups(
        partial(_value, arms, question, seed),
        _tasks(points, len(names), design.replicates), shape, usable_threads(threads), progress,
        least=_FEWEST_FUTURES,
    )  # fmt: skip
    values = np.array(groups).reshape(-1, len(names), design.replicates)
    counts = np.isfinite(values).all(axis=(1, 2))
    if counts.sum() < _FEWEST_FUTURES:
        raise InputError(
            f"design: only {counts.sum()} of {len(counts)} futures have a value of "
            f"{question.objective!r}; at least {_FEWEST_FUTURES} are needed"
        )
    return RobustRanking(
        choices=tuple(robust_choices(names, values[counts], good_enough)),
        good_enough=good_enough,
        replicates=design.replicates,
        futures=_futures(points, names, values, counts),
        asked=points.num_rows,
        left_out=int((~counts).sum()),
    )


def _arm(question: Comparison, name: str, scenario: Scenario) -> Blueprint:
    """Return the blueprint of the arm in which one choice is made."""
    return make_arm(replace(scenario, comparison=question), question.focal, name).blueprint


def _tasks(points: pa.Table, choices: int, replicates: int) -> Iterator[Task]:
    for point in range(points.num_rows):
        settings = points.slice(point, 1).to_pylist()[0]
        for choice in range(choices):
            for replicate in range(replicates):
                yield settings, choice, replicate


def _value(arms: list[Blueprints], question: Comparison, seed: int, task: Task) -> float:
    """Return the objective in one run; NaN where the settings of a future go not together."""
    settings, choice, replicate = task
    try:
        blueprint = arms[choice].at(settings)
        firm = blueprint.roster.index[question.focal]
        outcomes = run(blueprint, seed, replicate).firm_outcomes[:, firm]
    except EcosimError:
        return float("nan")
    return float(outcomes[FIRM_OUTCOMES.names.index(question.objective)])


def _futures(
    points: pa.Table, names: list[str], values: Floats, counts: NDArray[np.bool_]
) -> pa.Table:
    """Return a row for each choice in each future that counts."""
    kept = np.flatnonzero(counts)
    means = values[kept].mean(axis=2)
    regret = means.max(axis=1, keepdims=True) - means
    each = np.repeat(kept, len(names))
    columns: Mapping[str, tuple[type, str]] = {
        "point": (int, "Number of the future in the design."),
        "candidate": (str, "Id of the candidate."),
        "value": (float, "Mean of the objective over replicates."),
        "regret": (float, "Loss against the best choice in this future."),
    }
    rows = zip(each.tolist(), names * len(kept), means.ravel().tolist(), regret.ravel().tolist(),
               strict=True)  # fmt: skip
    table = answer_table(columns, [dict(zip(columns, row, strict=True)) for row in rows])
    for name in points.column_names:
        table = table.append_column(name, points[name].take(pa.array(each)))
    return table
