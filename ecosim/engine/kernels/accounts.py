"""Stage 5: every firm closes its books for the month."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.delivery import deliver_services
from ecosim.engine.settings import P
from ecosim.engine.world import CUSTOMER, PROVIDER
from ecosim.rules.accounts import (
    adjusted_staff,
    dividend,
    liquidity,
    materials,
    own_business,
    scale,
    volume,
)
from ecosim.rules.governance import monitoring_cost
from ecosim.rules.support import upkeep

SMOOTHING = 0.1  # the operating result is a moving average over about a year


@inlined
def _add_up_relationships(p, ties, firms, kind, links, i):
    """Write a firm's income and outlays over its relationships."""
    trade, fees, cost, development = 0.0, 0.0, 0.0, 0.0
    size = scale(firms[FIRM.employees, i])
    for slot in links:
        trade += ties[TIE.trade, slot]
        fees += ties[TIE.fee, slot]
        development += ties[TIE.development_cost, slot]
        cost += upkeep(p[P.upkeep], size)
        cost += monitoring_cost(ties[TIE.governance, slot], p[P.monitoring], size)
    provides, buys = kind[i] == PROVIDER, kind[i] == CUSTOMER
    firms[FIRM.revenue_product, i] = trade if provides else 0.0
    firms[FIRM.paid_home, i] = trade if buys else 0.0
    firms[FIRM.paid_partners, i] = fees if provides else 0.0
    firms[FIRM.revenue_partner, i] = 0.0 if provides else fees
    firms[FIRM.cost_relationships, i] = cost
    if provides:
        firms[FIRM.cost_development, i] = development


@inlined
def _business(firms, i):
    """Return what a firm earned with its usual business, which takes materials and staff."""
    own = firms[FIRM.revenue_product, i] + firms[FIRM.revenue_foreign, i]
    return own + firms[FIRM.revenue_partner, i] + firms[FIRM.revenue_other, i]


@inlined
def _sum(firms, first, last, i):
    """Return the sum of a firm's columns from first to before last."""
    total = 0.0
    for column in range(first, last):
        total += firms[column, i]
    return total


@inlined
def _settle(firms, i, payout):
    """Sum up costs, pay owners, move the rest of the profit into cash; return all revenue.

    Columns of firms decide what counts: all from after service revenue to before what is paid at
    home comes from outside, and all from after investment to before the cost goes there.
    """
    inside = firms[FIRM.paid_home, i] + firms[FIRM.paid_partners, i] + firms[FIRM.paid_services, i]
    outside = firms[FIRM.paid_elsewhere, i] + firms[FIRM.cost_materials, i]
    outside += firms[FIRM.cost_wages, i] + firms[FIRM.cost_relationships, i]
    outside += firms[FIRM.cost_markets, i]
    outside += firms[FIRM.cost_logistics, i] + firms[FIRM.cost_negotiation, i]
    outside += firms[FIRM.investment_maturity, i] + firms[FIRM.investment_involvement, i]
    outside += _sum(firms, FIRM.investment_involvement + 1, FIRM.cost, i)
    cost = inside + outside
    beside = _sum(firms, FIRM.revenue_service + 1, FIRM.paid_home, i)
    revenue = _business(firms, i) + firms[FIRM.revenue_service, i] + beside
    profit = revenue - cost
    firms[FIRM.cost, i] = cost
    firms[FIRM.profit, i] = profit
    paid_out = dividend(firms[FIRM.cash, i] + profit, cost, payout)
    firms[FIRM.dividends, i] = paid_out
    firms[FIRM.cash, i] += profit - paid_out
    from_outside = firms[FIRM.revenue_foreign, i] + firms[FIRM.revenue_other, i]
    from_outside += beside
    firms[FIRM.paid_outside, i] += outside + paid_out - from_outside
    return revenue


@kernel
def close_books(world, tick, low, high):
    """Let every firm earn, pay, adjust its staff and know its liquidity."""
    p, firms, ties, kind = world.settings, world.firms, world.ties, world.kind
    all_links, link_start, degree = world.links, world.link_start, world.degree
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        _add_up_relationships(p, ties, firms, kind, links, i)
        if kind[i] != PROVIDER:
            firms[FIRM.revenue_other, i] = own_business(
                firms[FIRM.turnover, i], firms[FIRM.demand_gap, i], firms[FIRM.served, i]
            )
        else:
            deliver_services(p, links, ties, firms, i)
        business = _business(firms, i)
        firms[FIRM.cost_materials, i] = materials(
            business, firms[FIRM.material_share, i], firms[FIRM.supply_gap, i]
        )
        firms[FIRM.cost_wages, i] = p[P.wage] * firms[FIRM.employees, i]
        revenue = _settle(firms, i, p[P.dividend_share])
        firms[FIRM.liquidity, i] = liquidity(firms[FIRM.cash, i], max(firms[FIRM.cost, i], 1e-9))
        result = firms[FIRM.profit, i] / max(revenue, 1e-9)
        result = min(1.0, max(-1.0, result))
        firms[FIRM.operating_result, i] += SMOOTHING * (result - firms[FIRM.operating_result, i])
        work = volume(business, firms[FIRM.quality, i]) if kind[i] == PROVIDER else business
        firms[FIRM.employees, i] = adjusted_staff(
            firms[FIRM.employees, i], work, firms[FIRM.productivity, i], p[P.staff_pace]
        )
