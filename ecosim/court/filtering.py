"""Pattern-oriented filtering: sets of parameters that let all claims through at once."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ecosim.court.case import Case
from ecosim.court.docket import SEED, Source, cases_of
from ecosim.court.findings import Verdict
from ecosim.court.judge import clearance, is_met
from ecosim.court.rates import CHANGE, Rates, perturbed_sets, with_rates
from ecosim.court.trial import Evidence, try_case
from ecosim.errors import InputError
from ecosim.experiments.replicates import Progress

__all__ = ["JUDGING_SEED", "TRAINING_SEED", "Request", "Score", "Standing", "filter_cases",
           "judged", "ranked", "scores"]  # fmt: skip

TRAINING_SEED, JUDGING_SEED = 1_000_001, 5_000_001
"""Two sources of chance apart from that of the court, whose seed nothing is chosen on."""


@dataclass(frozen=True)
class Request:
    """What is filtered, and by what; it determines every number.

    Parameters
    ----------
    cases : claims, ready to run
    sets : number of sets of parameters beside the default one
    change : largest share by which a rate differs from its default, 0..1
    replicates : runs of each arm from which a set is scored, at least 2
    seed, judging_seed : for the scores, and for the verdicts on the best
    """

    cases: Sequence[Case]
    sets: int = 40
    change: float = CHANGE
    replicates: int = 8
    seed: int = TRAINING_SEED
    judging_seed: int = JUDGING_SEED

    def __post_init__(self) -> None:
        if self.seed == self.judging_seed:
            raise InputError(
                f"judging-seed: {self.seed} is also the seed of the scores; what is chosen on one "
                "seed has to be judged on another"
            )
        if SEED in (self.seed, self.judging_seed):
            raise InputError(f"seed: {SEED} is the court's own, on which nothing may be chosen")

    @property
    def candidates(self) -> list[Rates]:
        """Return the sets by their number; set 0 is the default one and changes nothing."""
        return [{}, *perturbed_sets(self.sets, self.seed, self.change)]

    @property
    def digest(self) -> str:
        """Return a short hash of everything that determines the numbers."""
        asked = [
            [case.pattern.id, *(blueprint.scenario.digest for blueprint in case.arms.values()),
             repr([case.pattern.expectations, sorted(case.pattern.measures.items()),
                   case.pattern.every, case.pattern.replicates])]
            for case in self.cases
        ]  # fmt: skip
        numbers = replace(self, cases=())
        return hashlib.sha256(repr([asked, numbers]).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Score:
    """How one claim fares under one set of parameters, judged by the means of a few runs.

    Parameters
    ----------
    set, pattern : the number of the set and the id of the claim
    holds : whether every contrast has its sign and is as large as counts
    clearance : of its weakest contrast beyond the effect that counts, in pooled standard
        deviations; below 0 it falls short; NaN where undefined
    """

    set: int
    pattern: str
    holds: bool
    clearance: float


@dataclass(frozen=True)
class Standing:
    """How one set of parameters fares with all claims.

    Parameters
    ----------
    set : its number
    scores : one for each claim
    """

    set: int
    scores: tuple[Score, ...]

    @property
    def held(self) -> int:
        """Return the number of claims that hold."""
        return sum(score.holds for score in self.scores)

    @property
    def lets_all_through(self) -> bool:
        """Tell whether every claim holds."""
        return self.held == len(self.scores)

    @property
    def mean_clearance(self) -> float:
        """Return the mean clearance, each held within ±1, so that no single claim decides."""
        known = [-1.0 if math.isnan(s.clearance) else s.clearance for s in self.scores]
        return float(np.clip(known, -1.0, 1.0).mean())


def filter_cases(sources: Iterable[Source]) -> tuple[list[Case], list[str]]:
    """Return the claims that may choose parameters, and the ids of those that may not.

    Without sources these are all explicit claims that come with ecosim. What a few named firms
    do may inform no parameter, as one set serves all scenarios.

    Raises
    ------
    InputError
        for a pattern that is wrong, or if none is left
    """
    chosen = tuple(sources)
    cases = cases_of(chosen)
    if not chosen:
        cases = [case for case in cases if case.pattern.support == "explicit"]
    named = [case.pattern.id for case in cases if any(b.scenario.firms for b in case.arms.values())]
    left = [case for case in cases if case.pattern.id not in named]
    if not left:
        raise InputError(
            "patterns: all of them run with named firms, whose conduct may inform no parameter"
        )
    return left, named


def scores(
    request: Request, number: int, threads: int, told: Progress | None = None
) -> list[Score]:
    """Return how every claim fares under one set of parameters.

    Parameters
    ----------
    request, number : which set of which request
    threads : among which runs are divided; the answer does not depend on it
    told : called after each claim with the claims done and in all
    """
    rates, found = request.candidates[number], list[Score]()
    for case in request.cases:
        evidence = Evidence.none(_under(case, rates), request.seed)
        evidence.gather(request.replicates, threads)
        findings = evidence.findings(0.95)
        found.append(
            Score(
                set=number,
                pattern=case.pattern.id,
                holds=all(is_met(finding, request.replicates) for finding in findings),
                clearance=float(np.min([clearance(finding) for finding in findings])),
            )
        )
        if told is not None:
            told(len(found), len(request.cases))
    return found


def _under(case: Case, rates: Rates) -> Case:
    return case.changed(lambda scenario: with_rates(scenario, rates))


def ranked(found: Iterable[Score]) -> list[Standing]:
    """Return the standing of every set, best first: by claims that hold, then by clearance."""
    by_set: dict[int, list[Score]] = {}
    for score in found:
        by_set.setdefault(score.set, []).append(score)
    standings = [Standing(number, tuple(own)) for number, own in by_set.items()]
    return sorted(standings, key=lambda one: (-one.held, -one.mean_clearance, one.set))


def judged(
    request: Request, number: int, threads: int, told: Progress | None = None
) -> list[Verdict]:
    """Return the court's verdict on every claim under one set of parameters, on the other seed.

    Parameters
    ----------
    request, number, threads, told : as in ``scores``
    """
    rates, verdicts = request.candidates[number], list[Verdict]()
    for case in request.cases:
        most = case.pattern.replicates
        verdicts.append(try_case(_under(case, rates), request.judging_seed, most, threads))
        if told is not None:
            told(len(verdicts), len(request.cases))
    return verdicts
