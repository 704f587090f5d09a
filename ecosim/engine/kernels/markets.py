"""Stage 6b: providers consider foreign markets, enter one, and leave those that do not pay."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.sales import (
    note_presence,
    partner_share,
    potential_sales,
    reach_factors,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import PROVIDER
from ecosim.rules.accounts import scale
from ecosim.rules.market_entry import (
    distance_barrier,
    entry_cost,
    entry_hazard,
    entry_pays,
    running_cost,
)

MARKET = int(Purpose.MARKET)


@inlined
def _cost_of_entry(firms, p, i, distance, own, lent):
    """Return what opening a market would cost a firm, in MSEK."""
    size = scale(firms[FIRM.employees, i])
    return entry_cost(p[P.entry_cost], size, distance, partner_share(own, lent))


@inlined
def _expected_margin(firms, p, i, sales, cost, share):
    """Return the monthly margin a firm expects of a market, or 0 if entry would not pay."""
    margin = sales * (1.0 - firms[FIRM.material_share, i])
    running = running_cost(p[P.market_running_cost], scale(firms[FIRM.employees, i]), share)
    pays = cost < firms[FIRM.cash, i] and entry_pays(margin, running, cost)
    return margin - running if pays else 0.0


@kernel
def _hazards(distances, presence, own, lending, maturity, effect, rate, hazards):
    """Write the hazard of entering each market; a loop of its own so that it vectorises."""
    for market in range(len(hazards)):
        barrier = distance_barrier(distances[market], maturity, effect)
        hazards[market] = entry_hazard(barrier, own, lending * presence[market], rate)


@kernel
def _best_market(world, i, key, presence, hazards):
    """Return the most promising market among those that chance and reach bring up, or −1."""
    p, firms, pulls, home = world.settings, world.firms, world.pull[world.home[i]], world.home[i]
    distances, abroad, market_key = world.distance[home], world.months_in[i], world.market_key
    effect, me, best, choice = p[P.distance_effect], world.firm_key[i], 0.0, -1
    own, lending = reach_factors(firms, i, p[P.partner_reach])
    maturity = firms[FIRM.maturity, i]
    _hazards(distances, presence, own, lending, maturity, effect, p[P.entry_rate], hazards)
    for market in range(len(presence)):
        if market == home or abroad[market] > 0:
            continue
        if uniform(key, me + market_key[market]) < hazards[market]:
            lent = lending * presence[market]
            sales = potential_sales(firms, i, distances[market], pulls[market], effect)
            cost = _cost_of_entry(firms, p, i, distances[market], own, lent)
            margin = _expected_margin(firms, p, i, sales, cost, partner_share(own, lent))
            if margin > best:
                best, choice = margin, market
    return choice


@kernel
def choose_market(world, tick, low, high):
    """Write the foreign market each provider will enter this month, or −1."""
    key = stream(world.seeds, MARKET, tick)
    presence, hazards = np.zeros(world.distance.shape[0]), np.zeros(world.distance.shape[0])
    choice, kind, firms = world.market_choice, world.kind, world.firms
    for i in range(low, high):
        choice[i] = -1
        if kind[i] == PROVIDER and firms[FIRM.alive, i] > 0.0:
            note_presence(world, i, presence)
            choice[i] = _best_market(world, i, key, presence, hazards)


@kernel
def _leave(world, tick, i):
    """Let a firm leave the markets in which it has lost money for too long."""
    abroad, losses = world.months_in[i], world.months_of_loss[i]
    patience = world.settings[P.market_patience]
    for market in range(len(abroad)):
        if losses[market] > patience:
            emit(
                world.counters, world.events, world.event_detail,
                tick, EVENT.market_left, i, market, float(abroad[market]),
            )  # fmt: skip
            abroad[market], losses[market] = 0, 0
            world.firms[FIRM.markets_served, i] -= 1.0


@kernel
def _enter(world, tick, i, market, presence):
    """Let a firm enter a market, and return the cost."""
    firms, p = world.firms, world.settings
    note_presence(world, i, presence)
    own, lending = reach_factors(firms, i, p[P.partner_reach])
    lent = lending * presence[market]
    world.months_in[i, market] = 1
    if firms[FIRM.first_entry, i] == 0.0:
        firms[FIRM.first_entry, i] = tick
    emit(
        world.counters, world.events, world.event_detail,
        tick, EVENT.market_entered, i, market, partner_share(own, lent),
    )  # fmt: skip
    return _cost_of_entry(firms, p, i, world.distance[world.home[i], market], own, lent)


@kernel
def move_in_markets(world, tick):
    """Carry out entries and exits; what an entry costs is paid next month."""
    firms, presence = world.firms, np.zeros(world.distance.shape[0])
    choice, kind = world.market_choice, world.kind
    for i in range(len(kind)):
        if kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        firms[FIRM.cost_markets, i] = 0.0
        if firms[FIRM.markets_served, i] > 0.0:
            _leave(world, tick, i)
        if choice[i] >= 0:
            cost = _enter(world, tick, i, choice[i], presence)
            firms[FIRM.cost_markets, i] = cost
            firms[FIRM.markets_served, i] += 1.0
