"""Stage 4b: providers pay partners and carriers, and sell in the foreign markets they serve."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.engine.world import LOGISTICS, PARTNER, PROVIDER
from ecosim.rules.accounts import (
    deliverable_share,
    partner_use,
    scale,
    service_fee,
    volume,
)
from ecosim.rules.market_entry import (
    distance_barrier,
    market_potential,
    own_reach,
    partner_reach,
    ramped,
    running_cost,
)

LONGEST = 30000  # months in a market are counted up to here


@inlined
def most_relationships(degree, low, high):
    """Return the most relationships that a firm in a range has."""
    most = 0
    for i in range(low, high):
        most = max(most, degree[i])
    return most


@inlined
def allied(links, i, source, target, kind, allies):
    """Return those of a firm's links that lead to partners and fellow providers.

    ``links`` holds the slots of the firm's relationships; ``allies`` has room for as many.
    """
    found = 0
    for slot in links:
        j = source[slot] + target[slot] - i
        allies[found] = slot
        found += (kind[j] == PARTNER) | (kind[j] == PROVIDER)
    return allies[:found]


@inlined
def presence_in(market, allies, i, source, target, home, ties, months_in):
    """Return Σ κτ over a firm's allies present in a market; ``allies`` are slots."""
    presence = 0.0
    for slot in allies:
        j = source[slot] + target[slot] - i
        there = (home[j] == market) | (months_in[j, market] > 0)
        presence += ties[TIE.consonance, slot] * ties[TIE.trust, slot] if there else 0.0
    return presence


@inlined
def reach_factors(firms, i, factor):
    """Return a firm's own reach, and the reach that each unit of partners' presence lends it."""
    employees = firms[FIRM.employees, i]
    own = own_reach(employees, firms[FIRM.maturity, i])
    return own, partner_reach(employees, factor, firms[FIRM.involvement, i])


@inlined
def partner_share(own, lent):
    """Return how much of a firm's reach is its partners'."""
    return lent / max(own + lent, 1e-9)


@kernel
def fill_barriers(distances, maturity, effect, barriers):
    """Write what distance leaves of reach in each market; a loop of its own: it vectorises."""
    for market in range(len(barriers)):
        barriers[market] = distance_barrier(distances[market], maturity, effect)


@inlined
def potential_sales(firms, i, barrier, pull):
    """Return what a firm could sell in a market each month once established, in MSEK."""
    appeal = firms[FIRM.quality, i] * (0.3 + 0.7 * firms[FIRM.maturity, i] / 3.0)
    return market_potential(firms[FIRM.turnover, i], pull, barrier, appeal)


@kernel
def _ration(links, ties, firms, i, overtime):
    """Hold a provider's home sales to what its people can deliver."""
    quality, demand = firms[FIRM.quality, i], 0.0
    for slot in links:
        demand += ties[TIE.trade, slot]
    share = deliverable_share(
        volume(demand, quality),
        firms[FIRM.employees, i],
        firms[FIRM.productivity, i],
        overtime,
        volume(firms[FIRM.revenue_foreign, i], quality),
    )
    for slot in links:
        ties[TIE.trade, slot] *= share


@kernel
def _charge_services(links, ties, firms, kind, target, i, return_fee):
    """Write what partners and carriers charge a provider for this month's home sales.

    Carriers add what trips cost more than normal, and a fee for goods they bring back.
    """
    sales, carriers = 0.0, 0.0
    for slot in links:
        sales += ties[TIE.trade, slot]
        carriers += 1.0 if kind[target[slot]] == LOGISTICS else 0.0
    for slot in links:
        j = target[slot]
        if kind[j] == PARTNER:
            use = partner_use(ties[TIE.routines, slot])
            ties[TIE.fee, slot] = service_fee(firms[FIRM.price, j], sales, use)
        elif kind[j] == LOGISTICS:
            price = firms[FIRM.price, j] * (1.0 + firms[FIRM.surcharge, j])
            back = firms[FIRM.wrong_share, i] * firms[FIRM.tracking, j]
            ties[TIE.fee, slot] = service_fee(price, sales, 1.0 / carriers)
            ties[TIE.fee, slot] += service_fee(return_fee, sales, back / carriers)


@inlined
def _share_commission(allies, ties, kind, home, target, months_in, market, rate):
    """Pay partners in a market a commission for the reach each lends, per unit of presence.

    A competitor's part stays unpaid: it is repaid in kind.
    """
    for slot in allies:
        j = target[slot]
        if kind[j] == PARTNER and (home[j] == market or months_in[j, market] > 0):
            ties[TIE.fee, slot] += rate * ties[TIE.consonance, slot] * ties[TIE.trust, slot]


@kernel
def _sell_abroad(
    p, ties, firms, kind, home, source, target, months_in, allies, i, barriers, pulls, losses
):
    """Let a provider sell in the markets it serves, share with partners, and count the month."""
    ramp, rate = p[P.market_ramp], p[P.market_running_cost]
    wanting, keep = 1.0 - firms[FIRM.demand_gap, i], 1.0 - firms[FIRM.material_share, i]
    own, lending = reach_factors(firms, i, p[P.partner_reach])
    size, foreign, lent, cost = scale(firms[FIRM.employees, i]), 0.0, 0.0, 0.0
    abroad = months_in[i]
    for market in range(len(abroad)):
        if abroad[market] == 0:
            continue
        presence = presence_in(market, allies, i, source, target, home, ties, months_in)
        sales = potential_sales(firms, i, barriers[market], pulls[market])
        sales = ramped(sales, abroad[market], ramp)
        share = partner_share(own, lending * presence)
        running = running_cost(rate, size, share)
        losses[market] = losses[market] + 1 if keep * sales < running else 0
        abroad[market] = min(abroad[market] + 1, LONGEST)
        borne = wanting * sales * share
        foreign, lent, cost = foreign + wanting * sales, lent + borne, cost + running
        if borne > 0.0:
            paid = borne * p[P.commission] / presence
            _share_commission(allies, ties, kind, home, target, months_in, market, paid)
    firms[FIRM.revenue_foreign, i] = foreign
    firms[FIRM.partner_sales, i] = lent
    firms[FIRM.cost_markets, i] += cost


@kernel
def sell(world, tick, low, high):
    """Let providers use partners and carriers at home, and sell abroad."""
    p, ties, firms, kind, home = world.settings, world.ties, world.firms, world.kind, world.home
    source, target, months_in = world.source, world.target, world.months_in
    distance, pull, months_of_loss = world.distance, world.pull, world.months_of_loss
    all_links, link_start, degree = world.links, world.link_start, world.degree
    room = np.empty(most_relationships(degree, low, high), np.int64)
    barriers = np.empty(distance.shape[0])
    for i in range(low, high):
        if kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        _ration(links, ties, firms, i, p[P.overtime])
        _charge_services(links, ties, firms, kind, target, i, p[P.return_fee])
        firms[FIRM.revenue_foreign, i] = 0.0
        firms[FIRM.partner_sales, i] = 0.0
        firms[FIRM.cost_markets, i] = firms[FIRM.entry_due, i]
        firms[FIRM.entry_due, i] = 0.0
        if firms[FIRM.markets_served, i] > 0.0:
            allies = allied(links, i, source, target, kind, room)
            maturity, effect = firms[FIRM.maturity, i], p[P.distance_effect]
            fill_barriers(distance[home[i]], maturity, effect, barriers)
            _sell_abroad(
                p, ties, firms, kind, home, source, target, months_in, allies, i,
                barriers, pull[home[i]], months_of_loss[i],
            )  # fmt: skip
