"""At the ends of every parameter's range the state stays a number in its declared range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from ecosim.compiled import PLAIN
from ecosim.declarations.base import Declaration, Register
from ecosim.declarations.columns import ECOSYSTEM, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.outcomes import outcomes_of
from ecosim.engine.world import World
from ecosim.scenarios import load_scenario

SLOWER = 5 if PLAIN else 1
ROUNDING = 1e-12


def complaints(register: Register, values: NDArray[np.float64]) -> list[str]:
    """Return what is outside its declared range, or no number, with its extremes."""
    found = []
    for column, row in zip(register, values, strict=True):
        low = -np.inf if column.low is None else column.low - ROUNDING
        high = np.inf if column.high is None else column.high + ROUNDING
        if len(row) and not (np.all(np.isfinite(row)) and low <= row.min() and row.max() <= high):
            found.append(f"{column.name}: {row.min()} to {row.max()}")
    return found


def check_state(world: World) -> None:
    """Check every column of firms and relationships, and the arrays beside them."""
    slots = np.flatnonzero(world.source >= 0)
    assert complaints(FIRM_COLUMNS, world.firms) == []
    assert complaints(TIE_COLUMNS, world.ties[:, slots]) == []
    for shares in (world.capability, world.requirement, world.effective, world.information):
        assert np.all((shares >= 0.0) & (shares <= 1.0))
    for vectors in (world.values, world.schemes, world.own_values, world.own_schemes):
        assert np.sum(np.square(vectors), axis=1) == pytest.approx(1.0)


def check_outcomes(world: World) -> None:
    """Check the series and outcomes; an outcome that a run does not give is left out."""
    assert complaints(ECOSYSTEM, world.series.T) == []
    outcomes, of_firms = outcomes_of(world)
    assert complaints(FIRM_OUTCOMES, of_firms) == []
    given_ = {name: value for name, value in outcomes.items() if value == value}
    chosen = Register("given", [OUTCOMES[name] for name in given_])
    assert complaints(chosen, np.array([[value] for value in given_.values()])) == []


def check_run(scenario: Scenario) -> None:
    """Check a scenario before its first month and after each."""
    world = build_world(Blueprint.of(scenario), scenario.seed, 0, keep_events=False)
    check_state(world)
    for tick in range(1, scenario.ticks + 1):
        run_months(world, tick, tick, 0, len(Stage) - 1, 0, len(world.kind))
        check_state(world)
    check_outcomes(world)


def values_of(parameter: Declaration) -> SearchStrategy[float]:
    """Draw the ends of a parameter's range as often as what lies between."""
    assert parameter.low is not None
    assert parameter.high is not None
    ends = st.sampled_from([parameter.low, parameter.high])
    return ends | st.floats(parameter.low, parameter.high)


SETTINGS = {
    **{f"parameters.{parameter.name}": values_of(parameter) for parameter in PARAMETERS},
    **{f"mechanisms.{mechanism.name}": st.booleans() for mechanism in MECHANISMS},
}


@settings(max_examples=60 // SLOWER)
@given(data=st.data())
def test_any_ecosystem_keeps_every_column_in_range(
    scenarios: SearchStrategy[Scenario], data: st.DataObject
) -> None:
    check_run(data.draw(scenarios))


@settings(max_examples=100 // SLOWER)
@given(data=st.data(), chosen=st.fixed_dictionaries({}, optional=SETTINGS))
def test_any_parameters_in_range_keep_every_column_in_range(
    scenarios: SearchStrategy[Scenario], data: st.DataObject, chosen: dict[str, float]
) -> None:
    check_run(data.draw(scenarios).with_settings(chosen))


@pytest.mark.parametrize("parameter", [parameter.name for parameter in PARAMETERS])
@pytest.mark.parametrize("end", ["low", "high"])
def test_each_parameter_may_be_at_either_end_of_its_range(parameter: str, end: str) -> None:
    value = getattr(PARAMETERS[parameter], end)
    check_run(load_scenario(SMALL, {f"parameters.{parameter}": value}))


SMALL: dict[str, Any] = {
    "scenario": {"ticks": 14, "markets": ["FI", "SE"]},
    "population": {
        "provider": {"count": 3},
        "customer": {"count": 5},
        "partner": {"count": 2, "presence": 1.0},
        "logistics": {"count": 1},
    },
    "network": {"mean_degree": 4},
}
PAIR: dict[str, Any] = {
    "scenario": {"ticks": 2},
    "firm": [{"id": "A", "kind": "provider"}, {"id": "B", "kind": "customer"}],
    "relationship": [{"source": "A", "target": "B"}],
    "network": {"generator": "none"},
}


def test_a_customer_that_dreads_dependence_on_its_only_provider_still_buys() -> None:
    overrides = {"parameters.elsewhere_share": 0.0, "parameters.dependence_aversion": 1.0}
    check_run(load_scenario(PAIR, overrides))


def test_customers_may_be_served_very_well_elsewhere() -> None:
    check_run(load_scenario(PAIR, {"parameters.elsewhere_attraction": 5.0}))


def test_values_outside_their_range_are_complained_about() -> None:
    inside = np.zeros((len(TIE_COLUMNS), 2))
    for wrong in (-0.1, 1.1, float("nan"), float("inf")):
        values = inside.copy()
        values[0, 1] = wrong
        assert len(complaints(TIE_COLUMNS, values)) == 1
    assert complaints(TIE_COLUMNS, inside) == []
