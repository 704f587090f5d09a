"""Outcomes of a finished run, from its series and totals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import FIRM, SERIES
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.engine.cycle_outcomes import cycle_outcomes
from ecosim.engine.manager_outcomes import manager_outcomes
from ecosim.engine.ratios import mean, ratio
from ecosim.engine.world import PROVIDER, TOTAL, Floats, World

__all__ = ["ecosystem_outcomes", "firm_outcomes"]

YEAR = 12
_LAST_YEAR = (
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
_WHOLE_RUN = (
    "viability", "inside_share", "profit",
    "negotiation", "offer_lag", "late_share", "wrong_share", "tracking_share",
)  # fmt: skip


def ecosystem_outcomes(world: World) -> dict[str, float]:
    """Return every outcome by name; NaN where a run gives none (no entry abroad, say)."""
    series, alive = world.series, world.firms[FIRM.alive]
    last, sums = series[-YEAR:].mean(axis=0).tolist(), world.totals.sum(axis=1).tolist()
    whole = np.ascontiguousarray(series.T).mean(axis=1).tolist()
    providers = world.kind == PROVIDER
    found = {name: last[getattr(SERIES, name)] for name in _LAST_YEAR}
    found |= {name: whole[getattr(SERIES, name)] for name in _WHOLE_RUN}
    found |= _changes(world, providers)
    found |= {
        "survival": alive.mean(),
        "provider_survival": mean(alive[providers]),
        "variety_attenuation": _attenuation(world),
        "relationships": series[-1, SERIES.relationships],
        "coevolution": _coevolution(world, providers & (alive > 0.0)),
        "partner_borne_share": ratio(sums[TOTAL.partner_sales], sums[TOTAL.foreign]),
        "first_entry": mean(world.firms[FIRM.first_entry][world.firms[FIRM.first_entry] > 0]),
        "revenue_growth": _growth(series),
    }
    found |= _of_services(world)
    found |= manager_outcomes(world, sums, last)
    found |= cycle_outcomes(world, sums)
    return {name: float(found[name]) for name in OUTCOMES.names}


def _of_services(world: World) -> dict[str, float]:
    """Return outcomes of services over the run; NaN where there were none."""
    total = world.totals[:, world.kind == PROVIDER].sum(axis=1).tolist()
    cancelled = world.totals[TOTAL.cancelled].sum()
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


def _changes(world: World, providers: NDArray[np.bool_]) -> dict[str, float]:
    """Return what providers became, and whom they won and lost, per year."""
    years, totals = len(world.series) / YEAR, world.totals
    reached = world.firms[FIRM.platform_month, providers]
    lived = world.series[:, SERIES.relationships].sum() / YEAR
    return {
        "platform_month": mean(reached[reached > 0.0]),
        "new_partners": mean(totals[TOTAL.new_partners, providers]) / years,
        "customers_lost": mean(totals[TOTAL.customers_lost, providers]) / years,
        "parting_rate": ratio(totals[TOTAL.parted].sum(), lived),
    }


def _growth(series: Floats) -> float:
    """Return growth of all firms' revenue from the first to the last year."""
    first = series[:YEAR, SERIES.revenue].mean()
    return float(series[-YEAR:, SERIES.revenue].mean() / first - 1.0) if first > 0 else float("nan")


def _coevolution(world: World, chosen: NDArray[np.bool_]) -> float:
    """Return the correlation of maturity and involvement over the providers chosen."""
    maturity, involvement = (
        world.firms[FIRM.maturity, chosen],
        world.firms[FIRM.involvement, chosen],
    )
    if len(maturity) < 3 or np.ptp(maturity) == 0.0 or np.ptp(involvement) == 0.0:
        return float("nan")
    return float(np.corrcoef(maturity, involvement)[0, 1])


def _attenuation(world: World) -> float:
    """Return the mean standard deviation of firms' results over that of their disturbances."""
    months = len(world.series)
    result = _spread(world.totals[TOTAL.result], world.totals[TOTAL.result_squared], months)
    hit = _spread(world.totals[TOTAL.disturbance], world.totals[TOTAL.disturbance_squared], months)
    return float(result / hit) if hit > 0.0 else float("nan")


def _spread(total: Floats, squared: Floats, months: int) -> float:
    """Return the mean over firms of the standard deviation over months."""
    variance = squared / months - (total / months) ** 2
    return float(np.sqrt(np.maximum(0.0, variance)).mean())
