"""What the court found: for each expectation, and for a pattern as a whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.results.statistics import Interval, in_spreads
from ecosim.scenarios.pattern import Pattern

__all__ = ["FAIL", "INCONCLUSIVE", "PASS", "Finding", "Verdict", "combined"]

PASS, FAIL, INCONCLUSIVE = "pass", "fail", "inconclusive"


@dataclass(frozen=True)
class Finding:
    """What the runs say about one contrast.

    Parameters
    ----------
    outcome, contrast, direction : what was expected of what
    smallest : the effect that counts (or, for a null, does not count), in the unit of the outcome
    interval : of the contrast
    spread : the pooled standard deviation of single runs within arms
    verdict : "pass", "fail" or "inconclusive"
    """

    outcome: str
    contrast: str
    direction: str
    smallest: float
    interval: Interval
    spread: float
    verdict: str

    @property
    def effect(self) -> float:
        """Return the contrast in pooled standard deviations."""
        return in_spreads(self.interval.estimate, self.spread)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; undefined numbers are None."""
        return {
            "outcome": self.outcome,
            "contrast": self.contrast,
            "direction": self.direction,
            "smallest": _finite(self.smallest),
            "estimate": _finite(self.interval.estimate),
            "interval": [_finite(self.interval.low), _finite(self.interval.high)],
            "effect": _finite(self.effect),
            "verdict": self.verdict,
        }


@dataclass(frozen=True)
class Verdict:
    """The court's answer to one pattern.

    Parameters
    ----------
    pattern : what was tried
    findings : one for each contrast, all of which must pass
    replicates : runs of each arm
    values : [expectations, replicates] outcomes by arm, for pictures
    """

    pattern: Pattern
    findings: tuple[Finding, ...]
    replicates: int
    values: dict[str, NDArray[np.float64]] = field(repr=False, default_factory=dict)

    @property
    def verdict(self) -> str:
        """Return "fail" if any contrast fails, "pass" if all pass, else "inconclusive"."""
        return combined([finding.verdict for finding in self.findings])

    @property
    def decisive(self) -> Finding:
        """Return the first finding with the verdict of the whole."""
        return next(f for f in self.findings if f.verdict == self.verdict)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, the decisive contrast first and then every one."""
        decisive = self.decisive.as_dict()
        return {
            "id": self.pattern.id,
            "verdict": self.verdict,
            "grade": self.pattern.grade,
            "support": self.pattern.support,
            "source": self.pattern.source,
            **{key: decisive[key] for key in ("estimate", "interval", "effect")},
            "replicates": self.replicates,
            "findings": [finding.as_dict() for finding in self.findings],
        }


def combined(verdicts: Sequence[str]) -> str:
    """Return the verdict of a whole from those of its parts.

    >>> combined(["pass", "inconclusive"]), combined(["inconclusive", "fail"])
    ('inconclusive', 'fail')
    """
    if FAIL in verdicts:
        return FAIL
    return PASS if all(verdict == PASS for verdict in verdicts) else INCONCLUSIVE


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
