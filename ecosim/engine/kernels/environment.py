"""Stage 1: the environment changes, disturbs firms, and firms absorb it together."""

import math

from ecosim.compiled import inlined, kernel, part
from ecosim.declarations.columns import EVENT, FIRM, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream, uniform
from ecosim.engine.world import CUSTOMER, DOMAINS, SKILLS
from ecosim.rules.disturbance import (
    closing_rate,
    gap_after,
    mixed_disturbance,
    pooled_disturbance,
    shock_size,
)
from ecosim.rules.elementary import clip
from ecosim.rules.information import aged_information
from ecosim.rules.learning import risen_requirement
from ecosim.rules.taste import taste_shift
from ecosim.rules.triggers import struck_urgency
from ecosim.several import keep, several, together

SHOCK, SHOCK_SIZE, SURPRISE = int(Purpose.SHOCK), int(Purpose.SHOCK_SIZE), int(Purpose.SURPRISE)
TASTE, TASTE_DRIFT = int(Purpose.TASTE), int(Purpose.TASTE_DRIFT)
DEMAND, TECHNOLOGY, REGULATION, SUPPLY = 0, 1, 2, 3  # and 4, taste
CONNECTIVITY, INTELLIGENCE = 2, 4  # regulation asks for these and for analytics between them


@kernel
def _draw_disturbances(p, seeds, tick, firm_key, industry_key, disturbance, low, high):
    """Write how hard this month hits each firm; a loop that vectorises."""
    rate, mean, shared = p[P.shock_rate], p[P.shock_mean], p[P.shock_shared]
    hit, size = stream(seeds, SHOCK, tick), stream(seeds, SHOCK_SIZE, tick)
    for i in range(low, high):
        me, mine = firm_key[i], industry_key[i]
        own = shock_size(uniform(hit, me), rate, uniform(size, me), mean)
        common = shock_size(uniform(hit, mine), rate, uniform(size, mine), mean)
        disturbance[i] = mixed_disturbance(own, common, shared)


@inlined
def _at(place, value):
    """Return a value at one of DOMAINS places, and 0 at the others."""
    return together(
        (
            value if place == 0 else 0.0, value if place == 1 else 0.0,
            value if place == 2 else 0.0, value if place == 3 else 0.0,
        )
    )  # fmt: skip


@kernel
def disturb(world, tick, low, high):
    """Draw this month's disturbances; let information age and requirements rise."""
    p, firms, kind, firm_key = world.settings, world.firms, world.kind, world.firm_key
    information, requirement, industry_key = (
        world.information, world.requirement, world.industry_key
    )  # fmt: skip
    disturbance, upheaval, shift = (
        firms[FIRM.disturbance], firms[FIRM.upheaval], firms[FIRM.taste_shift]
    )  # fmt: skip
    surprise, taste = stream(world.seeds, SURPRISE, tick), stream(world.seeds, TASTE_DRIFT, tick)
    _draw_disturbances(p, world.seeds, tick, firm_key, industry_key, disturbance, low, high)
    ageing, pace, taste_pace = p[P.information_ageing], p[P.requirement_pace], p[P.taste_pace]
    for i in range(low, high):
        upheaval[i] = 0.0
        lost = _at(int(uniform(surprise, firm_key[i]) * DOMAINS), disturbance[i])
        known, asked = several(information, (i, 0), DOMAINS), several(requirement, (i, 0), SKILLS)
        keep(aged_information(known, ageing, lost), information, (i, 0))
        keep(risen_requirement(asked, pace), requirement, (i, 0))
        if kind[i] == CUSTOMER:
            shift[i] = taste_shift(bell(taste, industry_key[i]), taste_pace)


@inlined
def _hits(shock, industry, market, firm):
    """Tell whether a shock is meant for this industry, market and firm; −1 means all."""
    at_industry = shock[3] < 0 or shock[3] == industry
    at_market = shock[4] < 0 or shock[4] == market
    return at_industry and at_market and (shock[5] < 0 or shock[5] == firm)


@kernel
def _change_taste(schemes, own_schemes, seeds, key, tick, i, size):
    """Turn a firm's interpretation schemes toward a random direction."""
    length = 0.0
    for k in range(DOMAINS):
        fresh = bell(stream(seeds, TASTE + k, tick), key)
        own_schemes[i, k] = (1.0 - size) * schemes[i, k] + size * fresh
        length += own_schemes[i, k] * own_schemes[i, k]
    for k in range(DOMAINS):
        own_schemes[i, k] /= math.sqrt(length)
        schemes[i, k] = own_schemes[i, k]


@kernel
def _raise_requirements(requirement, i, first, last, size):
    """Let a shock ask more of a firm in the capabilities from first to last."""
    for q in range(first, last):
        requirement[i, q] = risen_requirement(requirement[i, q], size)


@part
def _strike(world, tick, i, kind, size):
    """Let one shock hit one firm."""
    firms = world.firms
    if kind != DEMAND and kind != SUPPLY:
        firms[FIRM.upheaval, i] = max(firms[FIRM.upheaval, i], size)
    if kind == DEMAND:
        firms[FIRM.disturbance, i] = clip(firms[FIRM.disturbance, i] + size, 0.0, 1.0)
    elif kind == SUPPLY:
        firms[FIRM.supply_gap, i] = gap_after(firms[FIRM.supply_gap, i], size, 0.0)
    elif kind == TECHNOLOGY:
        _raise_requirements(world.requirement, i, 0, SKILLS, size)
        for k in range(DOMAINS):
            world.information[i, k] = aged_information(world.information[i, k], 0.0, size)
    elif kind == REGULATION:
        _raise_requirements(world.requirement, i, CONNECTIVITY, INTELLIGENCE + 1, size)
        effect = world.settings[P.regulation_trigger]
        firms[FIRM.urgency, i] = struck_urgency(firms[FIRM.urgency, i], size, effect)
    elif world.kind[i] == CUSTOMER:
        key = world.firm_key[i]
        _change_taste(world.schemes, world.own_schemes, world.seeds, key, tick, i, size)
        firms[FIRM.taste_shift, i] = clip(firms[FIRM.taste_shift, i] + size, 0.0, 1.0)


@kernel
def strike_dated_shocks(world, tick):
    """Let the scenario's shocks of this month happen."""
    counters, events, details = world.counters, world.events, world.event_detail
    for s in range(len(world.shocks)):
        shock = world.shocks[s]
        size = min(1.0, shock[2] * world.settings[P.dated_shocks])
        if shock[0] != tick or size <= 0.0:
            continue
        for i in range(len(world.kind)):
            alive = world.firms[FIRM.alive, i] > 0.0
            if alive and _hits(shock, world.industry[i], world.home[i], i):
                _strike(world, tick, i, int(shock[1]), size)
                emit(counters, events, details, tick, EVENT.shock, i, -1, size)


@kernel
def absorb(world, tick, low, high):
    """Pool disturbances over resonant partners and close what is open of earlier ones."""
    p, firms, ties, links = world.settings, world.firms, world.ties, world.links
    source, target, link_start, degree = world.source, world.target, world.link_start, world.degree
    for i in range(low, high):
        total, weight = 0.0, 0.0
        for link in range(link_start[i], link_start[i] + degree[i]):
            slot = links[link]
            partner = source[slot] + target[slot] - i
            bond = p[P.pooling] * ties[TIE.consonance, slot] * ties[TIE.resonance, slot]
            total += bond * firms[FIRM.disturbance, partner]
            weight += bond
        felt = pooled_disturbance(firms[FIRM.disturbance, i], total, weight)
        closing = closing_rate(
            p[P.gap_closing],
            firms[FIRM.support, i],
            firms[FIRM.information_mean, i],
            p[P.gap_closing_support],
            p[P.gap_closing_information],
        )
        firms[FIRM.felt_disturbance, i] = felt
        firms[FIRM.demand_gap, i] = gap_after(firms[FIRM.demand_gap, i], felt, closing)
        firms[FIRM.supply_gap, i] = gap_after(firms[FIRM.supply_gap, i], 0.0, closing)
