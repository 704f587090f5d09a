"""Stage 6b: providers consider foreign markets, enter one, and leave those that do not pay."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.sales import (
    allied,
    appeal_abroad,
    most_relationships,
    partner_share,
    presence_in,
    providers_in_business,
    reaches,
    room_for_allies,
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
    hindrance,
    joint_reach,
    market_potential,
    running_cost,
)

MARKET = int(Purpose.MARKET)
ROUNDING = 1e-9  # far above what rounding can make of a hazard


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


@inlined
def _reach_anywhere(allies, own, lending):
    """Return the reach a firm would have in a market with all its allies in it."""
    total = 0.0
    for weight in allies.weights:
        total += weight
    return joint_reach(own, lending * total)


@kernel
def _best_market(
    p, firms, home, months_in, allies, i, own, lending, draws, least, distances, pulls
):  # fmt: skip
    """Return the most promising market among those that chance and reach bring up, or −1.

    ``draws`` holds a uniform draw for every market, and ``least`` is room for as many numbers.
    """
    maturity, effect, rate = firms[FIRM.maturity, i], p[P.distance_effect], p[P.entry_rate]
    # Most draws are too large for any presence of allies, as a look without exponentials shows:
    # 1 − e⁻ˣ ≤ x, and e⁻ˣ ≤ 1/(1 + x + x²/2 + x³/6).
    for market in range(len(draws)):
        x = hindrance(distances[market], maturity, effect)
        least[market] = draws[market] * (1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0))))
    abroad, limit = months_in[i], rate * _reach_anywhere(allies, own, lending) + ROUNDING
    turnover, appeal = firms[FIRM.turnover, i], appeal_abroad(firms, i)
    best, choice = 0.0, -1
    for market in range(len(draws)):
        if least[market] >= limit or market == home[i] or abroad[market] > 0:
            continue
        barrier = distance_barrier(distances[market], maturity, effect)
        lent = lending * presence_in(market, allies, home, months_in)
        if draws[market] >= entry_hazard(barrier, joint_reach(own, lent), rate):
            continue
        sales = market_potential(turnover, pulls[market], barrier, appeal)
        cost = _cost_of_entry(firms, p, i, distances[market], own, lent)
        margin = _expected_margin(firms, p, i, sales, cost, partner_share(own, lent))
        # Of equal markets chance picks one: their order in the table means nothing.
        luckier = choice >= 0 and margin == best and draws[market] < draws[choice]
        if margin > best or luckier:
            best, choice = margin, market
    return choice


@inlined
def _draw(key, me, market_key, draws):
    """Fill ``draws`` with a firm's uniform draw for every market."""
    for market in range(len(draws)):
        draws[market] = uniform(key, me + market_key[market])


@kernel
def choose_market(world, tick, low, high):
    """Write the foreign market each provider will enter this month, or −1."""
    p, ties, firms, kind, home = world.settings, world.ties, world.firms, world.kind, world.home
    source, target, months_in = world.source, world.target, world.months_in
    all_links, link_start, degree = world.links, world.link_start, world.degree
    distance, pull, firm_key = world.distance, world.pull, world.firm_key
    market_key, choice = world.market_key, world.market_choice
    key = stream(world.seeds, MARKET, tick)
    draws, least = np.empty(len(market_key)), np.empty(len(market_key))
    room = room_for_allies(most_relationships(degree, low, high))
    choice[low:high] = -1
    providers = providers_in_business(kind, firms[FIRM.alive], low, high)
    own, lending = reaches(firms, providers, p[P.partner_reach])
    for n in range(len(providers)):
        i = providers[n]
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        allies = allied(links, i, source, target, kind, ties, room)
        _draw(key, firm_key[i], market_key, draws)
        choice[i] = _best_market(
            p, firms, home, months_in, allies, i, own[n], lending[n], draws, least,
            distance[home[i]], pull[home[i]],
        )  # fmt: skip


@kernel
def _leave(world, tick, i, market):
    """Let a firm leave a market."""
    months = float(world.months_in[i, market])
    world.months_in[i, market], world.months_of_loss[i, market] = 0, 0
    world.firms[FIRM.markets_served, i] -= 1.0
    emit(
        world.counters, world.events, world.event_detail,
        tick, EVENT.market_left, i, market, months,
    )  # fmt: skip


@kernel
def _enter(world, tick, i, market):
    """Let a firm enter a market; what it costs is paid next month."""
    firms, p, source, target = world.firms, world.settings, world.source, world.target
    links = world.links[world.link_start[i] : world.link_start[i] + world.degree[i]]
    room = room_for_allies(len(links))
    allies = allied(links, i, source, target, world.kind, world.ties, room)
    owns, lends = reaches(firms, np.full(1, i), p[P.partner_reach])
    own, lending = owns[0], lends[0]
    lent = lending * presence_in(market, allies, world.home, world.months_in)
    distance = world.distance[world.home[i], market]
    firms[FIRM.entry_due, i] = _cost_of_entry(firms, p, i, distance, own, lent)
    world.months_in[i, market] = 1
    firms[FIRM.markets_served, i] += 1.0
    if firms[FIRM.first_entry, i] == 0.0:
        firms[FIRM.first_entry, i] = tick
    emit(
        world.counters, world.events, world.event_detail,
        tick, EVENT.market_entered, i, market, partner_share(own, lent),
    )  # fmt: skip


@inlined
def _longest_loss(losses):
    """Return the most months in a row that a firm has lost money in one market."""
    longest = np.int16(0)
    for market in range(len(losses)):
        longest = max(longest, losses[market])
    return longest


@kernel
def _leave_losing(world, tick, i, patience):
    """Let a firm leave every market in which it has lost money for too long."""
    for market in range(len(world.market_key)):
        if world.months_of_loss[i, market] > patience:
            _leave(world, tick, i, market)


@kernel
def move_in_markets(world, tick):
    """Carry out exits from markets that have lost money for too long, and entries."""
    firms, choice, kind = world.firms, world.market_choice, world.kind
    months_of_loss, patience = world.months_of_loss, world.settings[P.market_patience]
    for i in range(len(kind)):
        if kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        if firms[FIRM.markets_served, i] > 0.0 and _longest_loss(months_of_loss[i]) > patience:
            _leave_losing(world, tick, i, patience)
        if choice[i] >= 0:
            _enter(world, tick, i, choice[i])
