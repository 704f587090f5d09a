"""The Mesa model and compiled runs give the same bits, month by month, whoever decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecosim.agents import Candidate, Customer, EcosystemModel, Firm, Provider, decision_hook
from ecosim.declarations.fields import INNOVATION, INTERNATIONALIZATION, KINDS, PARTNER_SELECTION
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import FirmSpec, Group, NetworkSpec, Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.run import run, step
from ecosim.engine.world import COUNTER, World

EVENT_BUFFER = ("events", "event_detail", "counters")
Custom = Mapping[str, Any]


class Cautious(Provider):
    """Invests what others invest on average, goes where few go, asks cheap candidates only."""

    def __init__(self, model: Any, number: int) -> None:
        super().__init__(model, number)
        self.months = 0

    def step(self) -> None:
        self.months += 1
        self.price = 0.01 * (self.months % 5)

    def invest(self) -> tuple[float, float]:
        others = [firm.investment_maturity for firm in self.model.agents_by_type[type(self)]]
        planned = super().invest()
        return sum(others) / len(others), planned[1] * 0.5

    def choose_market(self, markets: Sequence[str]) -> str | None:
        lucky = self.random.random() < 0.3
        return markets[-1] if lucky else super().choose_market(markets[::2])

    def choose_partner(self, candidates: Sequence[Candidate]) -> Candidate | None:
        cheap = [candidate for candidate in candidates if candidate.firm.price < 0.03]
        return super().choose_partner(cheap)


class Loyal(Customer):
    """Looks for a provider only as long as it has fewer than three relationships."""

    def choose_partner(self, candidates: Sequence[Candidate]) -> Candidate | None:
        return candidates[-1] if len(self.partners) < 3 else None


class Obedient(Provider):
    """Decides everything in Python, by asking the built-in rules for itself alone."""

    def invest(self) -> tuple[float, float] | None:
        return super().invest()

    def choose_market(self, markets: Sequence[str]) -> str | None:
        return super().choose_market(markets)

    def choose_partner(self, candidates: Sequence[Candidate]) -> Candidate | None:
        return super().choose_partner(candidates)


def complementary(focal: Firm, candidates: Sequence[Candidate]) -> list[float]:
    """Score as the built-in policy of the same name does."""
    slack = focal.model.scenario.parameters["complementarity_slack"]
    return [
        0.5 * (_filled(focal, c.firm, slack) + _filled(c.firm, focal, slack)) for c in candidates
    ]


def _filled(firm: Firm, other: Firm, slack: float) -> float:
    """Return the share of a firm's gaps that the other fills."""
    filled = lacking = 0.0
    for q, needed in enumerate(firm.requirement.tolist()):
        gap = max(0.0, needed - float(firm.capability[q]))
        filled += gap * float(other.capability[q])
        lacking += gap
    return filled / (lacking + slack)


def by_size(focal: Firm, candidates: Sequence[Candidate]) -> list[float]:
    """Score by size, with a taste for those who are alike."""
    return [candidate.firm.employees * candidate.consonance for candidate in candidates]


POLICIES = {"by-size": by_size, "by-gaps": complementary}
CASTS: list[Custom] = [
    {},
    {"provider": Cautious},
    {"customer": Loyal, "D": Cautious},
    {"provider": Obedient, "customer": Loyal},
]


def parameters() -> st.SearchStrategy[dict[str, float]]:
    """Return values within the range of some parameters, and searching that happens often."""
    some = st.lists(st.sampled_from([p for p in PARAMETERS if p.high is not None]), max_size=4)
    numbers = some.flatmap(
        lambda chosen: st.fixed_dictionaries({p.name: st.floats(p.low, p.high) for p in chosen})
    )
    return numbers.map(lambda given: {"search_rate": 0.8, "shock_rate": 0.1, **given})


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Return any small scenario with a named provider D and customer E."""
    counts = [draw(st.integers(0, 7)) for _ in KINDS]
    off = draw(st.lists(st.sampled_from(MECHANISMS.names), max_size=3))
    selection = st.sampled_from([*PARTNER_SELECTION, *POLICIES])
    named = [
        FirmSpec(
            name,
            kind,
            market=draw(st.sampled_from(["SE", "DE"])),
            partner_selection=draw(st.none() | selection),
            internationalization=draw(st.none() | st.sampled_from(INTERNATIONALIZATION)),
            innovation=draw(st.none() | st.sampled_from(INNOVATION)),
        )
        for name, kind in (("D", "provider"), ("E", "customer"))
    ]
    plain = Scenario(
        name="any",
        ticks=draw(st.integers(1, 14)),
        groups=tuple(
            Group(kind, count, presence=draw(st.sampled_from([0.0, 3.0])))
            for kind, count in zip(KINDS, counts, strict=True)
        ),
        firms=tuple(named),
        network=NetworkSpec(mean_degree=draw(st.floats(0.0, 6.0))),
        partner_selection=draw(selection),
        internationalization=draw(st.sampled_from(INTERNATIONALIZATION)),
        innovation=draw(st.sampled_from(INNOVATION)),
    )
    changed = {f"parameters.{name}": value for name, value in draw(parameters()).items()}
    return plain.with_settings({**changed, **{f"mechanisms.{name}": False for name in off}})


def differing(one: World, other: World) -> list[str]:
    """Return the names of the arrays in which two worlds differ, in any bit."""
    return [
        name
        for name in World._fields
        if name not in EVENT_BUFFER
        and getattr(one, name).tobytes() != getattr(other, name).tobytes()
    ]


def advance(world: World, tick: int, hook: Any) -> None:
    """Take a world through a month as a compiled run does."""
    if hook is None:
        run_months(world, tick, tick, 0, len(Stage) - 1, 0, len(world.kind))
    else:
        step(world, tick, hook)


@settings(max_examples=60)
@given(
    scenario=scenarios(),
    cast=st.sampled_from(CASTS),
    seed=st.integers(0, 2**63 - 1),
    replicate=st.integers(0, 9),
)
def test_both_faces_give_the_same_bits(
    scenario: Scenario, cast: Custom, seed: int, replicate: int
) -> None:
    model = EcosystemModel(scenario, rng=seed, replicate=replicate, agents=cast, policies=POLICIES)
    blueprint = Blueprint.of(scenario)
    hook = decision_hook(blueprint, cast, POLICIES)
    world = build_world(blueprint, seed, replicate, keep_events=False)
    assert differing(model.world, world) == []
    for tick in range(1, scenario.ticks + 1):
        model.step()
        advance(world, tick, hook)
        assert (tick, differing(model.world, world)) == (tick, [])
    result = run(blueprint, seed, replicate, level="firms", hook=hook)
    assert np.array(list(model.series.values())).T.tobytes() == result.ecosystem.tobytes()
    assert model.events.tobytes() == result.events.tobytes()
    assert result.firms is not None
    assert result.firms[-1].tobytes() == model.world.firms.astype(np.float32).tobytes()


@settings(max_examples=20)
@given(scenario=scenarios(), seed=st.integers(0, 2**31))
def test_asking_the_rules_for_one_firm_changes_nothing(scenario: Scenario, seed: int) -> None:
    ordinary = EcosystemModel(scenario, rng=seed, policies=POLICIES)
    obedient = EcosystemModel(scenario, rng=seed, policies=POLICIES, agents={"provider": Obedient})
    ordinary.run_model()
    obedient.run_model()
    assert differing(ordinary.world, obedient.world) == []
    assert ordinary.events.tobytes() == obedient.events.tobytes()


LIVELY = Scenario(
    name="lively",
    ticks=36,
    groups=tuple(Group(kind, 12, presence=1.0) for kind in KINDS),
    firms=(FirmSpec("D", "provider"),),
    network=NetworkSpec(mean_degree=3.0),
).with_settings({"parameters.search_rate": 0.8})


def test_a_policy_written_again_in_python_gives_what_the_built_in_gives() -> None:
    built_in = EcosystemModel(replace(LIVELY, partner_selection="complementary"))
    written = EcosystemModel(
        replace(LIVELY, partner_selection="by-gaps"), policies={"by-gaps": complementary}
    )
    built_in.run_model()
    written.run_model()
    assert differing(built_in.world, written.world) == ["policy"]
    assert built_in.events.tobytes() == written.events.tobytes()


@pytest.mark.parametrize("policy", PARTNER_SELECTION)
def test_a_policy_that_asks_a_built_in_one_gives_what_that_one_gives(policy: str) -> None:
    def same(focal: Firm, candidates: Sequence[Candidate]) -> list[float]:
        return [candidate.score_by(policy) for candidate in candidates]

    built_in = EcosystemModel(replace(LIVELY, partner_selection=policy))
    asking = EcosystemModel(replace(LIVELY, partner_selection="same"), policies={"same": same})
    built_in.run_model()
    asking.run_model()
    assert differing(built_in.world, asking.world) == ["policy"]
    assert built_in.events.tobytes() == asking.events.tobytes()


@pytest.mark.parametrize("cast", CASTS[1:3])
def test_what_is_decided_otherwise_matters(cast: Custom) -> None:
    ordinary, other = EcosystemModel(LIVELY), EcosystemModel(LIVELY, agents=cast)
    ordinary.run_model()
    other.run_model()
    assert "firms" in differing(ordinary.world, other.world)


def test_one_hook_serves_replicates_in_threads() -> None:
    blueprint = Blueprint.of(LIVELY)
    hook = decision_hook(blueprint, {"provider": Cautious})

    def outcome(replicate: int) -> bytes:
        return run(blueprint, 5, replicate, hook=hook).ecosystem.tobytes()

    one_by_one = [outcome(replicate) for replicate in range(6)]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(outcome, range(6))) == one_by_one
    assert len(set(one_by_one)) == 6


def test_the_buffer_of_events_never_runs_over() -> None:
    model = EcosystemModel(LIVELY)
    for _ in range(LIVELY.ticks):
        model.step()
        assert model.world.counters[COUNTER.events] == 0
