"""Building the world of one replicate from a scenario."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import FIRM, FIRM_COLUMNS, TIE
from ecosim.declarations.fields import CAPABILITIES, FIELDS, SHOCK_KINDS
from ecosim.declarations.scenario import Scenario
from ecosim.engine.kernels.setup import (
    MONTHS_ABROAD,
    draw_fields,
    fill_pulls,
    form_all,
    place,
    prepare,
)
from ecosim.engine.listed import edges_between, in_order_of_keys, slots_of, without
from ecosim.engine.network import initial_edges
from ecosim.engine.roster import Choices, Roster, make_roster
from ecosim.engine.settings import P, settings_array
from ecosim.engine.streams import entity_key
from ecosim.engine.world import (
    CUSTOMER,
    LANES,
    NEEDS,
    PROVIDER,
    Floats,
    Integers,
    World,
    empty_world,
)

__all__ = ["Blueprint", "build_world", "go_on_under"]

_FIELD = {name: number for number, name in enumerate(FIELDS.names)}
# Fields that are columns of the same name; cash is drawn in months of turnover.
_SAME_NAME = [name for name in FIELDS.names if name in FIRM_COLUMNS and name != "cash"]
_DRAWN = np.array([_FIELD[name] for name in _SAME_NAME])
_WRITTEN = np.array([getattr(FIRM, name) for name in _SAME_NAME])
_CAPABILITY = np.array([_FIELD[f"capability.{name}"] for name in CAPABILITIES])
_REQUIREMENT = np.array([_FIELD[f"requirement.{name}"] for name in CAPABILITIES])
_CULTURE = entity_key("culture")
_STARTING = np.array([_FIELD[name] for name in ("margin", "cash", "bottleneck")])


@dataclass(frozen=True)
class Blueprint:
    """What all replicates of a scenario share.

    Parameters
    ----------
    scenario, roster : who and what
    settings : parameters as an array
    market_keys : [M]
    shocks : [number, 6], see ``World.shocks``
    pull : [home, M], demand of a market against home
    places : industries and home markets that firms are drawn into
    industry_keys : one for each industry of the roster
    abroad, presence : the firms present abroad from the start, and in how many markets on average
    named, apart : pairs of firms that the scenario relates, and that it keeps apart, [pair, 2]
    """

    scenario: Scenario
    roster: Roster
    settings: Floats
    market_keys: NDArray[np.uint64]
    shocks: Floats
    pull: Floats
    places: tuple[Choices, Choices]
    industry_keys: NDArray[np.uint64]
    abroad: Integers
    presence: Floats
    named: Integers
    apart: Integers

    @classmethod
    def of(cls, scenario: Scenario) -> Blueprint:
        """Work out what all replicates of a scenario share."""
        roster = make_roster(scenario)
        codes, pull = scenario.markets.codes, np.zeros_like(scenario.markets.distance)
        fill_pulls(scenario.markets.gdp, pull)
        presence = np.array([each for _, _, each in roster.choices])[roster.group]
        abroad = np.flatnonzero(presence > 0.0)
        return cls(
            scenario=scenario,
            roster=roster,
            settings=settings_array(scenario.parameters, scenario.mechanisms),
            market_keys=np.array([entity_key(f"market {code}") for code in codes], np.uint64),
            shocks=_shock_table(scenario, roster),
            pull=pull,
            places=_places(scenario, roster),
            industry_keys=np.array(
                [entity_key(f"industry {words}") for words in roster.industries], np.uint64
            ),
            abroad=abroad,
            presence=presence[abroad],
            named=edges_between([(r.source, r.target) for r in scenario.relationships], roster),
            apart=edges_between(scenario.apart, roster),
        )


def _places(scenario: Scenario, roster: Roster) -> tuple[Choices, Choices]:
    """Return the industries and the home markets that firms may have."""
    place, code = roster.industries.index, scenario.markets.index
    industries = [[place(words) for words in each] for each, _, _ in roster.choices]
    homes = [[code(word) for word in each] for _, each, _ in roster.choices]
    return Choices.of(industries, roster.group), Choices.of(homes, roster.group)


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


def build_world(blueprint: Blueprint, seed: int, replicate: int, keep_events: bool) -> World:
    """Return the world at the start of a replicate.

    Parameters
    ----------
    blueprint : of the scenario
    seed, replicate : whole numbers from 0; with the scenario they determine every draw
    keep_events : whether there is a buffer for events
    """
    scenario, roster = blueprint.scenario, blueprint.roster
    seeds = np.array([seed, replicate], dtype=np.uint64)
    drawn = _draw(roster, seeds)
    ties = drawn[_FIELD["ties"]]
    edges = initial_edges(scenario.network, roster.kind, ties, roster.keys, seeds)
    named, apart = blueprint.named, blueprint.apart
    edges = without(edges, np.concatenate([named, apart]), len(roster.ids))
    world = _sized(blueprint, edges, named, apart, keep_events)
    world.seeds[:] = seeds
    _fill_firms(world, roster, drawn)
    place(
        world, *blueprint.places, blueprint.industry_keys, _CULTURE, blueprint.abroad,
        blueprint.presence, scenario.markets.gdp,
    )  # fmt: skip
    _set_named_firms(world, blueprint)
    edges, listed = in_order_of_keys(edges, roster), in_order_of_keys(named, roster)
    form_all(world, np.concatenate([edges, listed]))
    slots = slots_of(named, listed, len(edges))
    _set_named_columns(world, scenario, slots)
    margin, cash, bottleneck = drawn[_STARTING]
    prepare(world, margin, cash, bottleneck)
    _set_given_shares(world, scenario, slots)
    return world


def _draw(roster: Roster, seeds: NDArray[np.uint64]) -> Floats:
    """Return every firm's fields, [field, n]; turnover in MSEK per month."""
    low, high = _ranges()
    out = np.empty((len(FIELDS), len(roster.ids)))
    draw_fields(
        seeds, roster.keys, roster.group, roster.shape, roster.first, roster.second, low, high, out
    )
    turnover = out[_FIELD["turnover"]]
    turnover *= np.where(roster.absolute[roster.group], 1.0, out[_FIELD["employees"]]) / 12.0
    return out


@functools.cache
def _ranges() -> tuple[Floats, Floats]:
    """Return the lowest and highest value of every field."""
    low = np.array([-np.inf if field.low is None else field.low for field in FIELDS])
    high = np.array([np.inf if field.high is None else field.high for field in FIELDS])
    return low, high


def _sized(
    blueprint: Blueprint, edges: Integers, named: Integers, apart: Integers, keep_events: bool
) -> World:
    """Return an empty world with room for all relationships that firms can have at a time."""
    firms, ticks = len(blueprint.roster.ids), blueprint.scenario.ticks
    room = _room(blueprint, edges, named, apart)
    slots = -(-int(room.sum()) // 2 // LANES) * LANES
    customers = int(np.count_nonzero(blueprint.roster.kind == CUSTOMER))
    events = 2 * _most_events(blueprint, slots, customers) if keep_events else 0
    world = empty_world(
        firms,
        customers,
        slots,
        int(room.sum()),
        ticks,
        events,
        settings=blueprint.settings.copy(),
        distance=blueprint.scenario.markets.distance.copy(),
        pull=blueprint.pull,
        market_key=blueprint.market_keys,
        shocks=blueprint.shocks,
        apart=apart,
    )
    world.link_start[1:] = np.cumsum(room)
    return world


def _room(blueprint: Blueprint, edges: Integers, named: Integers, apart: Integers) -> Integers:
    """Return how many relationships each firm can have, [n].

    One between firms that the scenario keeps apart takes a place as if it began later: whomever a
    firm that compares candidates starts with, it has room for as many.
    """
    firms = len(blueprint.roster.ids)
    start = np.bincount(np.concatenate([edges, named]).ravel(), minlength=firms)
    counted = np.concatenate([edges, without(named, apart, firms)])
    spare = int(blueprint.settings[P.relationship_room])
    return np.maximum(start, np.bincount(counted.ravel(), minlength=firms) + spare)


def _most_events(blueprint: Blueprint, slots: int, customers: int) -> int:
    """Return a bound on the events of one month.

    Each dated shock may hit every firm, and every provider leave every market; ten events for each
    firm, twelve for each relationship and three for each need are more than any month can bring.
    """
    firms = len(blueprint.roster.ids)
    providers = int(np.count_nonzero(blueprint.roster.kind == PROVIDER))
    moves = providers * len(blueprint.market_keys)
    return (10 + len(blueprint.shocks)) * firms + 12 * slots + 3 * NEEDS * customers + moves


def _fill_firms(world: World, roster: Roster, drawn: Floats) -> None:
    """Write who the firms are and what was drawn for them."""
    world.kind[:], world.policy[:], world.strategy[:] = roster.kind, roster.policy, roster.strategy
    world.innovation[:] = roster.innovation
    world.firm_key[:] = roster.keys
    world.customer[:], world.by_kind[:] = roster.customer, roster.by_kind
    world.kind_start[:] = roster.kind_start
    world.firms[_WRITTEN] = drawn[_DRAWN]
    world.information[:] = drawn[_FIELD["information"]][:, None]
    world.capability[:] = drawn[_CAPABILITY].T
    world.requirement[:] = drawn[_REQUIREMENT].T


def _set_named_firms(world: World, blueprint: Blueprint) -> None:
    """Write what named firms say of their identity and presence."""
    roster, markets = blueprint.roster, blueprint.scenario.markets
    for firm in blueprint.scenario.firms:
        i = roster.index[firm.id]
        for code in firm.markets:
            world.months_in[i, markets.index(code)] = MONTHS_ABROAD
        for given, anchor in ((firm.values, world.own_values), (firm.schemes, world.own_schemes)):
            if given is not None:
                anchor[i] = np.array(given) / np.sqrt(np.sum(np.square(given)))


def _set_named_columns(world: World, scenario: Scenario, slots: list[int]) -> None:
    """Write the starting values that listed relationships give; they are new otherwise."""
    for slot, relationship in zip(slots, scenario.relationships, strict=True):
        for name in ("age", "phase", "resonance", "assets", "routines"):
            world.ties[getattr(TIE, name), slot] = 0.0
        _write(world, slot, relationship.columns, skip="share")


def _set_given_shares(world: World, scenario: Scenario, slots: list[int]) -> None:
    """Write the budget shares that listed relationships give."""
    for slot, relationship in zip(slots, scenario.relationships, strict=True):
        if "share" in relationship.columns:
            world.ties[TIE.share, slot] = relationship.columns["share"]


def _write(world: World, slot: int, columns: Mapping[str, float], skip: str) -> None:
    """Write given columns of one relationship."""
    for name, value in columns.items():
        if name != skip:
            world.ties[getattr(TIE, name), slot] = value


def go_on_under(world: World, blueprint: Blueprint) -> None:
    """Let a world go on under the settings and strategies of another blueprint of its firms."""
    roster = blueprint.roster
    world.settings[:] = blueprint.settings
    world.policy[:], world.strategy[:] = roster.policy, roster.strategy
    world.innovation[:] = roster.innovation
