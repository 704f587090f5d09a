"""Which patterns need which mechanisms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosim.court.case import Case
from ecosim.court.findings import FAIL, PASS, Verdict
from ecosim.court.looks import Looks
from ecosim.court.trial import Evidence, try_case, verdict_on
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.errors import InputError, nearest

__all__ = ["DIES", "LIVES", "UNCLEAR", "UNTOUCHED", "Knockouts", "checked_mechanisms", "knock_out"]

UNTOUCHED, LIVES, UNCLEAR, DIES = "untouched", "lives", "unclear", "dies"
_GLANCE = 2
# Most patterns die or live clearly, and there are thousands of pairs to try.
_FIRST_LOOK = 8


@dataclass(frozen=True)
class Knockouts:
    """What becomes of one pattern without one mechanism after the other.

    Parameters
    ----------
    verdict : with everything on
    fates : by mechanism: "untouched" (the same numbers to the last bit), "lives", "unclear" or
        "dies" (it fails, or nothing is left of which it speaks); empty for a pattern that does not
        pass in the first place
    """

    verdict: Verdict
    fates: dict[str, str]

    @property
    def is_scripted(self) -> bool:
        """Tell whether a pattern outlives every knock-out; a null is expected to."""
        claims_nothing = self.verdict.pattern.grade == "null"
        return bool(self.fates) and not claims_nothing and DIES not in self.fates.values()

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"id": self.verdict.pattern.id, "verdict": self.verdict.verdict,
                "fates": dict(self.fates)}  # fmt: skip


def checked_mechanisms(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of mechanisms, all of them where none is given.

    Raises
    ------
    InputError
        for one that does not exist
    """
    for name in names:
        if name not in MECHANISMS:
            raise InputError(
                f"mechanism: there is none called {name[:80]!r}"
                f"{nearest(name[:80], MECHANISMS.names)}"
            )
    return tuple(names) or MECHANISMS.names


def knock_out(
    cases: Sequence[Case], mechanisms: Sequence[str], most: int, seed: int, threads: int
) -> Iterator[Knockouts]:
    """Yield what becomes of each pattern without each mechanism.

    Parameters
    ----------
    cases : patterns, ready to run
    mechanisms : names
    most : replicates of each arm at the last look
    seed, threads : as in ``try_case``
    """
    for case in cases:
        verdict = try_case(case, seed, most, threads)
        fates = {}
        if verdict.verdict == PASS:
            fates = {name: _fate(case, verdict, name, most, seed, threads) for name in mechanisms}
        yield Knockouts(verdict, fates)


def _fate(case: Case, verdict: Verdict, name: str, most: int, seed: int, threads: int) -> str:
    """Return what becomes of a pattern that passes when all its arms lose a mechanism."""
    without = case.changed(lambda scenario: scenario.with_settings({f"mechanisms.{name}": False}))
    glance = Evidence.none(without, seed)
    glance.gather(_GLANCE, threads)
    same = (
        np.array_equal(table, verdict.values[arm][:, :_GLANCE], equal_nan=True)
        for arm, table in glance.values.items()
    )
    if all(same):
        return UNTOUCHED
    found = verdict_on(glance, Looks(most, _FIRST_LOOK), threads)
    if found.verdict == PASS:
        return LIVES
    # Without managers nothing is converted, and nothing can be said of what is.
    nothing_left = any(math.isnan(finding.interval.estimate) for finding in found.findings)
    return DIES if found.verdict == FAIL or nothing_left else UNCLEAR
