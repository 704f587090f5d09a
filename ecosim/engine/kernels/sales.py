"""Stage 4b: providers pay partners and carriers, and sell in the foreign markets they serve."""

from typing import NamedTuple

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.engine.world import LOGISTICS, PARTNER, PROVIDER, Floats, Integers
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


class Allies(NamedTuple):
    """A firm's relationships with partners and fellow providers, side by side."""

    slots: Integers
    firms: Integers  # the other firm of each
    weights: Floats  # κτ, by which each lends reach where it is present


@inlined
def room_for_allies(number):
    """Return room for as many allies."""
    return Allies(np.empty(number, np.int64), np.empty(number, np.int64), np.empty(number))


@inlined
def allied(links, i, source, target, kind, ties, room):
    """Return a firm's allies; ``links`` are its slots, and ``room`` is for as many."""
    found = 0
    for slot in links:
        j = source[slot] + target[slot] - i
        room.slots[found], room.firms[found] = slot, j
        room.weights[found] = ties[TIE.consonance, slot] * ties[TIE.trust, slot]
        found += (kind[j] == PARTNER) | (kind[j] == PROVIDER)
    return Allies(room.slots[:found], room.firms[:found], room.weights[:found])


@inlined
def presence_in(market, allies, home, months_in):
    """Return Σ κτ over a firm's allies present in a market."""
    presence = 0.0
    for n in range(len(allies.firms)):
        j = allies.firms[n]
        there = (home[j] == market) | (months_in[j, market] > 0)
        presence += allies.weights[n] if there else 0.0
    return presence


@inlined
def providers_in_business(kind, alive, low, high):
    """Return the providers in business among a range of firms."""
    providers, found = np.empty(high - low, np.int64), 0
    for i in range(low, high):
        providers[found] = i
        found += (kind[i] == PROVIDER) & (alive[i] > 0.0)
    return providers[:found]


@kernel
def reaches(firms, providers, factor):
    """Return each provider's own reach, and the reach each unit of partners' presence lends it.

    The rules stand in a loop of their own: it vectorises.
    """
    count = len(providers)
    employees, maturity, involvement = np.empty(count), np.empty(count), np.empty(count)
    own, lending = np.empty(count), np.empty(count)
    for n in range(len(providers)):
        employees[n] = firms[FIRM.employees, providers[n]]
        maturity[n] = firms[FIRM.maturity, providers[n]]
        involvement[n] = firms[FIRM.involvement, providers[n]]
    for n in range(len(providers)):
        own[n] = own_reach(employees[n], maturity[n])
        lending[n] = partner_reach(employees[n], factor, involvement[n])
    return own, lending


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
def appeal_abroad(firms, i):
    """Return how much a firm's offer appeals to customers abroad."""
    return firms[FIRM.quality, i] * (0.3 + 0.7 * firms[FIRM.maturity, i] / 3.0)


@inlined
def _ration(links, ties, firms, i, overtime):
    """Hold a provider's home sales to what its people can deliver; return what is left of them."""
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
    sales = 0.0
    for slot in links:
        trade = ties[TIE.trade, slot] * share
        ties[TIE.trade, slot] = trade
        sales += trade
    return sales


@inlined
def _charge_services(links, ties, firms, kind, target, i, sales, return_fee):
    """Write what partners and carriers charge a provider for this month's home sales.

    Carriers add what trips cost more than normal, and a fee for goods they bring back.
    """
    carriers = 0.0
    for slot in links:
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
    for slot in allies.slots:
        j = target[slot]
        if kind[j] == PARTNER and (home[j] == market or months_in[j, market] > 0):
            ties[TIE.fee, slot] += rate * ties[TIE.consonance, slot] * ties[TIE.trust, slot]


@inlined
def _list_served(abroad, distances, markets, near):
    """List the markets a firm serves, and how far they are; return how many."""
    found = 0
    for market in range(len(abroad)):
        markets[found], near[found] = market, distances[market]
        found += abroad[market] > 0
    return found


@kernel
def _sell_abroad(
    p, ties, firms, kind, home, target, months_in, allies, i, own, lending, markets, barriers,
    pulls, losses,
):  # fmt: skip
    """Let a provider sell in the markets it serves, share with partners, and count the month.

    ``markets`` are those, and ``barriers`` their barriers.
    """
    ramp, rate = p[P.market_ramp], p[P.market_running_cost]
    wanting, keep = 1.0 - firms[FIRM.demand_gap, i], 1.0 - firms[FIRM.material_share, i]
    size, foreign, lent, cost = scale(firms[FIRM.employees, i]), 0.0, 0.0, 0.0
    turnover, appeal, abroad = firms[FIRM.turnover, i], appeal_abroad(firms, i), months_in[i]
    for n in range(len(markets)):
        market = markets[n]
        sales = market_potential(turnover, pulls[market], barriers[n], appeal)
        sales = ramped(sales, abroad[market], ramp)
        presence = presence_in(market, allies, home, months_in)
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
    room = room_for_allies(most_relationships(degree, low, high))
    count = distance.shape[0]
    markets, near, barriers = np.empty(count, np.int64), np.empty(count), np.empty(count)
    providers = providers_in_business(kind, firms[FIRM.alive], low, high)
    own, lending = reaches(firms, providers, p[P.partner_reach])
    for n in range(len(providers)):
        i = providers[n]
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        sales = _ration(links, ties, firms, i, p[P.overtime])
        _charge_services(links, ties, firms, kind, target, i, sales, p[P.return_fee])
        firms[FIRM.revenue_foreign, i] = 0.0
        firms[FIRM.partner_sales, i] = 0.0
        firms[FIRM.cost_markets, i] = firms[FIRM.entry_due, i]
        firms[FIRM.entry_due, i] = 0.0
        if firms[FIRM.markets_served, i] > 0.0:
            allies = allied(links, i, source, target, kind, ties, room)
            maturity, effect = firms[FIRM.maturity, i], p[P.distance_effect]
            found = _list_served(months_in[i], distance[home[i]], markets, near)
            fill_barriers(near[:found], maturity, effect, barriers[:found])
            _sell_abroad(
                p, ties, firms, kind, home, target, months_in, allies, i, own[n], lending[n],
                markets[:found], barriers[:found], pull[home[i]], months_of_loss[i],
            )  # fmt: skip
