"""What the microscope shows is what the month computed."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.dashboards.microscope import read_relationship
from ecosim.dashboards.setup import Setup
from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.columns import TIE
from ecosim.engine.kernels.month import Stage
from ecosim.experiments.forks import run_stages

COMPUTED = {
    "Consonance": TIE.consonance,
    "Success of this month's interaction": TIE.success,
    "Resonance": TIE.resonance,
    "Trust": TIE.trust,
    "Relation-specific assets": TIE.assets,
    "Knowledge-sharing routines": TIE.routines,
    "Relational potential": TIE.potential,
}


@pytest.fixture(scope="module")
def simulation():
    run = Simulation(Setup(firms=50, months=40).resolve(), 5)
    run.go_to(30)
    return run


def pairs(simulation):
    world = simulation.world
    for slot in np.flatnonzero(world.source >= 0):
        if world.ties[TIE.age, slot] > 0:
            yield slot, (int(world.source[slot]), int(world.target[slot]))


def test_every_reading_gives_the_number_of_the_month(simulation):
    after = simulation.at(29)
    run_stages(after, 30, Stage.DISTURB, Stage.RELATE)
    seen = 0
    for slot, pair in pairs(simulation):
        for reading in read_relationship(simulation, pair):
            if reading.title in COMPUTED:
                wanted = after.ties[COMPUTED[reading.title], slot]
                assert reading.result == pytest.approx(wanted, abs=1e-12), reading.title
                seen += 1

    assert seen > 100


def test_without_chance_success_is_told_by_its_other_terms_alone():
    run = Simulation(
        Setup(firms=50, months=40, changed={"parameters.success_noise": 0.0}).resolve(), 5
    )
    run.go_to(30)
    readings = [reading for _, pair in pairs(run) for reading in read_relationship(run, pair)]
    told = [each for each in readings if each.title == "Success of this month's interaction"]

    assert any(each.inputs["value"] > 0.0 for each in told)
    for reading in told:
        assert reading.inputs["noise"] == pytest.approx(0.0, abs=1e-12)


def test_terms_of_a_sum_add_up_to_the_result(simulation):
    for _, pair in list(pairs(simulation))[:20]:
        readings = {reading.title: reading for reading in read_relationship(simulation, pair)}
        for title in ("Consonance", "Complementarity", "Resonance", "Trust"):
            reading = readings[title]
            assert sum(term.value for term in reading.terms) == pytest.approx(reading.result)


def test_a_relationship_that_is_not_there_has_no_readings(simulation):
    assert read_relationship(simulation, (0, 0)) == ()


def test_every_reading_has_its_equation_and_source(simulation):
    _, pair = next(pairs(simulation))
    readings = read_relationship(simulation, pair)

    assert len(readings) == 9
    assert all(reading.card.equation and reading.card.source for reading in readings)
    assert all(
        set(reading.inputs) == {p.name for p in reading.card.parameters} for reading in readings
    )
