"""An offer in a fork is made by firms that are in business, and by no others."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.run import take_events
from ecosim.errors import InputError
from ecosim.experiments.forks import (
    UNDECIDED,
    Decision,
    copy_world,
    fork_world,
    run_until,
    step_with,
)
from ecosim.experiments.pairs import forked
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
    assert (getattr(twin, column) == getattr(other.start, column)).all()


@pytest.mark.parametrize("at", [-1, 120, 500])
def test_a_fork_after_which_no_month_is_left_is_refused(at: int) -> None:
    with pytest.raises(InputError, match="after which a month is left"):
        forked(BLUEPRINT.scenario, at, {}, UNDECIDED, 5)


def test_no_month_is_run_that_a_run_has_no_place_for() -> None:
    world = build_world(BLUEPRINT, 5, 0, keep_events=False)
    with pytest.raises(ValueError, match="the run ends before that month"):
        run_until(world, 1, BLUEPRINT.scenario.ticks + 1)


def test_an_offer_to_whom_one_is_related_to_leaves_the_month_as_it_was() -> None:
    blueprint = Blueprint.of(load_scenario("baseline"))
    world = build_world(blueprint, 5, 0, keep_events=False)
    slot = int(np.flatnonzero(world.source >= 0)[0])
    ids = blueprint.roster.ids
    firm, other = ids[world.source[slot]], ids[world.target[slot]]
    plain, decided = copy_world(world), copy_world(world)
    plain.firms[FIRM.search] = decided.firms[FIRM.search] = 10.0
    for month in range(1, 13):
        step_with(plain, month, UNDECIDED, blueprint.roster)
        step_with(decided, month, Decision(firm, offer=other), blueprint.roster)
    assert np.array_equal(plain.ties, decided.ties)
