"""Outcomes of a finished run, from its series and totals."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ecosim.declarations.columns import FIRM, SERIES
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.engine.cycle_outcomes import cycle_outcomes
from ecosim.engine.kernels.summary import YEAR, Summary, summarize
from ecosim.engine.manager_outcomes import manager_outcomes
from ecosim.engine.ratios import ratio
from ecosim.engine.world import PROVIDER, TOTAL, Floats, Integers, World

__all__ = ["ecosystem_outcomes", "firm_outcomes"]


def _places(*names: str) -> list[tuple[str, int]]:
    """Return where in the ecosystem's series each of these outcomes is."""
    return [(name, getattr(SERIES, name)) for name in names]


_LAST_YEAR = _places(
    "consonance", "resonance", "trust", "governance", "phase", "maturity", "involvement",
    "coverage", "foreign_share", "markets_served", "service_share", "services_in_use",
    "value_in_use",
    "service_orientation", "datatization", "digitization", "partner_variety", "decision_latency",
    "load_factor", "carrier_price", "resale",
)  # fmt: skip
_WHOLE_RUN = _places(
    "viability", "inside_share", "profit",
    "negotiation", "offer_lag", "late_share", "wrong_share", "tracking_share",
)  # fmt: skip


def _rows_of(rows: Any, *same: str, **other: int) -> tuple[Integers, Integers]:
    """Return places of firms' outcomes, and their rows in an array: of the same name or another."""
    named = {name: getattr(rows, name) for name in same} | other
    places = [FIRM_OUTCOMES.names.index(name) for name in named]
    return np.array(places), np.array(list(named.values()))


_EACH_MONTH = _rows_of(
    TOTAL, "viability", "profit", "revenue", "partner_sales", "coverage", "support",
    "revenue_service", inside_share=TOTAL.inside, revenue_foreign=TOTAL.foreign,
)  # fmt: skip
_ALL_MONTHS = _rows_of(
    TOTAL, "customers_lost",
    opportunities_discovered=TOTAL.discovered, opportunities_created=TOTAL.created,
)  # fmt: skip
_IN_THE_END = _rows_of(
    FIRM, "markets_served", "maturity", "involvement", "cash", "service_orientation",
    "datatization", "digitization", "openness", "coupling", "platform_month", "partner_variety",
    survival=FIRM.alive,
)  # fmt: skip
_COST_OF_SERVICE = FIRM_OUTCOMES.names.index("cost_service")


def ecosystem_outcomes(world: World) -> dict[str, float]:
    """Return every outcome by name; NaN where a run gives none (no entry abroad, say)."""
    found = summarize(world)
    last, whole, sums = found.last.tolist(), found.whole.tolist(), found.totals.tolist()
    outcomes = {name: last[place] for name, place in _LAST_YEAR}
    outcomes |= {name: whole[place] for name, place in _WHOLE_RUN}
    outcomes |= {
        "survival": found.survival,
        "provider_survival": found.provider_survival,
        "variety_attenuation": found.attenuation,
        "relationships": float(world.series[-1, SERIES.relationships]),
        "coevolution": found.coevolution,
        "partner_borne_share": ratio(sums[TOTAL.partner_sales], sums[TOTAL.foreign]),
        "first_entry": found.first_entry,
        "revenue_growth": _growth(found.first_revenue, last[SERIES.revenue]),
    }
    outcomes |= _changes(found, sums, world)
    outcomes |= _of_services(found.of_providers.tolist(), sums[TOTAL.cancelled])
    outcomes |= manager_outcomes(found, sums, last)
    outcomes |= cycle_outcomes(found, sums, last)
    return {name: outcomes[name] for name in OUTCOMES.names}


def _growth(first: float, last: float) -> float:
    """Return growth of all firms' revenue from the first to the last year."""
    return last / first - 1.0 if first > 0.0 else math.nan


def _changes(found: Summary, sums: list[float], world: World) -> dict[str, float]:
    """Return what providers became, and whom they won and lost, per year."""
    providers = int(np.count_nonzero(world.kind == PROVIDER))
    provider_years = providers * len(world.series) / YEAR
    of_providers = found.of_providers
    return {
        "platform_month": found.platform_month,
        "new_partners": ratio(of_providers[TOTAL.new_partners], provider_years),
        "customers_lost": ratio(of_providers[TOTAL.customers_lost], provider_years),
        "parting_rate": ratio(sums[TOTAL.parted], found.lived / YEAR),
    }


def _of_services(total: list[float], cancelled: float) -> dict[str, float]:
    """Return outcomes of services over the run; NaN where there were none.

    Parameters
    ----------
    total : ``World.totals`` over providers
    cancelled : services, over all firms
    """
    paid, asked = total[TOTAL.revenue_service], total[TOTAL.service_asked]
    delivery, meetings = total[TOTAL.delivery], total[TOTAL.cost_meetings]
    return {
        "service_churn": ratio(YEAR * cancelled, total[TOTAL.services]),
        "price_gap": ratio(asked - paid, asked),
        "delivery_overrun": ratio(delivery, total[TOTAL.forecast_delivery]),
        "lost_wear_share": ratio(total[TOTAL.lost_wear], total[TOTAL.home]),
        "service_margin": ratio(paid - delivery - meetings, paid),
    }


def firm_outcomes(world: World) -> Floats:
    """Return every outcome of every firm, [FIRM_OUTCOMES, n]."""
    months, found = len(world.series), np.empty((len(FIRM_OUTCOMES), len(world.kind)))
    for (places, rows), values, parts in (
        (_EACH_MONTH, world.totals, months),
        (_ALL_MONTHS, world.totals, 1),
        (_IN_THE_END, world.firms, 1),
    ):
        found[places] = values[rows] / parts
    delivery, meetings = world.totals[TOTAL.delivery], world.totals[TOTAL.cost_meetings]
    found[_COST_OF_SERVICE] = delivery / months + meetings / months
    return found
