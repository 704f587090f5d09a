"""Firms look around, choose by their policy, and are accepted or not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import FIRM, TIE
from ecosim.declarations.fields import CAPABILITIES, PARTNER_SELECTION
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import CANDIDATES, PARTNER, PROVIDER, World
from ecosim.scenarios import load_scenario

CAPABLE = {f"capability.{name}": 0.5 for name in CAPABILITIES}
NEEDY = {f"requirement.{name}": 0.6 for name in CAPABILITIES}
HERE, ACROSS = [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]
ALIKE = {"values": HERE, "schemes": HERE, "digitization": 0.5, "price": 0.3, "legitimacy": 0.2}
# Each candidate is the best in one respect only.
FIRMS: list[dict[str, Any]] = [
    {"id": "chooser", "kind": "provider", **ALIKE, **CAPABLE, **NEEDY, "capability.analytics": 0.1},
    {"id": "renowned", "kind": "partner", **ALIKE, **CAPABLE, "legitimacy": 0.9, "values": ACROSS, "schemes": ACROSS},
    {"id": "cheap", "kind": "partner", **ALIKE, **CAPABLE, "price": 0.01, "values": ACROSS, "schemes": ACROSS},
    {"id": "twin", "kind": "partner", **ALIKE, **CAPABLE, **NEEDY, "capability.analytics": 0.1, "values": ACROSS, "schemes": ACROSS},
    {"id": "filler", "kind": "partner", **ALIKE, **CAPABLE, "capability.analytics": 1.0, "values": ACROSS, "schemes": ACROSS},
    {"id": "soulmate", "kind": "partner", **ALIKE, **CAPABLE, "capability.analytics": 0.4},
]  # fmt: skip
BEST = {"reputation": 1, "cheapest": 2, "similar": 3, "complementary": 4, "consonant": 5}


def world_of(seed: int = 1, **tables: Any) -> World:
    tables = {"firm": FIRMS, "network": {"generator": "none"}, **tables}
    return build_world(Blueprint.of(load_scenario(tables)), seed, 0, keep_events=False)


def stage(world: World, one: Stage, tick: int = 1) -> None:
    run_months(world, tick, tick, int(one), int(one), 0, len(world.kind))


def choice(world: World, order: tuple[int, ...] = (1, 2, 3, 4, 5), tick: int = 1) -> int:
    world.candidates[0, : len(order)] = order
    stage(world, Stage.CHOOSE_PARTNER, tick)
    return int(world.choice[0])


@pytest.mark.parametrize("policy", BEST)
@pytest.mark.parametrize("order", [(1, 2, 3, 4, 5), (5, 4, 3, 2, 1), (3, 5, 1, 4, 2)])
def test_a_policy_picks_who_is_best_by_it_in_whatever_order(
    policy: str, order: tuple[int, ...]
) -> None:
    assert choice(world_of(policy={"partner_selection": policy}), order) == BEST[policy]


def test_a_firm_of_its_own_mind_chooses_by_its_own_policy() -> None:
    firms = [{**FIRMS[0], "policy.partner_selection": "cheapest"}, *FIRMS[1:]]
    assert choice(world_of(firm=firms, policy={"partner_selection": "reputation"})) == 2


def test_the_viable_policy_weighs_all_that_the_others_look_at() -> None:
    all_round = {"legitimacy": 0.9, "capability.analytics": 1.0, "values": HERE, "schemes": HERE}
    firms = [*FIRMS[:5], {**FIRMS[5], **all_round, "markets": ["DE", "FI", "NO"]}]
    assert choice(world_of(firm=firms, policy={"partner_selection": "viable"})) == 5
    spoilt: list[dict[str, Any]] = [
        {"legitimacy": 0.0, "markets": []},
        {"capability.analytics": 0.0},
    ]
    spoilt += [{"values": ACROSS, "schemes": ACROSS}]
    scores = []
    for change in ({}, *spoilt):
        world = world_of(firm=[*firms[:5], {**firms[5], **change}])
        assert choice(world, (5,)) == 5
        scores.append(float(world.score[0]))
    assert max(scores[1:]) < scores[0]


def test_the_random_policy_picks_everyone_about_equally_often() -> None:
    """Chi-square with 4 degrees of freedom: a false alarm in 10 000."""
    world = world_of(policy={"partner_selection": "random"})
    picked = np.bincount([choice(world, tick=tick) for tick in range(1, 1001)], minlength=6)
    assert float(np.sum((picked[1:] - 200.0) ** 2) / 200.0) < 23.5


def test_nobody_is_good_enough_above_the_floor() -> None:
    world = world_of(policy={"partner_selection": "cheapest"}, parameters={"acceptance_floor": 1.0})
    assert choice(world) == -1


def accepted(legitimacy: float, seeds: int) -> float:
    """Return the share of offers that the complementary candidate accepts."""
    count = 0
    firms = [{**FIRMS[0], "legitimacy": legitimacy}, *FIRMS[1:]]
    blueprint = Blueprint.of(load_scenario({"firm": firms, "network": {"generator": "none"}}))
    for seed in range(seeds):
        world = build_world(blueprint, seed, 0, keep_events=False)
        world.firms[FIRM.maturity, 0] = 0.0
        world.choice[0] = 4
        stage(world, Stage.AGREE)
        count += int(world.degree[0])
    return count / seeds


def test_offers_of_the_renowned_are_accepted_more_often_and_of_no_one_always() -> None:
    unknown, known = accepted(0.0, 200), accepted(1.0, 200)
    assert 0.0 < unknown < 0.25 < 0.35 < known < 1.0


def test_a_new_relationship_begins_with_little() -> None:
    world = world_of()
    for tick in range(1, 100):
        world.choice[0] = 1
        stage(world, Stage.AGREE, tick)
        if world.degree[0]:
            break
    columns = dict(zip(TIE._fields, world.ties[:, 0], strict=True))
    assert columns.pop("trust") == pytest.approx(0.25 + 0.2 * 0.9)
    assert {name for name, value in columns.items() if value} <= {"distance", "overlap"}
    world.choice[0] = 1
    stage(world, Stage.AGREE, 101)
    assert world.degree[0] == 1


@pytest.mark.parametrize(
    ("kinds", "industries", "overlap"),
    [
        (("provider", "provider"), ("steel", "steel"), 1.0),
        (("provider", "provider"), ("steel", "mining"), 0.0),
        (("provider", "partner"), ("steel", "steel"), 0.0),
        (("partner", "partner"), ("trade", "trade"), 1.0),
    ],
)
def test_only_those_of_one_kind_and_industry_compete(
    kinds: tuple[str, str], industries: tuple[str, str], overlap: float
) -> None:
    pairs = zip("AB", kinds, industries, strict=True)
    firms = [{"id": name, "kind": kind, "industry": word} for name, kind, word in pairs]
    world = world_of(firm=firms, relationship=[{"source": "A", "target": "B"}])
    assert world.ties[TIE.overlap, 0] == overlap


CROWD: dict[str, Any] = {
    "firm": [],
    "population": {"provider": {"count": 6}, "customer": {"count": 12}, "partner": {"count": 8}},
    "network": {"mean_degree": 4},
}


def found(world: World, i: int) -> list[int]:
    return [j for j in world.candidates[i].tolist() if j >= 0]


def neighbours(world: World, i: int) -> list[int]:
    slots = world.links[world.link_start[i] : world.link_start[i] + world.degree[i]]
    return [int(world.source[slot] + world.target[slot] - i) for slot in slots]


@pytest.mark.parametrize("breadth", [1, 4, CANDIDATES])
def test_a_search_finds_at_most_its_breadth_of_strangers_of_one_kind(breadth: int) -> None:
    parameters = {"search_rate": 1.0, "search_breadth": float(breadth)}
    world, lengths = world_of(**CROWD, parameters=parameters), []
    world.firms[FIRM.search] = 10.0
    world.firms[FIRM.alive, 7] = 0.0
    for tick in range(1, 40):
        stage(world, Stage.SEARCH, tick)
        for i in range(len(world.kind)):
            others = found(world, i)
            lengths.append(len(others))
            assert len(set(others)) == len(others) <= breadth
            assert not {i, 7} & set(others)
            assert not set(neighbours(world, i)) & set(others)
            assert len({int(world.kind[j]) for j in others}) <= 1
    assert max(lengths) > breadth // 4


def test_partners_and_carriers_are_found_and_do_not_look_themselves() -> None:
    world = world_of(**CROWD, parameters={"search_rate": 1.0})
    world.firms[FIRM.search] = 10.0
    sought = set()
    for tick in range(1, 40):
        stage(world, Stage.SEARCH, tick)
        assert not any(found(world, i) for i in np.flatnonzero(world.kind == PARTNER))
        makers = np.flatnonzero(world.kind == PROVIDER)
        sought |= {int(world.kind[j]) for i in makers for j in found(world, i)}
    assert sought == {0, 1, 2}


def test_a_firm_without_room_neither_looks_nor_is_joined() -> None:
    world = world_of(parameters={"search_rate": 1.0})
    world.firms[FIRM.search] = 10.0
    world.link_start[1:] = 0
    for tick in range(1, 30):
        stage(world, Stage.SEARCH, tick)
        assert not found(world, 0)
        world.choice[0] = 4
        stage(world, Stage.AGREE, tick)
        assert not world.degree.any()


def test_every_policy_that_exists_is_tested_here() -> None:
    assert {*BEST, "viable", "random"} == set(PARTNER_SELECTION)
