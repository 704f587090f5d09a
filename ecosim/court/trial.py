"""The trial of one pattern: paired runs, look by look, until the verdict is clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.court.case import Case
from ecosim.court.findings import INCONCLUSIVE, Finding, Verdict
from ecosim.court.judge import judge
from ecosim.court.looks import Looks
from ecosim.experiments.replicates import in_order

__all__ = ["Evidence", "try_case", "verdict_on"]

Floats = NDArray[np.float64]
Told = Callable[[int, int], None]


@dataclass
class Evidence:
    """The outcomes of all arms so far: [expectations, replicates] by arm."""

    case: Case
    seed: int
    values: dict[str, Floats]

    @classmethod
    def none(cls, case: Case, seed: int) -> Evidence:
        """Return no evidence yet."""
        empty = np.empty((len(case.pattern.expectations), 0))
        return cls(case, seed, dict.fromkeys(case.arms, empty))

    @property
    def count(self) -> int:
        """Return the number of replicates of each arm."""
        return int(next(iter(self.values.values())).shape[1])

    def gather(self, count: int, threads: int, told: Told | None = None) -> None:
        """Run every arm up to so many replicates; the same replicate meets the same chance."""
        tasks = [(arm, k) for k in range(self.count, count) for arm in self.case.arms]
        found: dict[str, list[Floats]] = {arm: [] for arm in self.case.arms}
        answers: Iterator[Floats] = in_order(
            lambda task: self.case.observe(task[0], self.seed, task[1]), tasks, threads
        )
        for done, ((arm, _), outcome) in enumerate(zip(tasks, answers, strict=True), start=1):
            found[arm].append(outcome)
            if told is not None:
                told(done, len(tasks))
        for arm, columns in found.items():
            if columns:
                self.values[arm] = np.column_stack([self.values[arm], *columns])

    def findings(self, level: float) -> tuple[Finding, ...]:
        """Return what the evidence says on every expectation."""
        return tuple(
            finding
            for place, expectation in enumerate(self.case.pattern.expectations)
            for finding in judge(
                expectation, {arm: table[place] for arm, table in self.values.items()}, level
            )
        )


def try_case(case: Case, seed: int, most: int, threads: int, told: Told | None = None) -> Verdict:
    """Return the verdict on a pattern.

    Parameters
    ----------
    case : the pattern, ready to run
    seed : whole number from 0
    most : replicates of each arm at the last look
    threads : among which runs are divided; the verdict does not depend on it
    told : called after each run with the runs done and in all until the next look
    """
    return verdict_on(Evidence.none(case, seed), Looks(most), threads, told)


def verdict_on(evidence: Evidence, plan: Looks, threads: int, told: Told | None = None) -> Verdict:
    """Return the verdict on evidence that grows look by look until it is clear.

    Parameters
    ----------
    evidence : with no more replicates than the first look has
    plan : when it is looked at
    threads, told : as in ``try_case``
    """
    verdict = Verdict(evidence.case.pattern, (), 0)
    for count in plan.counts:
        evidence.gather(count, threads, told)
        findings = evidence.findings(plan.level)
        verdict = Verdict(evidence.case.pattern, findings, evidence.count, evidence.values)
        if verdict.verdict != INCONCLUSIVE:
            break
    return verdict
