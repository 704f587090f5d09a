"""The Mesa twin and the C kernel of the benchmarks equal the compiled run to the bit."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.c_peer import STRICT, Peer, compiled_library
from benchmarks.mesa_twin import EcosystemTwin
from benchmarks.plain_rules import library_functions
from benchmarks.worlds import TWIN_WITHOUT, copied
from ecosim.declarations.columns import EVENT, FIRM, TIE
from ecosim.declarations.fields import INTERNATIONALIZATION, PARTNER_SELECTION, Distribution
from ecosim.declarations.scenario import FirmSpec, Group, NetworkSpec, Scenario, ShockSpec
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import COUNTER, World

MONTHS = 36
POOR = {"cash": Distribution("uniform", 0.0, 0.3), "margin": Distribution("uniform", -0.4, 0.1)}
EAGER = {"search": Distribution("fixed", 5.0)}
MARKETS = ("SE", "DE", "FI")
# What can only happen with mechanisms that the twin does not have.
BEYOND = set(EVENT._fields[EVENT.service_cancelled : EVENT.tracking_adopted + 1])


def scenario() -> Scenario:
    """Return 34 firms that search, enter and leave markets, are struck, part and go broke."""
    groups = (
        Group("provider", 8, fields=EAGER, industries=("pumps", "valves"), markets=MARKETS),
        Group("provider", 2, fields=EAGER | POOR, presence=3.0),
        Group("customer", 10, fields=EAGER, industries=("food", "pumps"), markets=MARKETS),
        Group("partner", 6, markets=MARKETS, presence=6.0),
        Group("logistics", 2),
    )
    strategies = zip(PARTNER_SELECTION, (*INTERNATIONALIZATION, "scaling", "scaling"), strict=True)
    firms = tuple(
        FirmSpec(
            id=f"{policy} {strategy}",
            kind="provider",
            fields={"search": 8.0, "employees": 400.0, "readiness": 0.7, "services": 0.6},
            partner_selection=policy,
            internationalization=strategy,
        )
        for policy, strategy in strategies
    )
    kinds = ("demand", "technology", "regulation", "supply", "taste")
    shocks = tuple(ShockSpec(5 + 3 * k, kind, 0.3) for k, kind in enumerate(kinds))
    shocks += (
        ShockSpec(9, "demand", 0.9, industry="pumps"),
        ShockSpec(9, "supply", 0.5, market="DE"),
        ShockSpec(10, "demand", 0.9, firm="viable adaptive"),
    )
    return Scenario(
        name="twin", ticks=MONTHS, groups=groups, firms=firms, shocks=shocks,
        network=NetworkSpec(mean_degree=5.0), mechanisms=TWIN_WITHOUT,
    ).with_settings(
        {"parameters.entry_rate": 0.5, "parameters.market_patience": 3.0,
         "parameters.ending_patience": 4.0, "parameters.ending_trust": 0.3}
    )  # fmt: skip


def built(keep_events: bool) -> World:
    """Return the world at the start; joint work has gone well in some relationships, ill in others."""
    world = build_world(Blueprint.of(scenario()), 42, 0, keep_events)
    there = np.flatnonzero(world.source >= 0)
    world.ties[TIE.setback, there] = there % 3 / 2.0
    world.ties[TIE.value_in_use, there] = there % 5 / 4.0
    world.ties[TIE.data_access, there] = there % 7 / 6.0
    world.ties[TIE.co_production, there] = there % 4 / 3.0
    return world


def compiled_months(world: World) -> set[int]:
    """Run all months compiled; return the kinds of events that happened."""
    tick, happened = 1, set()
    while tick <= MONTHS:
        tick = run_months(world, tick, MONTHS, 0, len(Stage) - 1, 0, len(world.kind))
        happened |= set(world.events[: world.counters[COUNTER.events], 1].tolist())
        world.counters[COUNTER.events] = 0
    return happened


@pytest.fixture(scope="module")
def finished() -> tuple[World, set[int]]:
    """Return the world after the compiled run, and the kinds of events that happened."""
    world = built(keep_events=True)
    return world, compiled_months(world)


@pytest.fixture(scope="module")
def compiled(finished: tuple[World, set[int]]) -> World:
    """Return the world after the compiled run."""
    return finished[0]


def lived_through() -> EcosystemTwin:
    """Return the twin after all months."""
    twin = EcosystemTwin(built(keep_events=False))
    for _ in range(MONTHS):
        twin.step()
    return twin


@pytest.fixture(scope="module")
def twin() -> EcosystemTwin:
    """Return the twin, with the engine's own elementary functions."""
    return lived_through()


def columns_of(twin: EcosystemTwin) -> np.ndarray:
    """Return firm columns of the twin, [column, n]."""
    return np.array([[getattr(firm, name) for firm in twin.firms] for name in FIRM._fields])


def relationships_of(world: World) -> dict[tuple[int, int], list[float]]:
    """Return the columns of each relationship of the compiled run, by source and target."""
    slots = np.flatnonzero(world.source[: world.counters[COUNTER.top]] >= 0)
    return {
        (int(world.source[slot]), int(world.target[slot])): world.ties[:, slot].tolist()
        for slot in slots
    }


def test_the_scenario_uses_every_mechanism_of_the_twin(finished: tuple[World, set[int]]) -> None:
    world, happened = finished
    assert {EVENT._fields[kind] for kind in happened} == set(EVENT._fields) - BEYOND
    assert 0.0 < world.firms[FIRM.alive].mean() < 1.0
    assert world.firms[FIRM.partner_sales].max() > 0.0


def test_firms_are_equal_to_the_bit(compiled: World, twin: EcosystemTwin) -> None:
    found = columns_of(twin)
    unequal = [
        name
        for name, a, b in zip(FIRM._fields, compiled.firms, found, strict=True)
        if (a != b).any()
    ]
    assert not unequal


@pytest.mark.parametrize(
    "name",
    ["values", "schemes", "own_schemes", "information", "capability", "requirement", "effective"],
)  # fmt: skip
def test_tables_are_equal_to_the_bit(compiled: World, twin: EcosystemTwin, name: str) -> None:
    found = np.array([getattr(firm, name) for firm in twin.firms])
    np.testing.assert_array_equal(found, getattr(compiled, name))


def test_totals_are_equal_to_the_bit(compiled: World, twin: EcosystemTwin) -> None:
    found = np.array([list(firm.totals.values()) for firm in twin.firms])
    np.testing.assert_array_equal(found, compiled.totals.T)


def test_markets_are_equal(compiled: World, twin: EcosystemTwin) -> None:
    served = [dict(sorted(firm.months_in.items())) for firm in twin.firms]
    wanted = [{int(m): int(row[m]) for m in row.nonzero()[0]} for row in compiled.months_in]
    assert served == wanted


def test_relationships_are_equal_to_the_bit(compiled: World, twin: EcosystemTwin) -> None:
    found = {
        (tie["source"].number, tie["target"].number): [tie[name] for name in TIE._fields]
        for tie in twin.ties()
    }
    assert found == relationships_of(compiled)


def test_series_are_equal_up_to_the_order_of_sums(compiled: World, twin: EcosystemTwin) -> None:
    np.testing.assert_allclose(np.array(twin.series), compiled.series, rtol=1e-12, atol=1e-12)


def test_the_twin_refuses_what_it_does_not_have() -> None:
    world = build_world(Blueprint.of(replace(scenario(), mechanisms={})), 42, 0, False)
    with pytest.raises(ValueError, match="co_creation"):
        EcosystemTwin(world)


def test_with_library_functions_only_last_digits_differ(compiled: World) -> None:
    with library_functions():
        found = columns_of(lived_through())
    np.testing.assert_allclose(found, compiled.firms, rtol=1e-9, atol=1e-9)


@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs gcc")
@pytest.mark.parametrize("driver", ["update_plain", "update_blocked"])
def test_c_updates_relationships_to_the_bit(compiled: World, driver: str) -> None:
    ours, theirs = copied(compiled), copied(compiled)
    assert (ours.source[: ours.counters[COUNTER.top]] < 0).any()
    run_months(
        ours._replace(events=ours.events[:0]), 1, 12, Stage.RELATE, Stage.RELATE, 0, len(ours.kind)
    )
    Peer(theirs, compiled_library(STRICT), driver).run(1, 12)
    assert relationships_of(theirs) == relationships_of(ours)
