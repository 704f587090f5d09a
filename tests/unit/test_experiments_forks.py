"""An offer in a fork is made by firms that are in business, and by no others."""

from __future__ import annotations

import pytest

from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.run import take_events
from ecosim.experiments.forks import Decision, step_with
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
