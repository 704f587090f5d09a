"""What can be wrong with the comparison of candidate partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ecosim.declarations.networks import pair_of
from ecosim.declarations.scenario import Comparison, Scenario
from ecosim.scenarios.firm_ids import FirmIds
from ecosim.scenarios.messages import Problem, shown

__all__ = ["comparison_problems"]


def comparison_problems(
    scenario: Scenario, comparison: Comparison, ids: FirmIds
) -> Iterator[Problem]:
    """Return what is wrong with the focal firm and with each candidate."""
    focal = comparison.focal
    if ids.kind(focal) is None:
        yield Problem("comparison.focal", ids.missing(focal))
        return
    related = {r.target if r.source == focal else r.source for r in scenario.relationships
               if focal in (r.source, r.target)}  # fmt: skip
    for candidate, times in Counter(comparison.candidates).items():
        text = _candidate_text(candidate, focal, ids, related)
        if text is None and times > 1:
            text = f"{shown(candidate)} is named {times} times"
        if text:
            yield Problem("comparison.candidates", text)


def _candidate_text(candidate: str, focal: str, ids: FirmIds, related: set[str]) -> str | None:
    """Return why a firm cannot be a candidate, or None where it can."""
    kind, own = ids.kind(candidate), ids.kind(focal)
    if kind is None or own is None:
        return ids.missing(candidate)
    if candidate == focal:
        return f"{shown(candidate)} is the focal firm itself"
    if pair_of(own, kind) is None:
        return f"{shown(candidate)}, {kind}, and {shown(focal)}, {own}, cannot be related"
    if candidate in related:
        return f"{shown(candidate)} is related to {shown(focal)} from the start"
    return None
