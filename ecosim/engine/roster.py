"""The roster: who is in a scenario, worked out once and used by every replicate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.fields import (
    FIELDS,
    INNOVATION,
    INTERNATIONALIZATION,
    KINDS,
    PARTNER_SELECTION,
    Distribution,
    assumption,
)
from ecosim.declarations.scenario import FirmSpec, Group, Scenario
from ecosim.engine.streams import entity_key
from ecosim.engine.world import Floats, Integers

__all__ = ["Choices", "Roster", "make_roster"]

_SHAPES = {"fixed": 0, "uniform": 1, "lognormal": 2}


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


@dataclass(frozen=True)
class Roster:
    """All firms of a scenario: n firms in G groups; each named firm is a group of its own.

    Parameters
    ----------
    ids : n names
    kind, group, keys, policy, strategy, innovation : arrays of n
    customer : [n], row among the customers, or −1
    by_kind, kind_start : firms sorted by kind, and where each kind begins
    shape, first, second : distributions, [G, fields]
    absolute : [G], whether turnover is given per firm (True) or per employee (False)
    choices : for each group, industries and home markets to draw from, and mean presence
    industries : all industry words, sorted
    """

    ids: tuple[str, ...]
    kind: Integers
    group: Integers
    keys: NDArray[np.uint64]
    policy: Integers
    strategy: Integers
    innovation: Integers
    customer: Integers
    by_kind: Integers
    kind_start: Integers
    shape: Integers
    first: Floats
    second: Floats
    absolute: NDArray[np.bool_]
    choices: tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...]
    industries: tuple[str, ...]
    index: dict[str, int]


def make_roster(scenario: Scenario) -> Roster:
    """Return the roster of a scenario: generated firms by group, then named firms."""
    members = _generated(scenario) + [
        (firm.id, firm.kind, len(scenario.groups) + k) for k, firm in enumerate(scenario.firms)
    ]
    ids = tuple(identity for identity, _, _ in members)
    policy, strategy, innovation = _strategies(scenario, len(members))
    shape, first, second, absolute = _distributions(scenario)
    parts: list[Group | FirmSpec] = [*scenario.groups, *scenario.firms]
    choices = tuple(_choice(part) for part in parts)
    kind = np.array([KINDS.index(kind) for _, kind, _ in members], dtype=np.int64)
    keys = np.array([entity_key(identity) for identity in ids], dtype=np.uint64)
    buys, by_kind = kind == KINDS.index("customer"), np.lexsort((keys, kind))
    return Roster(
        ids=ids,
        kind=kind,
        group=np.array([group for _, _, group in members], dtype=np.int64),
        keys=keys,
        policy=policy,
        strategy=strategy,
        innovation=innovation,
        customer=np.where(buys, np.cumsum(buys) - 1, -1),
        by_kind=by_kind,
        kind_start=np.searchsorted(kind[by_kind], np.arange(len(KINDS) + 1)),
        shape=shape,
        first=first,
        second=second,
        absolute=absolute,
        choices=choices,
        industries=tuple(sorted({word for words, _, _ in choices for word in words})),
        index={identity: i for i, identity in enumerate(ids)},
    )


def _generated(scenario: Scenario) -> list[tuple[str, str, int]]:
    """Return id, kind and group of every generated firm; numbers run on within a kind."""
    members, last = [], dict.fromkeys(KINDS, 0)
    for g, group in enumerate(scenario.groups):
        for number in range(last[group.kind] + 1, last[group.kind] + group.count + 1):
            members.append((f"{group.kind}-{number}", group.kind, g))
        last[group.kind] += group.count
    return members


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


def _distributions(scenario: Scenario) -> tuple[Integers, Floats, Floats, NDArray[np.bool_]]:
    """Return shape, first and second of every field in every group, and how turnover is meant."""
    parts: list[Group | FirmSpec] = [*scenario.groups, *scenario.firms]
    tables = [[_distribution(part, name) for name in FIELDS.names] for part in parts]
    size = (len(parts), len(FIELDS))
    shape = np.array([[_SHAPES[d.shape] for d in row] for row in tables], np.int64).reshape(size)
    first = np.array([[d.first for d in row] for row in tables], np.float64).reshape(size)
    second = np.array([[d.second for d in row] for row in tables], np.float64).reshape(size)
    absolute = np.array(["turnover" in part.fields for part in parts], dtype=np.bool_)
    return shape, first, second, absolute


def _distribution(part: Group | FirmSpec, name: str) -> Distribution:
    """Return what a group or firm says about a field, or else what is assumed."""
    given = part.fields.get(name)
    if given is None:
        return assumption(name, part.kind, part.role)
    return given if isinstance(given, Distribution) else Distribution("fixed", float(given))


def _choice(part: Group | FirmSpec) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    """Return the industries, home markets and mean presence of a group or firm."""
    if isinstance(part, Group):
        return part.industries, part.markets, part.presence
    return (part.industry or "manufacturing",), (part.market or "SE",), 0.0
