"""An offer in a fork is made by firms that are in business, and by no others."""

from __future__ import annotations

import pytest

from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.run import take_events
from ecosim.experiments.forks import UNDECIDED, Decision, fork_world, step_with
from ecosim.scenarios import load_scenario

BLUEPRINT = Blueprint.of(
    load_scenario(
        {
            "scenario": {"markets": ["SE"]},
            "network": {"generator": "none"},
            "mechanisms": {"partner_search": False},
            "parameters": {"acceptance_floor": 0.0},
            "firm": [{"id": "maker", "kind": "provider"}, {"id": "helper", "kind": "partner"}],
        }
    )
)


def chosen(closed: str | None) -> int:
    """Return how many of twenty offers are accepted, where one of the two has closed."""
    accepted = 0
    for replicate in range(20):
        world = build_world(BLUEPRINT, 5, replicate, keep_events=True)
        if closed is not None:
            world.firms[FIRM.alive, BLUEPRINT.roster.index[closed]] = 0.0
        step_with(world, 1, Decision("maker", offer="helper"), BLUEPRINT.roster)
        accepted += int((take_events(world)["kind"] == EVENT.partner_chosen).sum())
    return accepted


@pytest.mark.parametrize("closed", ["maker", "helper"])
def test_no_offer_is_made_by_or_to_a_firm_that_has_closed(closed: str) -> None:
    assert chosen(None) > 0
    assert chosen(closed) == 0


@pytest.mark.parametrize(
    ("setting", "word", "column"),
    [
        ("policy.partner_selection", "cheapest", "policy"),
        ("strategy.internationalization", "scaling", "strategy"),
        ("strategy.innovation", "big-bang", "innovation"),
    ],
)
def test_a_fork_goes_on_under_every_strategy_it_is_given(
    setting: str, word: str, column: str
) -> None:
    other = Blueprint.of(BLUEPRINT.scenario.with_settings({setting: word}))
    world = build_world(BLUEPRINT, 5, 0, keep_events=False)
    twin = fork_world(world, other, UNDECIDED)
    assert not (getattr(twin, column) == getattr(world, column)).any()
    assert (getattr(twin, column) == getattr(other.roster, column)).all()
