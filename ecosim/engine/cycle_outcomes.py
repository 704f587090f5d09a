"""Outcomes of the co-creation cycle during a run."""

from __future__ import annotations

import numpy as np

from ecosim.declarations.columns import FIRM, NEED, SERIES, TIE
from ecosim.engine.kernels.needs import SERVED
from ecosim.engine.ratios import mean, ratio
from ecosim.engine.settings import P
from ecosim.engine.world import (
    CHAIN,
    CUSTOMER,
    NEEDS,
    PROVIDER,
    STAGES,
    TEAMS,
    TOTAL,
    Floats,
    World,
)

__all__ = ["cycle_outcomes"]

YEAR = 12
_TEAM_WORDS = ("steering", "development", "operations")
_STAGE_WORDS = ("identify", "prioritize", "develop", "implement", "evaluate")


def cycle_outcomes(world: World, sums: list[float]) -> dict[str, float]:
    """Return outcomes by name; NaN for a share of nothing.

    Parameters
    ----------
    world : at the end of a run
    sums : ``World.totals`` over all firms
    """
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
        "projects": float(world.series[-YEAR:, SERIES.projects].mean()),
        **_per_customer_year(world, sums),
        **_at_the_end(world),
        **_effort_shares(world.effort),
    }


def _per_customer_year(world: World, sums: list[float]) -> dict[str, float]:
    """Return what happened at a customer in a year of its business."""
    years = world.firms[FIRM.age, world.kind == CUSTOMER].sum() / YEAR
    return {
        "needs_noticed": ratio(sums[TOTAL.noticed], years),
        "releases": ratio(sums[TOTAL.released_needs], years),
        "invested": ratio(sums[TOTAL.invested], years),
    }


def _at_the_end(world: World) -> dict[str, float]:
    """Return what firms have learned and built up by the end of the run."""
    providers = (world.kind == PROVIDER) & (world.firms[FIRM.alive] > 0.0)
    ties = (world.source >= 0) & (world.kind[world.target] == CUSTOMER)
    return {
        "module_stock": mean(world.modules[providers]),
        "practice": mean(world.firms[FIRM.practice, providers]),
        "data_access": mean(world.ties[TIE.data_access, ties]),
        "realized_value_share": _realized_share(world, ties),
    }


def _realized_share(world: World, ties: np.ndarray) -> float:
    """Return what services bring over what they would, fully used and faultless."""
    rows = world.customer >= 0
    served = (world.needs[NEED.status] == SERVED).reshape(-1, NEEDS)
    relief = (world.needs[NEED.relief]).reshape(-1, NEEDS) * served
    stage = world.needs[NEED.stage].reshape(-1, NEEDS)
    relieved = np.stack([(relief * (stage == k)).sum(axis=1) for k in range(CHAIN)], axis=1)
    gain = (world.operation + relieved).min(axis=1) - world.operation.min(axis=1)
    saving = (world.needs[NEED.saving].reshape(-1, NEEDS) * served).sum(axis=1)
    turnover = world.firms[FIRM.turnover, rows]
    potential = turnover * (saving + world.settings[P.contribution] * gain)
    return ratio(world.ties[TIE.realized, ties].sum(), potential.sum())


def _effort_shares(effort: Floats) -> dict[str, float]:
    """Return the share of each team's work in each stage."""
    work = effort.sum(axis=0).reshape(TEAMS, STAGES)
    share, whole = work.tolist(), work.sum(axis=1).tolist()
    return {
        f"effort_{team}_{stage}": ratio(share[t][s], whole[t])
        for t, team in enumerate(_TEAM_WORDS)
        for s, stage in enumerate(_STAGE_WORDS)
    }
