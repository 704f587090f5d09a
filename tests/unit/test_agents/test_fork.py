"""Twins of a model: the same past, the same chance ahead."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ecosim.agents import Candidate, EcosystemModel, Firm, Provider
from ecosim.declarations.fields import INTERNATIONALIZATION, PARTNER_SELECTION
from ecosim.declarations.scenario import Scenario
from ecosim.engine.settings import P
from ecosim.engine.world import World
from ecosim.errors import InputError


def state(world: World) -> list[bytes]:
    """Return all arrays of a world."""
    return [array.tobytes() for array in world]


class Remembering(Provider):
    """Invests what it has put aside, and knows nobody but itself."""

    bold = False

    def __init__(self, model: EcosystemModel, number: int) -> None:
        super().__init__(model, number)
        self.saved: list[float] = []

    def step(self) -> None:
        self.saved.append(0.01)

    def invest(self) -> tuple[float, float]:
        return (3.0 if self.bold else sum(self.saved)), 0.0


def test_a_twin_goes_on_as_the_original_would(scenario: Scenario) -> None:
    model = EcosystemModel(scenario, agents={"provider": Remembering})
    model.step()
    model.step()
    twin = model.fork()
    assert (twin.steps, twin.time, twin.month, twin.running) == (2, 2.0, 2, True)
    assert state(twin.world) == state(model.world)
    for _ in range(2):
        twin.step()
        model.step()
        assert state(twin.world) == state(model.world)
        assert (twin.steps, twin.time) == (model.steps, model.time)
    assert twin.events.tobytes() == model.events.tobytes()
    assert twin.datacollector.model_vars == model.datacollector.model_vars


def test_a_twin_leaves_the_original_alone(scenario: Scenario) -> None:
    model = EcosystemModel(scenario, agents={"provider": Remembering})
    model.step()
    before, events = state(model.world), model.events.tobytes()
    twin = model.fork({"parameters.trust_gain": 0.4})
    twin.run_model()
    assert state(model.world) == before
    assert model.events.tobytes() == events
    assert (model.month, model.scenario) == (1, scenario)
    assert [len(firm.saved) for firm in model.agents_by_type[Remembering]] == [1] * 4
    assert [len(firm.saved) for firm in twin.agents_by_type[Remembering]] == [4] * 4
    assert all(firm.model is twin for firm in twin.agents)
    assert twin.firm("D") is not model.firm("D")


def test_overrides_hold_from_now_on(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    model.step()
    twin = model.fork(
        {
            "parameters.trust_gain": 0.4,
            "mechanisms.learning": False,
            "policy.partner_selection": "random",
            "strategy.internationalization": "none",
        }
    )
    assert twin.world.settings[P.trust_gain] == twin.scenario.parameters["trust_gain"] == 0.4
    assert twin.world.settings[P.knowledge_flow] == 0.0
    assert set(twin.world.policy) == {PARTNER_SELECTION.index("random")}
    assert set(twin.world.strategy) == {INTERNATIONALIZATION.index("none")}
    model.step()
    twin.step()
    assert model.series["trust"][0] == twin.series["trust"][0]
    assert model.series["trust"][1] < twin.series["trust"][1]


def test_an_agent_of_a_twin_can_decide_otherwise(scenario: Scenario) -> None:
    model = EcosystemModel(scenario, agents={"D": Remembering})
    model.step()
    twin = model.fork()
    twin.firm("D").bold = True
    model.step()
    twin.step()
    assert (model.firm("D").investment_maturity, twin.firm("D").investment_maturity) == (0.02, 3.0)


def test_a_twin_can_follow_a_new_policy(scenario: Scenario) -> None:
    asked: list[str] = []

    def mine(focal: Firm, candidates: Sequence[Candidate]) -> list[float]:
        asked.append(focal.name)
        return [1.0] * len(candidates)

    model = EcosystemModel(scenario)
    twin = model.fork({"policy.partner_selection": "mine"}, policies={"mine": mine})
    model.step()
    assert not asked
    twin.step()
    assert asked


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"parameters.trust_gian": 1.0}, "did you mean 'trust_gain'"),
        ({"scenario.ticks": 9}, "setting 'scenario.ticks' cannot be changed here"),
        ({"policy.partner_selection": "mine"}, "'mine' is none of"),
    ],
)
def test_overrides_that_do_not_exist_are_refused(
    scenario: Scenario, overrides: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        EcosystemModel(scenario).fork(overrides)
