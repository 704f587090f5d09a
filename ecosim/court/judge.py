"""From the outcomes of paired runs to findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.court.findings import FAIL, INCONCLUSIVE, PASS, Finding
from ecosim.court.intervals import contrast_interval
from ecosim.results.statistics import Interval, in_spreads
from ecosim.scenarios.arithmetic import Expression, parse_expression
from ecosim.scenarios.pattern import Expectation

__all__ = ["clearance", "is_met", "judge", "keeps_its_sign"]

Floats = NDArray[np.float64]
_LEAST_DEFINED = 0.5


@dataclass(frozen=True)
class _Question:
    """One contrast and the direction asked of it; ``no fall`` and ``no rise`` bound a step."""

    contrast: Expression
    direction: str


def judge(expectation: Expectation, values: Mapping[str, Floats], level: float) -> list[Finding]:
    """Return the findings on one expectation: one, or for ordered arms one more for each step.

    Parameters
    ----------
    expectation : what should hold
    values : by arm, shape (replicates,), the same replicate at the same place in every arm
    level : of the confidence interval
    """
    return [_finding(expectation, q, values, level) for q in _questions(expectation)]


def _questions(expectation: Expectation) -> Iterator[_Question]:
    """Yield what has to be asked; between arms in an order no step may go back noticeably."""
    yield _Question(expectation.contrast, expectation.direction)
    back = "no fall" if expectation.direction == "positive" else "no rise"
    for lower, higher in zip(expectation.order, expectation.order[1:], strict=False):
        yield _Question(parse_expression(f"{higher} - {lower}"), back)


def _finding(
    expectation: Expectation, question: _Question, values: Mapping[str, Floats], level: float
) -> Finding:
    arms = {name: values[name] for name in question.contrast.names}
    with np.errstate(divide="ignore", invalid="ignore"):
        differences = np.asarray(question.contrast.of(arms), dtype=np.float64)
    defined = np.isfinite(differences)
    spread = _pooled_spread(arms)
    interval = contrast_interval(differences[defined], level, spread)
    smallest = expectation.smallest * (1.0 if expectation.absolute else spread)
    enough = defined.mean() >= _LEAST_DEFINED and interval.count > 1
    verdict = _verdict(question.direction, interval, smallest) if enough else INCONCLUSIVE
    return Finding(
        outcome=expectation.outcome.text,
        contrast=question.contrast.text,
        direction=question.direction,
        smallest=smallest,
        interval=interval,
        spread=spread,
        verdict=verdict,
    )


def _pooled_spread(arms: Mapping[str, Floats]) -> float:
    """Return the root of the mean variance within arms; 0 where nothing varies."""
    variances = [v[np.isfinite(v)].var(ddof=1) for v in arms.values() if np.isfinite(v).sum() > 1]
    return float(np.sqrt(np.mean(variances))) if variances else 0.0


def _verdict(direction: str, interval: Interval, smallest: float) -> str:
    """Return whether the whole interval lies where it should, or the whole outside, or neither."""
    if direction == "null":
        inside = -smallest <= interval.low and interval.high <= smallest
        outside = interval.low > smallest or interval.high < -smallest
    else:
        falling = direction in ("negative", "no rise")
        low, high = (-interval.high, -interval.low) if falling else (interval.low, interval.high)
        is_step = direction.startswith("no ")
        inside = low >= -smallest if is_step else low > smallest
        outside = high < -smallest if is_step else high <= smallest
    return PASS if inside else FAIL if outside else INCONCLUSIVE


def keeps_its_sign(finding: Finding) -> bool:
    """Tell whether the mean alone, whatever its interval, lies on the side that was expected."""
    estimate = finding.interval.estimate
    match finding.direction:
        case "null":
            return abs(estimate) <= finding.smallest
        case "positive":
            return estimate > 0.0
        case "negative":
            return estimate < 0.0
        case "no fall":
            return estimate > -finding.smallest
    return estimate < finding.smallest


def clearance(finding: Finding) -> float:
    """Return how far the mean alone lies beyond what counts, in pooled standard deviations.

    Below 0 it falls short; for a null it is the room left within the margin.
    """
    estimate, smallest = finding.interval.estimate, finding.smallest
    beyond = {
        "null": smallest - abs(estimate),
        "positive": estimate - smallest,
        "negative": -estimate - smallest,
        "no fall": estimate + smallest,
        "no rise": smallest - estimate,
    }
    return in_spreads(beyond[finding.direction], finding.spread)


def is_met(finding: Finding, replicates: int) -> bool:
    """Tell whether the mean alone, whatever its interval, meets what a pass asks of the interval.

    Parameters
    ----------
    finding : on one contrast
    replicates : of which the contrast is defined in at least half
    """
    if finding.interval.count < _LEAST_DEFINED * replicates:
        return False
    left = clearance(finding)
    return left > 0.0 or (left == 0.0 and finding.direction not in ("positive", "negative"))
