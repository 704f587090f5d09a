"""A blueprint of which only settings change is the one of the scenario that says so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.engine.build import Blueprint
from ecosim.engine.run import run_to_end
from ecosim.scenarios import load_scenario
from ecosim.sweeps.blueprints import Blueprints

SMALL = {
    "scenario": {"ticks": 12},
    "population": {
        "provider": {"count": 4},
        "customer": {"count": 8},
        "partner": {"count": 4},
        "logistics": {"count": 2},
    },
}


@pytest.mark.parametrize(
    "settings",
    [
        {"parameters.relationship_room": 0},
        {"parameters.relationship_room": 30, "scenario.ticks": 6},
        {"parameters.wage": 0.05, "mechanisms.co_creation": False},
        {"population.customer.count": 11, "mechanisms.shocks": False},
    ],
)
def test_changed_settings_give_the_same_run(settings: dict[str, Any]) -> None:
    changed = Blueprints(SMALL).at(settings)
    expected = Blueprint.of(load_scenario(SMALL, settings))
    one, other = (run_to_end(each, 3, 0, "ecosystem") for each in (changed, expected))
    assert one[0].outcomes == pytest.approx(other[0].outcomes, rel=0.0, abs=0.0, nan_ok=True)
    assert np.array_equal(one[0].events, other[0].events)
    for name, mine, theirs in zip(one[1]._fields, one[1], other[1], strict=True):
        if name not in ("events", "event_detail"):
            assert np.array_equal(mine, theirs, equal_nan=True), name
