"""Before the first month: drawing who the firms are."""

import math

import numpy as np

from ecosim.compiled import borrowed, entry, inlined, kernel
from ecosim.declarations.columns import places
from ecosim.declarations.fields import FIELDS
from ecosim.engine.streams import Purpose, bell, entity_key, stream, uniform
from ecosim.engine.world import DOMAINS
from ecosim.rules.elementary import exponential, natural_logarithm
from ecosim.rules.market_entry import market_pull

FIELD = places("FIELD", FIELDS)
DRAW, CULTURE = int(Purpose.FIELD), int(Purpose.CULTURE)
VALUES, SCHEMES = int(Purpose.VALUES), int(Purpose.SCHEMES)
INDUSTRY, HOME = int(Purpose.INDUSTRY), int(Purpose.HOME)
PRESENCE, MONTHS_ABROAD = int(Purpose.PRESENCE), 24
UNIFORM, LOGNORMAL = 1, 2
CULTURE_KEY = entity_key("culture")


@entry
def fill_pulls(sizes, pull):
    """Fill ``pull`` [home, market] with the demand of each market against each home."""
    for home in range(len(sizes)):
        for market in range(len(sizes)):
            pull[home, market] = market_pull(sizes[market], sizes[home])


@kernel
def _draw(key, keys, shape, first, second, out):
    """Fill ``out`` with draws from one distribution, one for each of the firms ``keys``."""
    if shape == UNIFORM:
        for i in range(len(keys)):
            out[i] = first + uniform(key, keys[i]) * (second - first)
    elif shape == LOGNORMAL:
        median = natural_logarithm(first)
        for i in range(len(keys)):
            out[i] = exponential(median + second * bell(key, keys[i]))
    else:
        out[:] = first


@entry
def draw_fields(start, seeds):
    """Return each firm's draw from its group's distributions, [field, n].

    Turnover is in MSEK per month.
    """
    start = borrowed(start)
    begin, keys, fields = start.group_start, start.firm_key, start.shape.shape[1]
    out = np.empty((fields, len(keys)))
    for f in range(fields):
        key = stream(seeds, DRAW + f, 0)
        for g in range(len(begin) - 1):
            mine, drawn = keys[begin[g] : begin[g + 1]], out[f, begin[g] : begin[g + 1]]
            _draw(key, mine, start.shape[g, f], start.first[g, f], start.second[g, f], drawn)
        for i in range(len(keys)):
            out[f, i] = min(max(out[f, i], start.low[f]), start.high[f])
    turnover, employees = out[FIELD.turnover], out[FIELD.employees]
    for g in range(len(begin) - 1):
        for i in range(begin[g], begin[g + 1]):
            turnover[i] *= (1.0 if start.absolute[g] else employees[i]) / 12.0
    return out


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
def _draw_identities(seeds, keys, kind, values, schemes):
    """Fill values and schemes with unit vectors: common culture, kind of firm, and own part.

    values = 0.7·culture + 0.9·own;  schemes = 0.7·culture + 0.6·kind + 0.7·own
    """
    half = 0.5  # standard deviation of each component of a random vector of length about 1
    for k in range(DOMAINS):
        culture_stream = stream(seeds, CULTURE + k, 0)
        value_stream = stream(seeds, VALUES + k, 0)
        scheme_stream = stream(seeds, SCHEMES + k, 0)
        culture = half * bell(culture_stream, CULTURE_KEY)
        for i in range(len(keys)):
            of_kind = half * bell(culture_stream, CULTURE_KEY + np.uint64(1 + kind[i]))
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


@kernel
def place(world, start):
    """Give every firm its industry, home market, presence abroad and identity."""
    industry, home = stream(world.seeds, INDUSTRY, 0), stream(world.seeds, HOME, 0)
    for i in range(len(world.kind)):
        me = world.firm_key[i]
        world.industry[i] = _drawn(start.industries, i, industry, me)
        world.industry_key[i] = start.industry_key[world.industry[i]]
        world.home[i] = _drawn(start.homes, i, home, me)
    _spread_abroad(world, start.abroad, start.presence, start.gdp)
    for firm, market in start.given_markets:
        world.months_in[firm, market] = MONTHS_ABROAD
    values, schemes = world.own_values, world.own_schemes
    _draw_identities(world.seeds, world.firm_key, world.kind, values, schemes)
    for k in range(len(start.valued)):
        values[start.valued[k]] = start.given_values[k]
    for k in range(len(start.schemed)):
        schemes[start.schemed[k]] = start.given_schemes[k]
