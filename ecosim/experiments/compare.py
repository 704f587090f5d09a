"""Which partner should this firm choose? Every candidate under the same chance."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ecosim.declarations.base import Register
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.declarations.scenario import Comparison, Scenario
from ecosim.errors import InputError, nearest
from ecosim.experiments.arms import NOBODY, Arm, FocalFacts, checked_comparison, make_arm, run_arm
from ecosim.experiments.plain_values import plain_values
from ecosim.experiments.reasons import Reasons, explain
from ecosim.experiments.replicates import Progress, in_order, usable_threads
from ecosim.experiments.simulate import SEED_SCHEME, check_numbers
from ecosim.results import Results
from ecosim.results.provenance import make_provenance
from ecosim.results.statistics import (
    Interval,
    expected_regret,
    mean_interval,
    paired_difference,
    probability_of_best,
    win_share,
)
from ecosim.results.tables import DesignPoint, runs_table
from ecosim.results.writer import ResultsWriter

__all__ = ["ComparisonResult", "RankedCandidate", "compare"]

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


@dataclass(frozen=True)
class ComparisonResult:
    """The answer to a partner choice.

    Parameters
    ----------
    scenario, focal, objective, replicates, seed : the question
    ranking : best first
    reasons : why the first is first, in terms of the model
    results : tables, one design point for each candidate and one for none
    """

    scenario: str
    focal: str
    objective: str
    replicates: int
    seed: int
    ranking: tuple[RankedCandidate, ...]
    reasons: Reasons
    results: Results

    def _repr_html_(self) -> str:
        from ecosim.experiments.shown import comparison_html

        return comparison_html(self)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; undefined numbers are None."""
        return plain_values(self)


def compare(
    scenario: Scenario,
    focal: str | None = None,
    candidates: Sequence[str] | None = None,
    replicates: int = 200,
    seed: int | None = None,
    *,
    objective: str | None = None,
    threads: int | None = None,
    out: Path | str | None = None,
    format: str = "arrow",
    progress: Progress | None = None,
) -> ComparisonResult:
    """Rank candidate partners of a firm by paired runs.

    In each arm the focal firm starts with one candidate as its partner and looks for no other;
    one more arm has none of them. All arms of a replicate meet the same chance.

    Parameters
    ----------
    scenario : from ``load_scenario``
    focal : id of the firm that chooses; the scenario's own by default
    candidates : ids, or ["all"]; the scenario's own by default
    replicates : runs of each arm, at least 2
    seed : whole number from 0; the scenario's own by default
    objective : name of an outcome of one firm; higher is better
    threads, out, format, progress : as in ``simulate``

    Raises
    ------
    InputError
        for firms that do not exist, or arguments out of range
    """
    seed = scenario.seed if seed is None else seed
    chosen = tuple(candidates) if candidates else None
    question = checked_comparison(scenario, focal, chosen)
    question = replace(question, objective=_checked_objective(objective or question.objective))
    check_numbers(seed, replicates, threads, least=2)
    scenario = replace(scenario, comparison=question)
    arms = [make_arm(scenario, question.focal, name) for name in (*question.candidates, NOBODY)]
    facts = _run_all(arms, seed, replicates, usable_threads(threads), progress)
    ranking = _rank(facts, question)
    reasons = explain(arms, facts, ranking[0].candidate, scenario.markets)
    command = {"name": "compare", "focal": question.focal, "candidates": question.candidates,
               "objective": question.objective, "seed": seed, "replicates": replicates}  # fmt: skip
    provenance = make_provenance(scenario, seed_scheme=SEED_SCHEME, command=command)
    tables = {"runs": _runs(facts)}
    answer = ComparisonResult(
        scenario.name, question.focal, question.objective, replicates, seed, ranking, reasons,
        Results.from_tables(tables, provenance),
    )  # fmt: skip
    if out is None:
        return answer
    with ResultsWriter(Path(out), provenance, format) as writer:
        writer.write("runs", tables["runs"])
        text = json.dumps(answer.as_dict(), indent=2, ensure_ascii=False)
        writer.write_file("ranking.json", text.encode())
    return replace(answer, results=Results.read(out))


def _checked_objective(name: str) -> str:
    """Return the objective if it is an outcome of one firm."""
    if name not in FIRM_OUTCOMES:
        raise InputError(
            f"objective: {name!r} is no outcome of a firm{nearest(name, FIRM_OUTCOMES.names)}; "
            f"there are {', '.join(FIRM_OUTCOMES.names)}"
        )
    return name


def _run_all(
    arms: list[Arm], seed: int, replicates: int, threads: int, progress: Progress | None
) -> dict[str, list[FocalFacts]]:
    """Run every arm in every replicate; return facts by candidate, in order of replicates."""
    tasks = [(arm, replicate) for replicate in range(replicates) for arm in arms]
    facts: dict[str, list[FocalFacts]] = {arm.candidate: [] for arm in arms}
    answers: Iterator[FocalFacts] = in_order(lambda t: run_arm(t[0], seed, t[1]), tasks, threads)
    for done, ((arm, _), fact) in enumerate(zip(tasks, answers, strict=True), start=1):
        facts[arm.candidate].append(fact)
        if progress is not None:
            progress(done, len(tasks))
    return facts


def _rank(facts: dict[str, list[FocalFacts]], question: Comparison) -> tuple[RankedCandidate, ...]:
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


def _runs(facts: dict[str, list[FocalFacts]]) -> Any:
    """Return the ``runs`` table of all arms, with the focal firm's outcomes beside the others."""
    rows, points = [], []
    for number, (name, runs) in enumerate(facts.items()):
        for fact in runs:
            own = zip(FIRM_OUTCOMES.names, fact.outcomes.tolist(), strict=True)
            outcomes = {**fact.run.outcomes, **{f"focal.{key}": value for key, value in own}}
            rows.append(replace(fact.run, outcomes=outcomes))
            points.append(DesignPoint(number, {"candidate": name}))
    return runs_table(rows, FOCAL_COLUMNS, points)
