"""Which partner should this firm choose? Every candidate under the same chance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ecosim.declarations.outcomes import FIRM_OUTCOMES, NO_AIMS
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError, nearest
from ecosim.experiments.arms import (
    NOBODY,
    Arm,
    FocalFacts,
    checked_comparison,
    make_arm,
    run_arm,
)
from ecosim.experiments.comparison import ComparisonResult, Settlement
from ecosim.experiments.ranking import comparison_runs, rank
from ecosim.experiments.reasons import explain
from ecosim.experiments.replicates import Progress, usable_threads, whole_groups
from ecosim.experiments.simulate import SEED_SCHEME, check_numbers
from ecosim.results import Results
from ecosim.results.provenance import make_provenance
from ecosim.results.selection import SettlingRule
from ecosim.results.writer import ResultsWriter

__all__ = ["compare"]

_ERROR = 0.05
_FEWEST_REPLICATES = 2


def compare(
    scenario: Scenario,
    focal: str | None = None,
    candidates: Sequence[str] | None = None,
    replicates: int = 200,
    seed: int | None = None,
    *,
    objective: str | None = None,
    until_settled: float | None = None,
    threads: int | None = None,
    out: Path | str | None = None,
    format: str = "arrow",
    progress: Progress | None = None,
) -> ComparisonResult:
    """Rank candidate partners of a firm by paired runs.

    In each arm the focal firm starts with one candidate as its partner and looks for no other;
    one more arm has none of them. All arms of a replicate meet the same chance. Ctrl-C ends with
    the replicates that are whole, where there are two or more.

    Parameters
    ----------
    scenario : from ``load_scenario``
    focal : id of the firm that chooses; the scenario's own by default
    candidates : ids, or ["all"]; the scenario's own by default
    replicates : runs of each arm, at least 2
    seed : whole number from 0; the scenario's own by default
    objective : name of an outcome of one firm of which more is better
    until_settled : end as soon as one choice, having none among them, is the best, or short of it
        by less than this much of the objective, with a probability of 95 %; see ``SettlingRule``
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
    check_numbers(seed, replicates, threads, _FEWEST_REPLICATES)
    _check_settling(until_settled)
    scenario = replace(scenario, comparison=question)
    arms = [make_arm(scenario, question.focal, name) for name in (*question.candidates, NOBODY)]
    rule = SettlingRule(len(arms), until_settled, _ERROR) if until_settled else None
    rows = _paired(arms, question.objective, seed, replicates, rule, threads, progress)
    facts = {arm.candidate: [row[k] for row in rows] for k, arm in enumerate(arms)}
    replicates = len(rows)
    ranking = rank(facts, question)
    reasons = explain(arms, facts, ranking[0].candidate, scenario.markets)
    command = {"name": "compare", "focal": question.focal, "candidates": question.candidates,
               "objective": question.objective, "seed": seed, "replicates": replicates,
               **({"until_settled": until_settled} if until_settled else {})}  # fmt: skip
    provenance = make_provenance(scenario, seed_scheme=SEED_SCHEME, command=command)
    results = Results.from_tables({"runs": comparison_runs(facts)}, provenance)
    answer = ComparisonResult(
        scenario.name, question.focal, question.objective, replicates, seed, ranking, reasons,
        results, _settlement(rule, list(facts), until_settled),
    )  # fmt: skip
    return answer if out is None else _written(answer, Path(out), format)


def _paired(
    arms: list[Arm],
    objective: str,
    seed: int,
    replicates: int,
    rule: SettlingRule | None,
    threads: int | None,
    progress: Progress | None,
) -> list[list[FocalFacts]]:
    """Run every arm under the same chance, [replicate, arm]; the rule may end it early."""
    place = FIRM_OUTCOMES.names.index(objective)

    def is_enough(row: list[FocalFacts]) -> bool:
        return rule is not None and rule.add([fact.outcomes[place] for fact in row])

    return whole_groups(
        lambda task: run_arm(task[0], seed, task[1]),
        ((arm, replicate) for replicate in range(replicates) for arm in arms),
        (replicates, len(arms)), usable_threads(threads), progress,
        least=_FEWEST_REPLICATES, is_enough=is_enough,
    )  # fmt: skip


def _written(answer: ComparisonResult, out: Path, format: str) -> ComparisonResult:
    """Write an answer to a folder, and return it with its results as they stand there."""
    with ResultsWriter(out, answer.results.provenance, format) as writer:
        writer.write("runs", answer.results.runs)
        text = json.dumps(answer.as_dict(), indent=2, ensure_ascii=False)
        writer.write_file("ranking.json", text.encode())
    return replace(answer, results=Results.read(out))


def _checked_objective(name: str) -> str:
    """Return the objective if it is an outcome of one firm of which more is better."""
    aims = [aim for aim in FIRM_OUTCOMES.names if aim not in NO_AIMS]
    if name in NO_AIMS:
        raise InputError(
            f"objective: more of {name!r} is no better, so nobody can be ranked by it; there are "
            f"{', '.join(aims)}"
        )
    if name not in aims:
        raise InputError(
            f"objective: {name!r} is no outcome of a firm{nearest(name, aims)}; "
            f"there are {', '.join(aims)}"
        )
    return name


def _settlement(
    rule: SettlingRule | None, choices: list[str], difference: float | None
) -> Settlement | None:
    if rule is None or difference is None:
        return None
    return Settlement(difference, _ERROR, tuple(choices[k] for k in rule.remaining))


def _check_settling(until_settled: float | None) -> None:
    if until_settled is not None and not 0.0 < until_settled < float("inf"):
        raise InputError(f"until_settled: {until_settled} is not a number above 0")
