"""What the Mesa twin records each month: one row of the ecosystem's series."""

from __future__ import annotations

from typing import Any

from ecosim.declarations.columns import ECOSYSTEM, SERIES
from ecosim.engine.world import CUSTOMER, LOGISTICS, PROVIDER

OVER_RELATIONSHIPS = SERIES._fields[SERIES.consonance : SERIES.phase + 1]
OVER_PROVIDERS = (
    "maturity", "involvement", "coverage", "markets_served", "mandate", "manager_free_time",
    "service_orientation", "datatization", "digitization", "offer_lag", "decision_latency",
    "late_share", "wrong_share", "partner_variety",
)  # fmt: skip


def series_row(model: Any) -> list[float]:
    """Return this month's row, in the order of ``ECOSYSTEM``; nothing of services is in it."""
    row = dict.fromkeys(ECOSYSTEM.names, 0.0)
    row.update(_over_relationships(model), **_over_firms(model.firms))
    row.update(_over_providers([firm for firm in model.firms_by_kind[PROVIDER] if firm.alive]))
    row.update(_over_carriers([firm for firm in model.firms_by_kind[LOGISTICS] if firm.alive]))
    return list(row.values())


def _over_relationships(model: Any) -> dict[str, float]:
    """Return means over relationships."""
    totals = dict.fromkeys(OVER_RELATIONSHIPS, 0.0)
    count, accounts, co_production = model.relationships, 0, 0.0
    for tie in model.ties():
        for name in OVER_RELATIONSHIPS:
            totals[name] += tie[name]
        if tie["source"].kind == PROVIDER and tie["target"].kind == CUSTOMER:
            accounts += 1
            co_production += tie["co_production"]
    means = {name: total / max(1, count) for name, total in totals.items()}
    means["co_production"] = co_production / max(1, accounts)
    return {"relationships": float(count), **means}


def _over_firms(firms: list[Any]) -> dict[str, float]:
    """Return sums and means over firms."""
    alive = cash = outside = viability = inside = total = profit = 0.0
    for firm in firms:
        cash += firm.cash
        outside += firm.paid_outside
        if firm.alive:
            revenue = firm.profit + firm.cost
            alive += 1.0
            viability += revenue * firm.viability
            inside += firm.inside
            total += revenue
            profit += firm.profit
    return {
        "firms_alive": alive,
        "viability": viability / max(1e-9, total),
        "inside_share": inside / max(1.0, alive),
        "revenue": total,
        "profit": profit,
        "cash": cash,
        "outside_cash": outside,
    }


def _over_providers(providers: list[Any]) -> dict[str, float]:
    """Return means over providers in business."""
    totals, home, foreign = dict.fromkeys(OVER_PROVIDERS, 0.0), 0.0, 0.0
    for firm in providers:
        for name in OVER_PROVIDERS:
            totals[name] += getattr(firm, name)
        home += firm.revenue_product
        foreign += firm.revenue_foreign
    means = {name: total / max(1, len(providers)) for name, total in totals.items()}
    return {**means, "foreign_share": foreign / max(1e-9, home + foreign)}


def _over_carriers(carriers: list[Any]) -> dict[str, float]:
    """Return means over carriers in business."""
    load = price = 0.0
    for firm in carriers:
        load += firm.load_factor
        price += firm.price * (1.0 + firm.surcharge)
    count = max(1, len(carriers))
    return {"load_factor": load / count, "carrier_price": price / count}
