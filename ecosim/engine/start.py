"""What every replicate of a scenario starts from: arrays that compiled code reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from ecosim.declarations.columns import TIE, TIE_COLUMNS
from ecosim.declarations.fields import (
    FIELDS,
    INNOVATION,
    INTERNATIONALIZATION,
    KINDS,
    PARTNER_SELECTION,
    SHOCK_KINDS,
    Distribution,
    assumption,
)
from ecosim.declarations.scenario import FirmSpec, Group, Scenario
from ecosim.engine.kernels.firms import fill_pulls
from ecosim.engine.listed import edges_between, in_order_of_keys, without
from ecosim.engine.roster import Roster, industries_of
from ecosim.engine.settings import settings_array
from ecosim.engine.streams import entity_key
from ecosim.engine.world import DOMAINS, Floats, Integers, Keys

__all__ = ["Choices", "Start", "start_of"]

_SHAPES = {"fixed": 0, "uniform": 1, "lognormal": 2}
# What a relationship that the scenario lists has not grown unless it says so.
_NOT_GROWN = [TIE.age, TIE.phase, TIE.resonance, TIE.assets, TIE.routines]


class Choices(NamedTuple):
    """What each firm may get by chance: ``number`` of the options from ``first`` on."""

    options: Integers
    first: Integers
    number: Integers

    @classmethod
    def of(cls, options: list[list[int]], group: Integers) -> Choices:
        """Return what the firms of each group may get."""
        number = np.array([len(each) for each in options])
        first = np.cumsum(number) - number
        return cls(np.array(list(chain.from_iterable(options))), first[group], number[group])


class Start(NamedTuple):
    """Arrays of a scenario: n firms in G groups, M markets, R relationships that it lists.

    A named firm is a group of its own.
    """

    settings: Floats  # parameters, see settings.P
    distance: Floats  # [M, M] psychic distance
    gdp: Floats  # [M]
    pull: Floats  # [home, M] demand of a market against home
    market_key: Keys  # [M]
    shocks: Floats  # [number, 6], see ``World.shocks``
    group_start: Integers  # [G + 1] first firm of each group
    shape: Integers  # [G, field] of its distribution
    first: Floats
    second: Floats
    low: Floats  # [field] least value of a field
    high: Floats
    absolute: Integers  # [G], whether turnover is given per firm (1) or per employee (0)
    kind: Integers  # [n]
    firm_key: Keys  # [n]
    by_key: Integers  # [n] firms in the order of their keys
    key_place: Integers  # [n] and the place of each in it
    policy: Integers  # [n]
    strategy: Integers  # [n]
    innovation: Integers  # [n]
    customer: Integers  # [n] row among the customers, or −1
    by_kind: Integers  # [n] firms sorted by kind
    kind_start: Integers  # [5]
    industries: Choices  # that firms are drawn into
    industry_key: Keys  # of each industry of the roster
    homes: Choices  # markets that firms are drawn into
    abroad: Integers  # firms present abroad from the start by chance
    presence: Floats  # in how many markets on average
    given_markets: Integers  # [number, 2] firm and a market that it is said to be in
    valued: Integers  # [number] firms whose values are said
    given_values: Floats  # [number, DOMAINS] unit vectors
    schemed: Integers  # and whose schemes are
    given_schemes: Floats
    named: Integers  # [R, 2] pairs of firms that the scenario relates, in the order of keys
    named_ties: Floats  # [R, relationship column], NaN where nothing is said
    apart: Integers  # [number, 2] pairs of firms that it keeps apart
    named_count: Integers  # [n] in how many of the pairs each firm is
    free_count: Integers  # [n] and in how many that are not kept apart


def start_of(scenario: Scenario, roster: Roster) -> Start:
    """Work out what all replicates of a scenario share."""
    markets, parts = scenario.markets, roster.parts
    kind, group, keys = roster.kind, roster.group, roster.keys
    pull = np.zeros_like(markets.distance)
    fill_pulls(markets.gdp, pull)
    policy, strategy, innovation = _strategies(scenario, len(kind))
    shape, first, second = _distributions(parts)
    by_key, by_kind = np.argsort(keys, kind="stable"), np.lexsort((keys, kind))
    buys = kind == KINDS.index("customer")
    presence = np.array([each.presence if isinstance(each, Group) else 0.0 for each in parts])
    abroad = np.flatnonzero(presence[group] > 0.0)
    valued, values = _identities(roster, {firm.id: firm.values for firm in scenario.firms})
    schemed, schemes = _identities(roster, {firm.id: firm.schemes for firm in scenario.firms})
    named, named_ties = _listed(scenario, roster)
    apart = edges_between(scenario.apart, roster)
    return Start(
        settings=settings_array(scenario.parameters, scenario.mechanisms),
        distance=markets.distance,
        gdp=markets.gdp,
        pull=pull,
        market_key=_keys("market", markets.codes),
        shocks=_shock_table(scenario, roster),
        group_start=np.searchsorted(group, np.arange(len(parts) + 1)),
        shape=shape,
        first=first,
        second=second,
        low=np.array([-np.inf if field.low is None else field.low for field in FIELDS]),
        high=np.array([np.inf if field.high is None else field.high for field in FIELDS]),
        absolute=np.array(["turnover" in part.fields for part in parts], np.int64),
        kind=kind,
        firm_key=keys,
        by_key=by_key,
        key_place=np.argsort(by_key),
        policy=policy,
        strategy=strategy,
        innovation=innovation,
        customer=np.where(buys, np.cumsum(buys) - 1, -1),
        by_kind=by_kind,
        kind_start=np.searchsorted(kind[by_kind], np.arange(len(KINDS) + 1)),
        industries=_industries(roster),
        industry_key=_keys("industry", roster.industries),
        homes=_homes(scenario, roster),
        abroad=abroad,
        presence=presence[group[abroad]],
        given_markets=_given_markets(scenario, roster),
        valued=valued,
        given_values=values,
        schemed=schemed,
        given_schemes=schemes,
        named=named,
        named_ties=named_ties,
        apart=apart,
        named_count=_count(named, len(kind)),
        free_count=_count(without(named, apart, len(kind)), len(kind)),
    )


def _keys(what: str, names: Sequence[str]) -> Keys:
    """Return the keys of things of one sort."""
    return np.array([entity_key(f"{what} {name}") for name in names], np.uint64)


def _strategies(scenario: Scenario, count: int) -> tuple[Integers, Integers, Integers]:
    """Return each firm's codes for partner selection, internationalization and innovation."""
    policy = np.full(count, _code(scenario.partner_selection, PARTNER_SELECTION), np.int64)
    strategy = np.full(count, _code(scenario.internationalization, INTERNATIONALIZATION), np.int64)
    innovation = np.full(count, _code(scenario.innovation, INNOVATION), np.int64)
    for i, firm in enumerate(scenario.firms, start=count - len(scenario.firms)):
        if firm.partner_selection is not None:
            policy[i] = _code(firm.partner_selection, PARTNER_SELECTION)
        if firm.internationalization is not None:
            strategy[i] = _code(firm.internationalization, INTERNATIONALIZATION)
        if firm.innovation is not None:
            innovation[i] = _code(firm.innovation, INNOVATION)
    return policy, strategy, innovation


def _code(word: str, words: tuple[str, ...]) -> int:
    """Return the number of a word; −1 for a policy of the user's own."""
    return words.index(word) if word in words else -1


def _distributions(parts: Sequence[Group | FirmSpec]) -> tuple[Integers, Floats, Floats]:
    """Return shape, first and second number of every field in every group."""
    tables = [[_distribution(part, name) for name in FIELDS.names] for part in parts]
    size = (len(parts), len(FIELDS))
    shape = np.array([[_SHAPES[d.shape] for d in row] for row in tables], np.int64).reshape(size)
    first = np.array([[d.first for d in row] for row in tables], np.float64).reshape(size)
    second = np.array([[d.second for d in row] for row in tables], np.float64).reshape(size)
    return shape, first, second


def _distribution(part: Group | FirmSpec, name: str) -> Distribution:
    """Return what a group or firm says about a field, or else what is assumed."""
    given = part.fields.get(name)
    if given is None:
        return assumption(name, part.kind, part.role)
    return given if isinstance(given, Distribution) else Distribution("fixed", float(given))


def _shock_table(scenario: Scenario, roster: Roster) -> Floats:
    """Return dated shocks as numbers, −1 where a shock is not limited."""
    rows = [
        (
            shock.month,
            SHOCK_KINDS.index(shock.kind),
            shock.size,
            -1 if shock.industry is None else roster.industries.index(shock.industry),
            -1 if shock.market is None else scenario.markets.index(shock.market),
            -1 if shock.firm is None else roster.index[shock.firm],
        )
        for shock in scenario.shocks
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 6)


def _industries(roster: Roster) -> Choices:
    """Return the industries that firms may have."""
    place = roster.industries.index
    return Choices.of(
        [[place(words) for words in industries_of(part)] for part in roster.parts], roster.group
    )


def _homes(scenario: Scenario, roster: Roster) -> Choices:
    """Return the home markets that firms may have."""
    words = [
        part.markets if isinstance(part, Group) else (part.market or "SE",) for part in roster.parts
    ]
    return Choices.of(
        [[scenario.markets.index(code) for code in each] for each in words], roster.group
    )


def _given_markets(scenario: Scenario, roster: Roster) -> Integers:
    """Return firms and the foreign markets that they are said to be in, [number, 2]."""
    code = scenario.markets.index
    pairs = [
        (roster.index[firm.id], code(word)) for firm in scenario.firms for word in firm.markets
    ]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _identities(
    roster: Roster, said: Mapping[str, tuple[float, ...] | None]
) -> tuple[Integers, Floats]:
    """Return the firms of which something is said, and that as vectors of length 1."""
    given = {roster.index[name]: np.array(each) for name, each in said.items() if each is not None}
    vectors = [each / np.sqrt(np.sum(np.square(each))) for each in given.values()]
    return np.array(list(given), np.int64), np.array(vectors, np.float64).reshape(-1, DOMAINS)


def _listed(scenario: Scenario, roster: Roster) -> tuple[Integers, Floats]:
    """Return the pairs of firms that a scenario relates, by their keys, and their columns."""
    pairs = [(each.source, each.target) for each in scenario.relationships]
    edges, order = in_order_of_keys(edges_between(pairs, roster), roster)
    ties = np.full((len(edges), len(TIE_COLUMNS)), np.nan)
    for row, place in zip(ties, order, strict=True):
        row[_NOT_GROWN] = 0.0
        for name, value in scenario.relationships[place].columns.items():
            row[getattr(TIE, name)] = value
    return edges, ties


def _count(pairs: Integers, firms: int) -> Integers:
    """Return in how many pairs each firm is, [n]."""
    return np.bincount(pairs.ravel(), minlength=firms)
