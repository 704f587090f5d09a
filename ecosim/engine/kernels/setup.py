"""Before the first month: drawing firms, and dividing customers' budgets."""

import math

import numpy as np

from ecosim.compiled import borrowed, entry, inlined, kernel, part
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.network import form
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream, uniform
from ecosim.engine.world import CHAIN, CUSTOMER, DOMAINS, PROVIDER, SKILLS
from ecosim.rules.accounts import delivered_quality, liquidity, volume
from ecosim.rules.effective_capability import capability_coverage
from ecosim.rules.elementary import exponential, natural_logarithm
from ecosim.rules.market_entry import market_pull
from ecosim.rules.maturity import phase_position

FIELD, START, CULTURE = int(Purpose.FIELD), int(Purpose.START), int(Purpose.CULTURE)
VALUES, SCHEMES = int(Purpose.VALUES), int(Purpose.SCHEMES)
OPERATION = int(Purpose.OPERATION)
INDUSTRY, HOME = int(Purpose.INDUSTRY), int(Purpose.HOME)
PRESENCE, MONTHS_ABROAD = int(Purpose.PRESENCE), 24
FIXED, UNIFORM, LOGNORMAL = 0, 1, 2


@entry
def draw_fields(seeds, keys, group, shape, first, second, low, high, out):
    """Fill ``out`` [field, firm] with each firm's draw from its group's distributions.

    ``shape``, ``first`` and ``second`` are [group, field]; ``low`` and ``high`` [field] hold every
    value in its declared range.
    """
    for f in range(out.shape[0]):
        key = stream(seeds, FIELD + f, 0)
        for i in range(out.shape[1]):
            g = group[i]
            value = first[g, f]
            if shape[g, f] == UNIFORM:
                value += uniform(key, keys[i]) * (second[g, f] - first[g, f])
            elif shape[g, f] == LOGNORMAL:
                spread = second[g, f] * bell(key, keys[i])
                value = exponential(natural_logarithm(value) + spread)
            out[f, i] = min(max(value, low[f]), high[f])


@kernel
def _spread_abroad(world, members, presence, gdp):
    """Put firms into foreign markets at the start, large and near ones more often.

    ``members`` are the firms present abroad, and ``presence`` their mean number of markets.
    """
    home, distance, months_in = world.home, world.distance, world.months_in
    key, pull = stream(world.seeds, PRESENCE, 0), np.empty(len(gdp))
    for n in range(len(members)):
        i, total = members[n], 0.0
        for market in range(len(gdp)):
            near = math.sqrt(gdp[market]) / (0.1 + distance[home[i], market])
            pull[market] = 0.0 if market == home[i] else near
            total += pull[market]
        for market in range(len(gdp)):
            likely = presence[n] * pull[market] / max(total, 1e-9)
            drawn = uniform(key, world.firm_key[i] + world.market_key[market])
            months_in[i, market] = MONTHS_ABROAD if drawn < min(1.0, likely) else 0


@kernel
def _unit(vectors, i):
    length = 0.0
    for k in range(DOMAINS):
        length += vectors[i, k] * vectors[i, k]
    for k in range(DOMAINS):
        vectors[i, k] /= math.sqrt(length)


@kernel
def _draw_identities(seeds, keys, kind, culture_key, values, schemes):
    """Fill values and schemes with unit vectors: common culture, kind of firm, and own part.

    values = 0.7·culture + 0.9·own;  schemes = 0.7·culture + 0.6·kind + 0.7·own
    """
    half = 0.5  # standard deviation of each component of a random vector of length about 1
    for k in range(DOMAINS):
        culture_stream = stream(seeds, CULTURE + k, 0)
        value_stream = stream(seeds, VALUES + k, 0)
        scheme_stream = stream(seeds, SCHEMES + k, 0)
        culture = half * bell(culture_stream, culture_key)
        for i in range(len(keys)):
            of_kind = half * bell(culture_stream, culture_key + np.uint64(1 + kind[i]))
            values[i, k] = 0.7 * culture + 0.9 * half * bell(value_stream, keys[i])
            own = 0.7 * half * bell(scheme_stream, keys[i])
            schemes[i, k] = 0.7 * culture + 0.6 * of_kind + own
    for i in range(len(keys)):
        _unit(values, i)
        _unit(schemes, i)


@inlined
def _drawn(choices, i, key, entity):
    """Return what a firm gets of its choices by chance."""
    return choices.options[choices.first[i] + int(uniform(key, entity) * choices.number[i])]


@entry
def place(world, industries, homes, industry_keys, culture_key, members, presence, gdp):
    """Give every firm its industry, home market, presence abroad and identity."""
    world = borrowed(world)
    industry, home = stream(world.seeds, INDUSTRY, 0), stream(world.seeds, HOME, 0)
    for i in range(len(world.kind)):
        me = world.firm_key[i]
        world.industry[i] = _drawn(industries, i, industry, me)
        world.industry_key[i] = industry_keys[world.industry[i]]
        world.home[i] = _drawn(homes, i, home, me)
    _spread_abroad(world, members, presence, gdp)
    own_values, own_schemes = world.own_values, world.own_schemes
    _draw_identities(world.seeds, world.firm_key, world.kind, culture_key, own_values, own_schemes)


@entry
def form_all(world, edges):
    """Begin relationships [edge, 2], which have existed for up to three years."""
    world, streams = borrowed(world), np.zeros(4, np.uint64)
    for k in range(4):
        streams[k] = stream(world.seeds, START + k, 0)
    for edge in range(len(edges)):
        slot = form(world, edges[edge, 0], edges[edge, 1], 0.0)
        key = world.tie_key[slot]
        age = math.floor(36.0 * uniform(streams[0], key))
        phase = 1.0 if age >= 6.0 else 0.0
        world.ties[TIE.age, slot] = age
        world.ties[TIE.phase, slot] = phase
        world.ties[TIE.trust, slot] = 0.25 + 0.35 * uniform(streams[1], key)
        world.ties[TIE.resonance, slot] = 0.05 + 0.2 * uniform(streams[2], key)
        stock = 0.25 * phase * uniform(streams[3], key)
        world.ties[TIE.assets, slot] = stock
        world.ties[TIE.routines, slot] = stock


@part
def _own_quality(world, i):
    """Write a firm's coverage and quality by its own capability alone."""
    firms = world.firms
    coverage = 0.0
    for q in range(SKILLS):
        world.effective[i, q] = world.capability[i, q]
        coverage += capability_coverage(world.capability[i, q], world.requirement[i, q])
    firms[FIRM.coverage, i] = coverage / SKILLS
    firms[FIRM.quality, i] = delivered_quality(coverage / SKILLS, firms[FIRM.coupling, i], 0.0)


@part
def _spread_sales(world, i):
    """Divide a provider's sales over its customers by their size; add them to their budgets."""
    total = 0.0
    start = world.link_start[i]
    for link in range(start, start + world.degree[i]):
        j = world.target[world.links[link]]
        if world.kind[j] == CUSTOMER:
            total += world.firms[FIRM.turnover, j]
    for link in range(start, start + world.degree[i]):
        slot = world.links[link]
        j = world.target[slot]
        if world.kind[j] == CUSTOMER:
            weight = world.firms[FIRM.turnover, j] / total
            demand = weight * world.firms[FIRM.turnover, i] / max(0.1, world.firms[FIRM.quality, i])
            world.ties[TIE.share, slot] = demand
            world.firms[FIRM.budget, j] += demand


@part
def _make_large_enough(world, i):
    """Let a customer be large enough for what it buys; its productivity stays the same."""
    firms = world.firms
    least = firms[FIRM.budget, i] / world.settings[P.largest_budget]
    if least > firms[FIRM.turnover, i]:
        firms[FIRM.employees, i] *= least / firms[FIRM.turnover, i]
        firms[FIRM.turnover, i] = least


@part
def _calibrate_costs(world, i, margin):
    """Set the share of materials so that the first normal month earns the margin given."""
    p, firms = world.settings, world.firms
    turnover = firms[FIRM.turnover, i]
    wages = p[P.wage] * firms[FIRM.employees, i] / turnover
    rest = 1.0 - margin - wages - firms[FIRM.budget, i] / turnover
    firms[FIRM.material_share, i] = max(0.05, rest)


@part
def _start(world, i, margin, cash_months):
    """Write what follows from a firm's drawn fields: phases, costs, cash."""
    firms = world.firms
    firms[FIRM.alive, i] = 1.0
    firms[FIRM.information_mean, i] = world.information[i, 0]
    firms[FIRM.maturity, i] = phase_position(
        firms[FIRM.readiness, i], firms[FIRM.services, i], firms[FIRM.modularity, i]
    )
    firms[FIRM.involvement, i] = phase_position(
        firms[FIRM.knowledge, i], firms[FIRM.formalization, i], firms[FIRM.joint_sphere, i]
    )
    output = firms[FIRM.turnover, i]
    if world.kind[i] == PROVIDER:
        output = volume(output, firms[FIRM.quality, i])
    firms[FIRM.productivity, i] = output / firms[FIRM.employees, i]
    firms[FIRM.cash, i] = cash_months * firms[FIRM.turnover, i]
    firms[FIRM.cost, i] = firms[FIRM.turnover, i] * (1.0 - margin)
    firms[FIRM.liquidity, i] = liquidity(firms[FIRM.cash, i], firms[FIRM.cost, i])
    firms[FIRM.operating_result, i] = margin


@kernel
def _lay_out_operations(world, bottleneck):
    """Give every stage of a customer's operation its capacity; the tightest has none to spare."""
    for stage in range(CHAIN):
        spare = stream(world.seeds, OPERATION + stage, 0)
        for i in range(len(world.kind)):
            tight = stage == int(bottleneck[i])
            if world.customer[i] >= 0 and not tight:
                slack = world.settings[P.chain_slack] * uniform(spare, world.firm_key[i])
                world.operation[world.customer[i], stage] = 1.0 + slack


@entry
def prepare(world, margin, cash_months, bottleneck):
    """Divide providers' sales into customers' budgets, and write where every firm starts."""
    world = borrowed(world)
    firms, p, count = world.firms, world.settings, len(world.kind)
    for i in range(count):
        world.values[i], world.schemes[i] = world.own_values[i], world.own_schemes[i]
        firms[FIRM.markets_served, i] = np.count_nonzero(world.months_in[i])
        _own_quality(world, i)
    for i in world.by_kind[: world.kind_start[PROVIDER + 1]]:
        _spread_sales(world, i)
    for i in range(count):
        firms[FIRM.budget, i] /= 1.0 - p[P.elsewhere_share]
        _make_large_enough(world, i)
        _calibrate_costs(world, i, margin[i])
        _start(world, i, margin[i], cash_months[i])
    for slot in range(len(world.source)):
        if world.source[slot] >= 0 and world.kind[world.target[slot]] == CUSTOMER:
            world.ties[TIE.share, slot] /= firms[FIRM.budget, world.target[slot]]
    _lay_out_operations(world, bottleneck)


@entry
def fill_pulls(sizes, pull):
    """Fill ``pull`` [home, market] with the demand of each market against each home."""
    for home in range(len(sizes)):
        for market in range(len(sizes)):
            pull[home, market] = market_pull(sizes[market], sizes[home])
