"""A run that goes back and forth gives the numbers of a run that never did."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.agents import EcosystemModel
from ecosim.dashboards.settings import FIRST_OF_GROUP, setting_groups
from ecosim.dashboards.setup import Setup, scaled
from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.drawing.positions import firm_positions
from ecosim.errors import InputError

SMALL = Setup(scenario="baseline", firms=50, months=40)


@pytest.fixture(scope="module")
def scenario():
    return SMALL.resolve()


def test_going_back_and_on_again_changes_nothing(scenario):
    straight, wandering = Simulation(scenario, 3), Simulation(scenario, 3)
    straight.go_to(30)
    for month in (20, 5, 27, 14, 30):
        wandering.go_to(month)

    assert np.array_equal(straight.world.firms, wandering.world.firms)
    assert np.array_equal(straight.world.ties, wandering.world.ties)
    assert np.array_equal(straight.events, wandering.events)
    assert np.array_equal(straight.trails, wandering.trails)


def test_the_numbers_are_those_of_the_model(scenario):
    simulation, model = Simulation(scenario, 3), EcosystemModel(scenario, rng=3)
    simulation.go_to(15)
    for _ in range(15):
        model.step()

    assert np.array_equal(simulation.world.firms, model.world.firms)
    assert np.array_equal(simulation.events, model.events)


def test_a_month_that_is_over_is_found_again(scenario):
    simulation = Simulation(scenario, 3)
    simulation.go_to(17)
    then = simulation.world.firms.copy()
    simulation.go_to(33)

    assert np.array_equal(simulation.at(17).firms, then)
    assert np.array_equal(simulation.history(lambda world: world.firms.copy())[17], then)


def test_a_fork_has_the_same_past_and_another_future(scenario):
    simulation = Simulation(scenario, 3)
    simulation.go_to(20)
    same, other = simulation.fork({}), simulation.fork({"parameters.trust_gain": 0.4})
    for run in (simulation, same, other):
        run.go_to(36)

    assert np.array_equal(same.world.firms, simulation.world.firms)
    assert np.array_equal(other.world.series[:20], simulation.world.series[:20])
    assert not np.array_equal(other.world.series[20:36], simulation.world.series[20:36])


def test_a_fork_goes_back_no_further_than_where_it_began_and_keeps_its_change(scenario):
    simulation = Simulation(scenario, 3)
    simulation.go_to(20)
    twin = simulation.fork({"parameters.trust_gain": 0.4})
    twin.go_to(36)
    late = twin.world.firms.copy()
    twin.go_to(20)
    twin.go_to(36)

    assert np.array_equal(twin.world.firms, late)


@pytest.mark.parametrize("firms", [1, 2, 3, 60])
def test_every_firm_has_a_place_of_its_own_and_always_the_same(firms):
    source, target = np.arange(firms - 1), np.arange(1, firms)
    places = firm_positions(firms, source, target)

    assert places.shape == (firms, 2)
    assert np.abs(places).max(initial=0.0) <= 1.0
    assert len(np.unique(places.round(6), axis=0)) == firms
    assert np.array_equal(places, firm_positions(firms, source, target))


@pytest.mark.parametrize("wanted", [50, 300, 5000])
def test_a_scenario_grows_and_shrinks_to_the_size_asked_for(wanted):
    resized = scaled(Setup(scenario="six-smes").resolve(), wanted)

    found = len(resized.firms) + sum(group.count for group in resized.groups)
    assert abs(found - wanted) <= len(resized.groups)


def test_an_address_and_an_experiment_say_the_same():
    query = "scenario=six-smes&seed=7&firms=80&mechanisms.resonance=off&parameters.trust_gain=0.2"
    setup = Setup.from_query(query)

    assert Setup.from_query(setup.query) == setup
    assert Setup.from_panel(setup.panel) == setup


@pytest.mark.parametrize("query", ["scenario=/etc/passwd", "seed=-1", "months=0", "firms=9999999",
                                   "parameters.trust=1", "parameters.trust_gain=nan",
                                   "mechanisms.resonance=maybe", "policy.partner_selection=x"])  # fmt: skip
def test_a_wrong_address_is_an_input_error(query):
    with pytest.raises(InputError):
        Setup.from_query(query)


def test_every_parameter_and_mechanism_has_its_control():
    keys = {item["key"] for group in setting_groups(SMALL.resolve()) for item in group["items"]}

    assert {f"parameters.{name}" for name in PARAMETERS.names} <= keys
    assert {f"mechanisms.{name}" for name in MECHANISMS.names} <= keys
    assert set(FIRST_OF_GROUP) <= set(PARAMETERS.names)
