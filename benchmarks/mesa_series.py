"""What the Mesa twin records each month: one row of the ecosystem's series."""

from __future__ import annotations

from typing import Any

from ecosim.declarations.columns import ECOSYSTEM, SERIES

OVER_RELATIONSHIPS = SERIES._fields[SERIES.consonance : SERIES.phase + 1]


def series_row(model: Any) -> list[float]:
    """Return this month's row, in the order of ``ECOSYSTEM``."""
    row = {**_over_relationships(model), **_over_firms(model.firms)}
    row.update(_over_providers([firm for firm in model.firms_by_kind[0] if firm.alive]))
    return [row[name] for name in ECOSYSTEM.names]


def _over_relationships(model: Any) -> dict[str, float]:
    """Return means over relationships."""
    totals = dict.fromkeys(OVER_RELATIONSHIPS, 0.0)
    count = model.relationships
    for tie in model.ties():
        for name in OVER_RELATIONSHIPS:
            totals[name] += tie[name]
    means = {name: total / max(1, count) for name, total in totals.items()}
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
    maturity = involvement = coverage = served = home = foreign = 0.0
    for firm in providers:
        maturity += firm.maturity
        involvement += firm.involvement
        coverage += firm.coverage
        served += firm.markets_served
        home += firm.revenue_product
        foreign += firm.revenue_foreign
    count = max(1, len(providers))
    return {
        "maturity": maturity / count,
        "involvement": involvement / count,
        "coverage": coverage / count,
        "markets_served": served / count,
        "foreign_share": foreign / max(1e-9, home + foreign),
    }
