"""The roster: who is in a scenario, worked out once and used by every replicate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosim.declarations.fields import KINDS
from ecosim.declarations.scenario import FirmSpec, Group, Scenario
from ecosim.engine.streams import entity_key
from ecosim.engine.world import Integers, Keys

__all__ = ["Roster", "industries_of", "make_roster"]


@dataclass(frozen=True)
class Roster:
    """All firms of a scenario: n firms in G groups; each named firm is a group of its own.

    Parameters
    ----------
    ids : n names
    kind, group, keys : arrays of n
    parts : what the scenario says of each group
    industries : all industry words, sorted
    index : place of each firm by name
    """

    ids: tuple[str, ...]
    kind: Integers
    group: Integers
    keys: Keys
    parts: tuple[Group | FirmSpec, ...]
    industries: tuple[str, ...]
    index: dict[str, int]


def make_roster(scenario: Scenario) -> Roster:
    """Return the roster of a scenario: generated firms by group, then named firms."""
    members = _generated(scenario) + [
        (firm.id, firm.kind, len(scenario.groups) + k) for k, firm in enumerate(scenario.firms)
    ]
    ids = tuple(identity for identity, _, _ in members)
    parts: tuple[Group | FirmSpec, ...] = (*scenario.groups, *scenario.firms)
    return Roster(
        ids=ids,
        kind=np.array([KINDS.index(kind) for _, kind, _ in members], dtype=np.int64),
        group=np.array([group for _, _, group in members], dtype=np.int64),
        keys=np.array([entity_key(identity) for identity in ids], dtype=np.uint64),
        parts=parts,
        industries=tuple(sorted({word for part in parts for word in industries_of(part)})),
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


def industries_of(part: Group | FirmSpec) -> tuple[str, ...]:
    """Return the industries that a group or firm may have."""
    return part.industries if isinstance(part, Group) else (part.industry or "manufacturing",)
