"""Stage 6a: providers invest in maturity and involvement, and consider foreign markets."""

import numpy as np

from ecosim.compiled import inlined, kernel, part
from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.sales import note_presence, potential_sales, reach_factors
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import PROVIDER
from ecosim.rules.accounts import scale
from ecosim.rules.market_entry import distance_barrier, entry_cost, entry_hazard, entry_pays
from ecosim.rules.maturity import (
    grown_activity,
    investment_effort,
    investment_plan,
    mutual_help,
    partner_help,
    phase_position,
    resources,
    strain,
)

MARKET = int(Purpose.MARKET)
ADAPTIVE, INNOVATION, ECOSYSTEM_FIRST, SCALING = 0, 1, 2, 3  # and 4, none


@kernel
def decide_investment(world, tick, low, high):
    """Write what each provider means to invest next month in maturity and in involvement."""
    p, firms = world.settings, world.firms
    for i in range(low, high):
        firms[FIRM.investment_maturity, i] = 0.0
        firms[FIRM.investment_involvement, i] = 0.0
        if world.kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        revenue = firms[FIRM.revenue_product, i] + firms[FIRM.revenue_foreign, i]
        budget = p[P.innovation_share] * revenue * firms[FIRM.liquidity, i]
        carries_both = 2.0 * budget <= resources(firms[FIRM.cash, i], firms[FIRM.profit, i])
        first, second = investment_plan(
            world.strategy[i], carries_both, firms[FIRM.maturity, i], firms[FIRM.involvement, i]
        )
        firms[FIRM.investment_maturity, i] = first * budget
        firms[FIRM.investment_involvement, i] = second * budget


@inlined
def _grow(firms, i, column, effort, help_, rate, fade):
    """Let one enabling activity grow."""
    firms[column, i] = grown_activity(firms[column, i], effort, help_, rate, fade)


@kernel
def develop(world, tick, low, high):
    """Let investment build the enabling activities, and so maturity and involvement."""
    p, firms = world.settings, world.firms
    rate, fade = p[P.activity_rate], p[P.activity_fade]
    for i in range(low, high):
        if world.kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        inward, outward = firms[FIRM.investment_maturity, i], firms[FIRM.investment_involvement, i]
        able = resources(firms[FIRM.cash, i], firms[FIRM.profit, i])
        efficiency = strain(inward + outward, able, p[P.strain_effect])
        size = scale(firms[FIRM.employees, i])
        effort = efficiency * investment_effort(inward, size, p[P.activity_cost])
        help_ = mutual_help(p[P.mutual_help_base], firms[FIRM.involvement, i])
        _grow(firms, i, FIRM.readiness, effort, help_, rate, fade)
        _grow(firms, i, FIRM.services, effort, help_, rate, fade)
        _grow(firms, i, FIRM.modularity, effort, help_, rate, fade)
        effort = efficiency * investment_effort(outward, size, p[P.activity_cost])
        help_ = mutual_help(p[P.mutual_help_base], firms[FIRM.maturity, i])
        formal = help_ * partner_help(firms[FIRM.alliance_routines, i])
        joint = help_ * partner_help(firms[FIRM.alliance_trust, i])
        _grow(firms, i, FIRM.knowledge, effort, help_, rate, fade)
        _grow(firms, i, FIRM.formalization, effort, formal, rate, fade)
        _grow(firms, i, FIRM.joint_sphere, effort, joint, rate, fade)
        firms[FIRM.maturity, i] = phase_position(
            firms[FIRM.readiness, i], firms[FIRM.services, i], firms[FIRM.modularity, i]
        )
        firms[FIRM.involvement, i] = phase_position(
            firms[FIRM.knowledge, i], firms[FIRM.formalization, i], firms[FIRM.joint_sphere, i]
        )


@part
def _cost_of_entry(world, i, market, own, lent):
    """Return what opening a market would cost a firm, in MSEK."""
    share = lent / max(own + lent, 1e-9)
    return entry_cost(
        world.settings[P.entry_cost],
        scale(world.firms[FIRM.employees, i]),
        world.distance[world.home[i], market],
        share,
    )


@part
def _expected_margin(world, i, market, own, lent):
    """Return the monthly margin a firm expects of a market, or 0 if entry would not pay."""
    p, firms = world.settings, world.firms
    margin = potential_sales(world, i, market) * (1.0 - firms[FIRM.material_share, i])
    running = p[P.market_running_cost] * scale(firms[FIRM.employees, i])
    cost = _cost_of_entry(world, i, market, own, lent)
    pays = cost < firms[FIRM.cash, i] and entry_pays(margin, running, cost)
    return margin - running if pays else 0.0


@part
def _best_market(world, i, key, presence):
    """Return the most promising market among those that chance and reach bring up, or −1."""
    p, maturity = world.settings, world.firms[FIRM.maturity, i]
    distances, abroad = world.distance[world.home[i]], world.months_in[i]
    market_key, me = world.market_key, world.firm_key[i]
    best, choice = 0.0, -1
    own, lending = reach_factors(world, i)
    for market in range(len(presence)):
        if market == world.home[i] or abroad[market] > 0:
            continue
        lent = lending * presence[market]
        barrier = distance_barrier(distances[market], maturity, p[P.distance_effect])
        chance = uniform(key, me + market_key[market])
        if chance < entry_hazard(barrier, own, lent, p[P.entry_rate]):
            margin = _expected_margin(world, i, market, own, lent)
            if margin > best:
                best, choice = margin, market
    return choice


@kernel
def choose_market(world, tick, low, high):
    """Write the foreign market each provider will enter this month, or −1."""
    key = stream(world.seeds, MARKET, tick)
    presence = np.zeros(len(world.gdp))
    for i in range(low, high):
        world.market_choice[i] = -1
        if world.kind[i] == PROVIDER and world.firms[FIRM.alive, i] > 0.0:
            note_presence(world, i, presence)
            world.market_choice[i] = _best_market(world, i, key, presence)


@part
def _review_market(world, tick, i, market):
    """Let a firm count another month in a market, and leave after a year of losses."""
    p = world.settings
    months = world.months_in[i, market]
    margin = potential_sales(world, i, market) * months / (months + p[P.market_ramp])
    margin *= 1.0 - world.firms[FIRM.material_share, i]
    losing = margin < p[P.market_running_cost] * scale(world.firms[FIRM.employees, i])
    world.months_of_loss[i, market] = world.months_of_loss[i, market] + 1 if losing else 0
    world.months_in[i, market] = min(months + 1, 30000)
    if world.months_of_loss[i, market] > p[P.market_patience] + p[P.market_ramp]:
        world.months_in[i, market] = 0
        world.months_of_loss[i, market] = 0
        emit(
            world.counters, world.events, world.event_detail,
            tick, EVENT.market_left, i, market, float(months),
        )  # fmt: skip


@part
def _review_markets(world, tick, i):
    """Review every market a firm serves; return how many it still serves."""
    served, abroad = 0, world.months_in[i]
    for market in range(len(abroad)):
        if abroad[market] > 0:
            _review_market(world, tick, i, market)
            served += 1 if abroad[market] > 0 else 0
    return served


@part
def _enter(world, tick, i, market, presence):
    """Let a firm enter a market, and return the cost."""
    note_presence(world, i, presence)
    own, lending = reach_factors(world, i)
    lent = lending * presence[market]
    world.months_in[i, market] = 1
    if world.firms[FIRM.first_entry, i] == 0.0:
        world.firms[FIRM.first_entry, i] = tick
    emit(
        world.counters, world.events, world.event_detail,
        tick, EVENT.market_entered, i, market, lent / max(own + lent, 1e-9),
    )  # fmt: skip
    return _cost_of_entry(world, i, market, own, lent)


@kernel
def move_in_markets(world, tick):
    """Carry out entries, and review the markets served."""
    p, firms, presence = world.settings, world.firms, np.zeros(len(world.gdp))
    for i in range(len(world.kind)):
        if world.kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        served = _review_markets(world, tick, i)
        cost = served * p[P.market_running_cost] * scale(firms[FIRM.employees, i])
        market = world.market_choice[i]
        if market >= 0:
            cost += _enter(world, tick, i, market, presence)
            served += 1
        firms[FIRM.cost_markets, i] = cost
        firms[FIRM.markets_served, i] = float(served)
