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
def present(home, months_in, j, market):
    """Tell whether a firm is at home in a market or serves it."""
    return home[j] == market or months_in[j, market] > 0


@inlined
def _spread(weight, months, presence):
    """Add a weight wherever a firm is present; a loop of its own so that it vectorises."""
    for market in range(len(presence)):
        presence[market] += weight if months[market] > 0 else 0.0


@kernel
def note_presence(world, i, presence):
    """Write Σ κτ over a firm's partners and fellow providers present, for every market."""
    ties, links, kind, home = world.ties, world.links, world.kind, world.home
    source, target, months_in = world.source, world.target, world.months_in
    served = world.firms[FIRM.markets_served]
    presence[:] = 0.0
    for link in range(world.link_start[i], world.link_start[i] + world.degree[i]):
        slot = links[link]
        j = source[slot] + target[slot] - i
        if kind[j] == PARTNER or kind[j] == PROVIDER:
            weight = ties[TIE.consonance, slot] * ties[TIE.trust, slot]
            presence[home[j]] += weight
            if served[j] > 0.0:
                _spread(weight, months_in[j], presence)


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


@inlined
def potential_sales(firms, i, distance, pull, effect):
    """Return what a firm could sell in a market each month once established, in MSEK."""
    maturity = firms[FIRM.maturity, i]
    barrier = distance_barrier(distance, maturity, effect)
    appeal = firms[FIRM.quality, i] * (0.3 + 0.7 * maturity / 3.0)
    return market_potential(firms[FIRM.turnover, i], pull, barrier, appeal)


@kernel
def _ration(world, i):
    """Hold a provider's home sales to what its people can deliver."""
    p, ties, firms, links = world.settings, world.ties, world.firms, world.links
    first, last = world.link_start[i], world.link_start[i] + world.degree[i]
    quality, demand = firms[FIRM.quality, i], 0.0
    for link in range(first, last):
        demand += ties[TIE.trade, links[link]]
    share = deliverable_share(
        volume(demand, quality),
        firms[FIRM.employees, i],
        firms[FIRM.productivity, i],
        p[P.overtime],
        volume(firms[FIRM.revenue_foreign, i], quality),
    )
    for link in range(first, last):
        ties[TIE.trade, links[link]] *= share


@kernel
def _charge_services(world, i):
    """Write what partners and carriers charge a provider for this month's home sales."""
    ties, kind, target, links = world.ties, world.kind, world.target, world.links
    first, last = world.link_start[i], world.link_start[i] + world.degree[i]
    sales, carriers = 0.0, 0.0
    for link in range(first, last):
        sales += ties[TIE.trade, links[link]]
        carriers += 1.0 if kind[target[links[link]]] == LOGISTICS else 0.0
    for link in range(first, last):
        slot = links[link]
        j = target[slot]
        if kind[j] == PARTNER:
            use = partner_use(ties[TIE.routines, slot])
            ties[TIE.fee, slot] = service_fee(world.firms[FIRM.price, j], sales, use)
        elif kind[j] == LOGISTICS:
            use = 1.0 / carriers
            ties[TIE.fee, slot] = service_fee(world.firms[FIRM.price, j], sales, use)


@kernel
def _share_commission(world, i, market, rate):
    """Pay partners in a market a commission for the reach each lends, per unit of presence.

    A competitor's part stays unpaid: it is repaid in kind.
    """
    ties, links, target = world.ties, world.links, world.target
    for link in range(world.link_start[i], world.link_start[i] + world.degree[i]):
        slot = links[link]
        j = target[slot]
        if world.kind[j] == PARTNER and present(world.home, world.months_in, j, market):
            ties[TIE.fee, slot] += rate * ties[TIE.consonance, slot] * ties[TIE.trust, slot]


@kernel
def _sell_abroad(world, i, presence):
    """Let a provider sell in the foreign markets it serves, and count another month in each."""
    p, firms, home, abroad = world.settings, world.firms, world.home[i], world.months_in[i]
    distances, pulls, losses = world.distance[home], world.pull[home], world.months_of_loss[i]
    effect, ramp, rate = p[P.distance_effect], p[P.market_ramp], p[P.market_running_cost]
    wanting, keep = 1.0 - firms[FIRM.demand_gap, i], 1.0 - firms[FIRM.material_share, i]
    size, (own, lending) = scale(firms[FIRM.employees, i]), reach_factors(firms, i, p[P.partner_reach])
    foreign, lent, cost = 0.0, 0.0, 0.0
    for market in range(len(presence)):
        if abroad[market] == 0:
            continue
        sales = potential_sales(firms, i, distances[market], pulls[market], effect)
        sales = ramped(sales, abroad[market], ramp)
        share = partner_share(own, lending * presence[market])
        running = running_cost(rate, size, share)
        losses[market] = losses[market] + 1 if keep * sales < running else 0
        abroad[market] = min(abroad[market] + 1, LONGEST)
        borne = wanting * sales * share
        foreign, lent, cost = foreign + wanting * sales, lent + borne, cost + running
        if borne > 0.0:
            _share_commission(world, i, market, borne * p[P.commission] / presence[market])
    firms[FIRM.revenue_foreign, i] = foreign
    firms[FIRM.partner_sales, i] = lent
    firms[FIRM.cost_markets, i] += cost


@kernel
def sell(world, tick, low, high):
    """Let providers use partners and carriers at home, and sell abroad."""
    firms, kind, presence = world.firms, world.kind, np.zeros(world.distance.shape[0])
    for i in range(low, high):
        if kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        _ration(world, i)
        _charge_services(world, i)
        firms[FIRM.revenue_foreign, i] = 0.0
        firms[FIRM.partner_sales, i] = 0.0
        if firms[FIRM.markets_served, i] > 0.0:
            note_presence(world, i, presence)
            _sell_abroad(world, i, presence)
