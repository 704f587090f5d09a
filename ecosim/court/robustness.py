"""Whether a pattern hangs on the sizes we chose: every rate a fifth higher or lower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecosim.court.case import Case
from ecosim.court.judge import keeps_its_sign
from ecosim.court.rates import Rates, with_rates
from ecosim.court.trial import Evidence

__all__ = ["REPLICATES", "Robustness", "robustness_of"]

REPLICATES = 16


@dataclass(frozen=True)
class Robustness:
    """How often a pattern kept its sign.

    Parameters
    ----------
    id, grade, support : of the pattern
    kept, sets : number of sets of parameters under which every contrast kept its sign, and of all
    """

    id: str
    grade: str
    support: str
    kept: int
    sets: int


def robustness_of(case: Case, sets: Sequence[Rates], seed: int, threads: int) -> Robustness:
    """Return under how many sets of parameters a pattern keeps its sign.

    What an arm changes itself stays as the arm says. Signs are those of means over
    ``REPLICATES`` paired runs; a null keeps its sign while its mean stays inside the margin.
    """
    kept = sum(_keeps(case, rates, seed, threads) for rates in sets)
    pattern = case.pattern
    return Robustness(pattern.id, pattern.grade, pattern.support, kept, len(sets))


def _keeps(case: Case, rates: Rates, seed: int, threads: int) -> bool:
    evidence = Evidence.none(case.changed(lambda scenario: with_rates(scenario, rates)), seed)
    evidence.gather(REPLICATES, threads)
    return all(map(keeps_its_sign, evidence.findings(0.95)))
