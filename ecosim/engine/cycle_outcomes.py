"""Outcomes of the co-creation cycle during a run."""

from __future__ import annotations

from ecosim.declarations.columns import SERIES
from ecosim.engine.kernels.summary import YEAR, Summary
from ecosim.engine.ratios import ratio
from ecosim.engine.world import STAGES, TOTAL

__all__ = ["cycle_outcomes"]

_TEAM_WORDS = ("steering", "development", "operations")
_STAGE_WORDS = ("identify", "prioritize", "develop", "implement", "evaluate")
_EFFORT_NAMES = [[f"effort_{team}_{stage}" for stage in _STAGE_WORDS] for team in _TEAM_WORDS]


def cycle_outcomes(found: Summary, sums: list[float], last: list[float]) -> dict[str, float]:
    """Return outcomes by name; NaN for a share of nothing.

    Parameters
    ----------
    found : summary of a run
    sums : ``World.totals`` over all firms
    last : means of the ecosystem's series over the last year
    """
    years = found.customer_age / YEAR  # of all customers in business
    built = sums[TOTAL.dropped] + sums[TOTAL.failed] + sums[TOTAL.released]
    ended = built + sums[TOTAL.stopped]
    return {
        "completion_share": ratio(sums[TOTAL.released], built),
        "stopped_at_gate_share": ratio(sums[TOTAL.stopped], ended),
        "dropped_in_development_share": ratio(sums[TOTAL.dropped], ended),
        "failed_in_implementation_share": ratio(sums[TOTAL.failed], ended),
        "false_rejection_share": ratio(sums[TOTAL.stopped_worthy], sums[TOTAL.stopped]),
        "release_return": ratio(sums[TOTAL.released_return], sums[TOTAL.released]),
        "worthy_share": ratio(sums[TOTAL.released_worthy], sums[TOTAL.released]),
        "backward_share": ratio(sums[TOTAL.sent_back], sums[TOTAL.moves]),
        "time_to_service": ratio(sums[TOTAL.months_to_service], sums[TOTAL.released_needs]),
        "reuse_share": ratio(sums[TOTAL.saved_work], sums[TOTAL.planned_work]),
        "work_per_need": ratio(sums[TOTAL.built_work], sums[TOTAL.released_needs]),
        "wasted_work_share": ratio(sums[TOTAL.wasted_work], sums[TOTAL.built_work]),
        "projects": last[SERIES.projects],
        "needs_noticed": ratio(sums[TOTAL.noticed], years),
        "releases": ratio(sums[TOTAL.released_needs], years),
        "invested": ratio(sums[TOTAL.invested], years),
        "module_stock": found.module_stock,
        "practice": found.practice,
        "data_access": found.data_access,
        "realized_value_share": ratio(found.realized, found.realizable),
        **_effort_shares(found.effort.tolist()),
    }


def _effort_shares(effort: list[float]) -> dict[str, float]:
    """Return the share of each team's work in each stage."""
    shares = {}
    for team, names in enumerate(_EFFORT_NAMES):
        work = effort[team * STAGES : (team + 1) * STAGES]
        whole = sum(work)
        for name, months in zip(names, work, strict=True):
            shares[name] = ratio(months, whole)
    return shares
