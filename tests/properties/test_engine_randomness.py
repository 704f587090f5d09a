"""What chance does to a firm depends on its name, not on who else is there or in what order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ecosim.compiled import PLAIN
from ecosim.declarations.columns import FIRM
from ecosim.declarations.networks import GENERATORS
from ecosim.declarations.scenario import FirmSpec, NetworkSpec, Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import World
from ecosim.scenarios import load_scenario

SLOWER = 5 if PLAIN else 1
BY_FIRM = (
    "values", "schemes", "information", "capability", "requirement", "effective", "reference",
    "months_in", "months_of_loss",
)  # fmt: skip
LONER = FirmSpec("loner", "partner", industry="solitude", fields={"ties": 0.0, "search": 0.0})


def run_on(scenario: Scenario, months: int) -> tuple[World, tuple[str, ...]]:
    blueprint = Blueprint.of(scenario)
    world = build_world(blueprint, scenario.seed, 0, keep_events=False)
    run_months(world, 1, months, 0, len(Stage) - 1, 0, len(world.kind))
    return world, blueprint.roster.ids


def firm_state(world: World, ids: tuple[str, ...]) -> dict[str, Any]:
    """Return the bits of everything that belongs to a firm, by its name."""
    rows = {name: getattr(world, name) for name in BY_FIRM}
    rows["reference"] = world.reference.T
    rows["columns"], rows["totals"] = world.firms.T, world.totals.T
    return {
        identity: {name: array[i].tobytes() for name, array in rows.items()}
        for i, identity in enumerate(ids)
    }


def tie_state(world: World, ids: tuple[str, ...]) -> dict[frozenset[str], bytes]:
    """Return the bits of every relationship, by the names of its firms."""
    slots = [slot for slot, source in enumerate(world.source) if source >= 0]
    return {
        frozenset((ids[world.source[slot]], ids[world.target[slot]])): world.ties[:, slot].tobytes()
        for slot in slots
    }


def check_alone(scenario: Scenario, firms: tuple[FirmSpec, ...]) -> None:
    """Check that with the loner among the firms everybody else is the same."""
    world, ids = run_on(scenario, 12)
    more, more_ids = run_on(replace(scenario, firms=firms), 12)
    others = firm_state(more, more_ids)
    assert set(others) - {"loner"} == set(ids)
    assert {name: others[name] for name in ids} == firm_state(world, ids)
    assert tie_state(more, more_ids) == tie_state(world, ids)


@settings(max_examples=15 // SLOWER)
@given(data=st.data(), first=st.booleans())
@pytest.mark.parametrize("generator", ["none", *GENERATORS])
def test_one_more_firm_that_touches_nobody_changes_nobody(
    scenarios: SearchStrategy[Scenario], data: st.DataObject, first: bool, generator: str
) -> None:
    scenario = replace(data.draw(scenarios), network=NetworkSpec(generator, 4.0))
    scenario = scenario.with_settings({"mechanisms.partner_search": False})
    check_alone(scenario, (LONER, *scenario.firms) if first else (*scenario.firms, LONER))


def test_one_more_firm_that_touches_nobody_changes_nobody_in_the_role_constrained_network() -> None:
    scenario = load_scenario("baseline", {"mechanisms.partner_search": False})
    check_alone(scenario, (LONER,))


NAMED = tuple(
    FirmSpec(name, kind, industry="steel", market="SE")
    for name, kind in zip(
        "ABCDEFGH", ["provider", "customer", "partner", "customer"] * 2, strict=True
    )
)


def drawn(world: World, i: int) -> list[bytes]:
    """Return the bits of what is drawn for a firm before anything happens."""
    columns = [FIRM.openness, FIRM.coupling, FIRM.price, FIRM.digitization, FIRM.readiness]
    arrays = (world.values, world.schemes, world.capability, world.requirement)
    arrays += (world.home, world.industry_key, world.months_in)
    return [world.firms[columns, i].tobytes(), *(array[i].tobytes() for array in arrays)]


@settings(max_examples=25 // SLOWER)
@given(
    data=st.data(),
    order=st.permutations(NAMED),
    generator=st.sampled_from(["role-constrained", *GENERATORS]),
)
def test_the_order_of_named_firms_does_not_enter_what_is_drawn_for_them(
    scenarios: SearchStrategy[Scenario],
    data: st.DataObject,
    order: list[FirmSpec],
    generator: str,
) -> None:
    scenario = replace(data.draw(scenarios), firms=NAMED, network=NetworkSpec(generator, 5.0))
    found = []
    for firms in (NAMED, tuple(order)):
        blueprint = Blueprint.of(replace(scenario, firms=firms))
        world, ids = (
            build_world(blueprint, scenario.seed, 0, keep_events=False),
            blueprint.roster.ids,
        )
        found.append(({name: drawn(world, i) for i, name in enumerate(ids)}, tie_state(world, ids)))
    assert found[0][0] == found[1][0]
    assert set(found[0][1]) == set(found[1][1])


@settings(max_examples=25 // SLOWER)
@given(data=st.data(), extra=st.integers(1, 3))
def test_more_firms_in_a_group_leave_the_others_as_they_were(
    scenarios: SearchStrategy[Scenario], data: st.DataObject, extra: int
) -> None:
    scenario = data.draw(scenarios)
    found = []
    for added in (0, extra):
        groups = tuple(replace(group, count=group.count + added) for group in scenario.groups)
        blueprint = Blueprint.of(replace(scenario, groups=groups, network=NetworkSpec("none")))
        world = build_world(blueprint, scenario.seed, 0, keep_events=False)
        found.append({name: drawn(world, i) for i, name in enumerate(blueprint.roster.ids)})
    few, many = found
    assert len(many) == len(few) + 4 * extra
    assert {name: many[name] for name in few} == few


@settings(max_examples=25 // SLOWER)
@given(
    data=st.data(), seeds=st.lists(st.integers(0, 2**63 - 1), min_size=2, max_size=2, unique=True)
)
def test_other_seeds_and_replicates_give_other_firms(
    scenarios: SearchStrategy[Scenario], data: st.DataObject, seeds: list[int]
) -> None:
    blueprint = Blueprint.of(data.draw(scenarios))
    draws = [(seeds[0], 0), (seeds[1], 0), (seeds[0], 1), (seeds[1], 1)]
    worlds = [build_world(blueprint, seed, k, keep_events=False) for seed, k in draws]
    assert len({world.values.tobytes() for world in worlds}) == 4
    again = build_world(blueprint, seeds[0], 0, keep_events=False)
    assert again.firms.tobytes() == worlds[0].firms.tobytes()
