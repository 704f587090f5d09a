"""Where each candidate of a comparison stands, and the table of its runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ecosim.declarations.base import Register
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.declarations.scenario import Comparison
from ecosim.experiments.arms import NOBODY, FocalFacts
from ecosim.results.statistics import (
    Interval,
    expected_regret,
    mean_interval,
    paired_difference,
    probability_of_best,
    win_share,
)
from ecosim.results.tables import DesignPoint, runs_table

__all__ = ["RankedCandidate", "comparison_runs", "rank"]

FOCAL_COLUMNS = Register(
    "outcomes with those of the focal firm",
    [*OUTCOMES, *(replace(outcome, name=f"focal.{outcome.name}",
                          description=f"Of the focal firm: {outcome.description}")
                  for outcome in FIRM_OUTCOMES)],
)  # fmt: skip


@dataclass(frozen=True)
class RankedCandidate:
    """One candidate's place.

    Parameters
    ----------
    candidate : id
    value : mean of the objective over replicates, with its interval
    gain : paired difference to having no partner, with its interval
    probability_best : that its mean is the highest of all candidates
    expected_regret : how much of the objective is lost on average by choosing it now
    win_share : share of single replicates in which it does best
    """

    candidate: str
    value: Interval
    gain: Interval
    probability_best: float
    expected_regret: float
    win_share: float


def rank(facts: dict[str, list[FocalFacts]], question: Comparison) -> tuple[RankedCandidate, ...]:
    """Return candidates with their standing, best first."""
    place = FIRM_OUTCOMES.names.index(question.objective)
    values = {name: np.array([f.outcomes[place] for f in runs]) for name, runs in facts.items()}
    matrix = np.stack([values[name] for name in question.candidates], axis=1)
    best, regret, wins = probability_of_best(matrix), expected_regret(matrix), win_share(matrix)
    ranked = [
        RankedCandidate(
            candidate=name,
            value=mean_interval(values[name]),
            gain=paired_difference(values[name], values[NOBODY]),
            probability_best=float(best[k]),
            expected_regret=float(regret[k]),
            win_share=float(wins[k]),
        )
        for k, name in enumerate(question.candidates)
    ]
    return tuple(sorted(ranked, key=lambda candidate: -candidate.value.estimate))


def comparison_runs(facts: dict[str, list[FocalFacts]]) -> Any:
    """Return the ``runs`` table of all arms, with the focal firm's outcomes beside the others."""
    rows, points = [], []
    for number, (name, runs) in enumerate(facts.items()):
        for fact in runs:
            own = zip(FIRM_OUTCOMES.names, fact.outcomes.tolist(), strict=True)
            outcomes = {**fact.run.outcomes, **{f"focal.{key}": value for key, value in own}}
            rows.append(replace(fact.run, outcomes=outcomes))
            points.append(DesignPoint(number, {"candidate": name}))
    return runs_table(rows, FOCAL_COLUMNS, points)
