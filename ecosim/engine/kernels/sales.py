"""Stage 4b: providers pay partners and carriers, and sell in the foreign markets they serve."""

import numpy as np

from ecosim.compiled import kernel, part
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.engine.world import LOGISTICS, PARTNER, PROVIDER
from ecosim.rules.accounts import partner_use, service_fee
from ecosim.rules.market_entry import (
    distance_barrier,
    market_potential,
    own_reach,
    partner_reach,
    ramped,
)


@kernel
def add_presence(months_in, home, j, weight, presence):
    """Add a partner's weight to every market in which it is present."""
    presence[home[j]] += weight
    abroad = months_in[j]
    for market in range(len(presence)):
        if abroad[market] > 0:
            presence[market] += weight


@part
def note_presence(world, i, presence):
    """Write Σ κτ over a firm's partners and fellow providers present, for every market."""
    ties, links, kind, home = world.ties, world.links, world.kind, world.home
    source, target, months_in = world.source, world.target, world.months_in
    presence[:] = 0.0
    for link in range(world.link_start[i], world.link_start[i] + world.degree[i]):
        slot = links[link]
        j = source[slot] + target[slot] - i
        if kind[j] == PARTNER or kind[j] == PROVIDER:
            weight = ties[TIE.consonance, slot] * ties[TIE.trust, slot]
            add_presence(months_in, home, j, weight, presence)


@part
def reach_factors(world, i):
    """Return a firm's own reach, and the reach that each unit of partners' presence lends it."""
    firms = world.firms
    employees = firms[FIRM.employees, i]
    own = own_reach(employees, firms[FIRM.maturity, i])
    lent = partner_reach(employees, world.settings[P.partner_reach], firms[FIRM.involvement, i])
    return own, lent


@part
def potential_sales(world, i, market):
    """Return what a firm could sell in a market each month once established, in MSEK."""
    firms = world.firms
    maturity, home = firms[FIRM.maturity, i], world.home[i]
    barrier = distance_barrier(
        world.distance[home, market], maturity, world.settings[P.distance_effect]
    )
    appeal = firms[FIRM.quality, i] * (0.3 + 0.7 * maturity / 3.0)
    return market_potential(
        firms[FIRM.turnover, i], world.gdp[market], world.gdp[home], barrier, appeal
    )


@part
def _home_sales(world, i):
    """Return a provider's product sales to its customers, and how many carriers it has."""
    sales, carriers = 0.0, 0.0
    start = world.link_start[i]
    for link in range(start, start + world.degree[i]):
        slot = world.links[link]
        sales += world.ties[TIE.trade, slot]
        carriers += 1.0 if world.kind[world.target[slot]] == LOGISTICS else 0.0
    return sales, carriers


@part
def _charge_services(world, i, sales, carriers):
    """Write what partners and carriers charge a provider this month."""
    start = world.link_start[i]
    for link in range(start, start + world.degree[i]):
        slot = world.links[link]
        j = world.target[slot]
        if world.kind[j] == PARTNER:
            use = partner_use(world.ties[TIE.routines, slot])
            world.ties[TIE.fee, slot] = service_fee(world.firms[FIRM.price, j], sales, use)
        elif world.kind[j] == LOGISTICS:
            use = 1.0 / carriers
            world.ties[TIE.fee, slot] = service_fee(world.firms[FIRM.price, j], sales, use)


@part
def _share_commission(world, i, market, rate):
    """Pay partners in a market a commission for the reach each lends, per unit of presence.

    A competitor's part stays unpaid: it is repaid in kind.
    """
    start = world.link_start[i]
    for link in range(start, start + world.degree[i]):
        slot = world.links[link]
        j = world.target[slot]
        there = world.home[j] == market or world.months_in[j, market] > 0
        if there and world.kind[j] == PARTNER:
            weight = world.ties[TIE.consonance, slot] * world.ties[TIE.trust, slot]
            world.ties[TIE.fee, slot] += rate * weight


@part
def _sell_in(world, i, market, own, lending, presence):
    """Let a provider sell in one foreign market for a month."""
    p, firms = world.settings, world.firms
    months = world.months_in[i, market]
    sales = ramped(potential_sales(world, i, market), months, p[P.market_ramp])
    sales *= 1.0 - firms[FIRM.demand_gap, i]
    lent = lending * presence[market]
    borne = sales * lent / max(own + lent, 1e-9)
    firms[FIRM.revenue_foreign, i] += sales
    firms[FIRM.partner_sales, i] += borne
    if borne > 0.0:
        _share_commission(world, i, market, borne * p[P.commission] / presence[market])


@kernel
def sell(world, tick, low, high):
    """Let providers use partners and carriers at home, and sell abroad."""
    firms, presence = world.firms, np.zeros(len(world.gdp))
    for i in range(low, high):
        if world.kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        sales, carriers = _home_sales(world, i)
        _charge_services(world, i, sales, carriers)
        firms[FIRM.revenue_foreign, i] = 0.0
        firms[FIRM.partner_sales, i] = 0.0
        if firms[FIRM.markets_served, i] > 0.0:
            note_presence(world, i, presence)
            own, lending = reach_factors(world, i)
            abroad = world.months_in[i]
            for market in range(len(presence)):
                if abroad[market] > 0:
                    _sell_in(world, i, market, own, lending, presence)
