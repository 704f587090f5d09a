"""Relationships at the start: who may be related, and what a scenario names itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM, TIE
from ecosim.declarations.fields import KINDS
from ecosim.declarations.networks import GENERATORS, PAIRS, pair_of
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.run import take_events
from ecosim.engine.world import COUNTER, World
from ecosim.scenarios import load_scenario

CROWD: dict[str, Any] = {
    "population": {
        "provider": {"count": 12},
        "customer": {"count": 24},
        "partner": {"count": 10},
        "logistics": {"count": 4},
    }
}


def world_of(seed: int = 2, **tables: Any) -> tuple[World, Blueprint]:
    blueprint = Blueprint.of(load_scenario({**CROWD, **tables}))
    return build_world(blueprint, seed, 0, keep_events=False), blueprint


def pairs(world: World) -> list[tuple[int, int]]:
    slots = np.flatnonzero(world.source >= 0)
    return [(int(i), int(j)) for i, j in zip(world.source[slots], world.target[slots], strict=True)]


@pytest.mark.parametrize("generator", ["role-constrained", *GENERATORS])
def test_every_generator_relates_different_firms_of_fitting_kinds_once(generator: str) -> None:
    world, _ = world_of(network={"generator": generator, "mean_degree": 6})
    found = pairs(world)
    assert len(found) > 20
    assert len({frozenset(pair) for pair in found}) == len(found)
    for i, j in found:
        assert pair_of(KINDS[world.kind[i]], KINDS[world.kind[j]]) is not None
        assert world.kind[i] <= world.kind[j]
        assert i != j


@pytest.mark.parametrize("generator", ["role-constrained", *GENERATORS])
def test_only_pairs_of_the_layers_are_generated(generator: str) -> None:
    layers = {**dict.fromkeys(PAIRS, 0.0), "provider-customer": 0.8, "partner-partner": 0.2}
    world, _ = world_of(network={"generator": generator, "mean_degree": 6, "layers": layers})
    kinds = {(KINDS[world.kind[i]], KINDS[world.kind[j]]) for i, j in pairs(world)}
    assert kinds == {("provider", "customer"), ("partner", "partner")}


@pytest.mark.parametrize("generator", ["role-constrained", *GENERATORS])
def test_firms_without_ties_stay_alone(generator: str) -> None:
    loner = {"id": "loner", "kind": "provider", "ties": 0}
    world, blueprint = world_of(firm=[loner], network={"generator": generator, "mean_degree": 6})
    i = blueprint.roster.index["loner"]
    assert world.degree[i] == 0
    assert np.count_nonzero(world.degree) > 30


@pytest.mark.parametrize("generator", ["role-constrained", "none", *GENERATORS])
def test_named_relationships_are_kept_with_their_values(generator: str) -> None:
    named = [
        {"source": "provider-1", "target": f"customer-{k}", "trust": 0.9, "share": 0.01, "age": 7}
        for k in range(1, 13)
    ]
    network = {"generator": generator, "mean_degree": 8}
    world, blueprint = world_of(relationship=named, network=network)
    index = blueprint.roster.index
    found = pairs(world)
    for row in named:
        slot = found.index((index[row["source"]], index[row["target"]]))
        assert found.count(found[slot]) == 1
        columns = [TIE.trust, TIE.share, TIE.age, TIE.resonance]
        assert world.ties[columns, slot].tolist() == [0.9, 0.01, 7.0, 0.0]


def test_a_relationship_may_be_named_from_either_side() -> None:
    ends = [{"source": "provider-1", "target": "customer-1"}]
    turned = [{"source": "customer-1", "target": "provider-1"}]
    one, other = (
        world_of(relationship=rows, network={"generator": "none"})[0] for rows in (ends, turned)
    )
    assert pairs(one) == pairs(other)
    assert one.ties.tobytes() == other.ties.tobytes()


def test_every_provider_has_a_customer() -> None:
    world, _ = world_of(network={"mean_degree": 1})
    sellers = {i for i, j in pairs(world) if KINDS[world.kind[j]] == "customer"}
    assert {i for i, kind in enumerate(world.kind) if KINDS[kind] == "provider"} <= sellers


def test_more_ties_make_more_relationships() -> None:
    firms = [{"id": "hub", "kind": "provider", "ties": 5}, {"id": "plain", "kind": "provider"}]
    degrees = np.zeros(2)
    for seed in range(20):
        world, blueprint = world_of(seed, firm=firms, network={"mean_degree": 4})
        degrees += [world.degree[blueprint.roster.index[name]] for name in ("hub", "plain")]
    assert degrees[0] > 2.5 * degrees[1]


def test_no_firm_is_related_to_nearly_everyone() -> None:
    """At most 60 of a hundred of each kind, and one more where the number is rounded up."""
    hub = {"id": "hub", "kind": "provider", "ties": 10_000}
    world, blueprint = world_of(firm=[hub], network={"mean_degree": 12})
    i = blueprint.roster.index["hub"]
    for kind, count in (("customer", 24), ("partner", 10)):
        others = [k for pair in pairs(world) for k in pair if i in pair and k != i]
        related = sum(KINDS[world.kind[k]] == kind for k in others)
        assert 0 < related <= 0.6 * count + 1


def test_a_provider_starts_with_the_home_sales_it_says() -> None:
    world, _ = world_of()
    budgets = world.firms[FIRM.budget]
    slots = np.flatnonzero(world.source >= 0)
    slots = slots[world.kind[world.target[slots]] == KINDS.index("customer")]
    spent = world.ties[TIE.share, slots] * budgets[world.target[slots]]
    quality = world.firms[FIRM.quality]
    sold = np.bincount(world.source[slots], spent, minlength=len(world.kind)) * np.maximum(
        0.1, quality
    )
    makers = world.kind == KINDS.index("provider")
    assert sold[makers] == pytest.approx(world.firms[FIRM.turnover, makers])


def test_released_slots_are_used_again() -> None:
    parameters = {"search_rate": 1.0, "ending_patience": 1.0, "ending_trust": 0.5}
    world, _ = world_of(parameters=parameters, network={"mean_degree": 4})
    world.firms[FIRM.search] = 10.0
    counters, formed = world.counters, 0
    for tick in range(1, 25):
        run_months(world, tick, tick, 0, int(Stage.CHOOSE_PARTNER), 0, len(world.kind))
        before = int(world.degree.sum()) // 2
        run_months(world, tick, tick, int(Stage.AGREE), int(Stage.AGREE), 0, len(world.kind))
        formed += int(world.degree.sum()) // 2 - before
        run_months(world, tick, tick, int(Stage.AGREE) + 1, len(Stage) - 1, 0, len(world.kind))
    assert formed > counters[COUNTER.top] // 2
    assert counters[COUNTER.top] - counters[COUNTER.free] == len(pairs(world))


def test_there_is_a_slot_for_every_place_that_firms_have() -> None:
    for providers in (1, 12, 60):
        crowd = {**CROWD["population"], "provider": {"count": providers}}
        world, _ = world_of(population=crowd)
        assert 2 * len(world.source) >= world.link_start[-1]


@pytest.mark.slow
def test_who_would_accept_an_offer_without_room_has_not_declined_it() -> None:
    settings = {"parameters.relationship_room": 1, "parameters.search_rate": 1.0}
    world = build_world(Blueprint.of(load_scenario(CROWD, settings)), 2, 0, keep_events=True)
    found = 0
    for tick in range(1, 25):
        run_months(world, tick, tick, 0, int(Stage.CHOOSE_PARTNER), 0, len(world.kind))
        take_events(world)
        run_months(world, tick, tick, int(Stage.AGREE), int(Stage.AGREE), 0, len(world.kind))
        full = world.degree == np.diff(world.link_start)
        events = take_events(world)
        turned_away = events[events["kind"] == EVENT.no_room]
        assert np.all(full[turned_away["subject"]] | full[turned_away["object"]])
        run_months(world, tick, tick, int(Stage.AGREE) + 1, len(Stage) - 1, 0, len(world.kind))
        found += len(turned_away)
    assert found > 0


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 3, 8])
def test_a_firm_never_has_more_relationships_than_room(room: int) -> None:
    parameters = {"search_rate": 1.0, "ending_trust": 0.0, "ending_share": 0.0, "credit": 24.0}
    parameters["relationship_room"] = room
    world, _ = world_of(parameters=parameters, network={"mean_degree": 1})
    world.firms[FIRM.search] = 10.0
    world.firms[FIRM.cash] = 1e6
    start = world.degree.copy()
    run_months(world, 1, 120, 0, len(Stage) - 1, 0, len(world.kind))
    assert np.all(world.degree <= start + room)
    assert np.any(world.degree == start + room)
