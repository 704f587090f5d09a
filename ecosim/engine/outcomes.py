"""Outcomes of a finished run, from its series and totals."""

from __future__ import annotations

import math

import numpy as np

from ecosim.declarations.columns import FIRM, SERIES
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.engine.cycle_outcomes import cycle_outcomes
from ecosim.engine.kernels.summary import YEAR, Summary, summarize
from ecosim.engine.manager_outcomes import manager_outcomes
from ecosim.engine.ratios import ratio
from ecosim.engine.world import PROVIDER, TOTAL, Floats, World

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
_AT_THE_END = (
    "service_orientation", "datatization", "digitization", "openness", "coupling",
    "platform_month", "partner_variety",
)  # fmt: skip
_WHOLE_RUN = _places(
    "viability", "inside_share", "profit",
    "negotiation", "offer_lag", "late_share", "wrong_share", "tracking_share",
)  # fmt: skip


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
    firms, means = world.firms, world.totals / len(world.series)
    found = {
        "viability": means[TOTAL.viability],
        "inside_share": means[TOTAL.inside],
        "survival": firms[FIRM.alive],
        "profit": means[TOTAL.profit],
        "revenue": means[TOTAL.revenue],
        "revenue_foreign": means[TOTAL.foreign],
        "partner_sales": means[TOTAL.partner_sales],
        "markets_served": firms[FIRM.markets_served],
        "coverage": means[TOTAL.coverage],
        "support": means[TOTAL.support],
        "maturity": firms[FIRM.maturity],
        "involvement": firms[FIRM.involvement],
        "cash": firms[FIRM.cash],
        "revenue_service": means[TOTAL.revenue_service],
        "cost_service": means[TOTAL.delivery] + means[TOTAL.cost_meetings],
        "opportunities_discovered": world.totals[TOTAL.discovered],
        "opportunities_created": world.totals[TOTAL.created],
        "customers_lost": world.totals[TOTAL.customers_lost],
        **{name: firms[getattr(FIRM, name)] for name in _AT_THE_END},
    }
    return np.stack([found[name] for name in FIRM_OUTCOMES.names])
