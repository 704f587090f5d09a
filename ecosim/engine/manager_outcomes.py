"""Outcomes of what middle managers did during a run."""

from __future__ import annotations

import math

from ecosim.declarations.columns import SERIES
from ecosim.engine.kernels.summary import YEAR, Summary
from ecosim.engine.ratios import ratio
from ecosim.engine.world import TOTAL

__all__ = ["manager_outcomes"]

_LAST_YEAR = ("co_production", "outreach", "mandate")


def manager_outcomes(found: Summary, sums: list[float], last: list[float]) -> dict[str, float]:
    """Return outcomes by name; NaN for a share of nothing.

    Parameters
    ----------
    found : summary of a run
    sums : ``World.totals`` over all firms
    last : means of the ecosystem's series over the last year
    """
    years = found.provider_age / YEAR
    discovered, solutions = sums[TOTAL.discovered], sums[TOTAL.solutions]
    taken_up, created = sums[TOTAL.taken_up], sums[TOTAL.created]
    return {name: last[getattr(SERIES, name)] for name in _LAST_YEAR} | {
        "opportunities_discovered": ratio(discovered, years),
        "opportunities_created": ratio(created, years),
        "solution_share": ratio(solutions, discovered),
        "conversion_share": ratio(taken_up, solutions),
        "units_per_solution": ratio(sums[TOTAL.units], taken_up),
        "bricolage_share": ratio(sums[TOTAL.made_do], created),
        "manager_free_time": ratio(sums[TOTAL.manager_free_time], sums[TOTAL.manager_time]),
        "written_off": sums[TOTAL.written_off],
        "discovered_novelty": ratio(sums[TOTAL.discovered_novelty], discovered),
        "created_novelty": ratio(sums[TOTAL.listed_novelty], sums[TOTAL.listed]),
        "discovered_spread": _spread(sums, TOTAL.discovered),
        "created_spread": _spread(sums, TOTAL.listed),
        "age_at_drop": ratio(sums[TOTAL.created_dropped_age], sums[TOTAL.created_dropped]),
        "time_to_market": ratio(sums[TOTAL.created_in_use_age], sums[TOTAL.created_in_use]),
    }


def _spread(sums: list[float], row: int) -> float:
    """Return the coefficient of variation of worth, from the totals that begin in this row."""
    number, _, worth, squared = sums[row : row + 4]
    if number == 0.0 or worth == 0.0:
        return math.nan
    mean = worth / number
    return math.sqrt(max(0.0, squared / number - mean * mean)) / mean
