"""Each switch of co-creation, services and the paradox changes a run, and only what it can reach."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import FIRM, TIE
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.engine.build import Blueprint
from ecosim.engine.run import Run, run_to_end
from ecosim.engine.world import World
from ecosim.scenarios import load_scenario

pytestmark = pytest.mark.slow  # whole runs, which take minutes as plain Python

FAMILIES = {"co_creation", "services", "paradox"}
SWITCHES = [name for name in MECHANISMS.names if name.split(".")[0] in FAMILIES]
# Mature makers in old, deep relationships, so that services of every kind come about.
BUSY: dict[str, Any] = {
    "scenario": {"ticks": 96, "markets": ["SE"]},
    "population": {
        "provider": {
            "count": 5, "employees": 120, "service_orientation": 0.8, "openness": 0.9,
            "readiness": 0.9, "services": 0.9, "modularity": 0.8,
        },
        "customer": {"count": 14, "needs_rate": 0.4, "openness": 0.9},
    },
    "network": {"mean_degree": 4, "layers": {"provider-customer": 1.0}},
    "parameters": {"upsell_rate": 1.0},
}  # fmt: skip
# Columns of firms that stay empty without a cause of the paradox.
EMPTY_WITHOUT = {
    "paradox.cannibalization": "lost_wear",
    "paradox.customization": "cost_customization",
    "paradox.capability": "cost_capability",
    "paradox.opportunism": "cost_opportunism",
    "paradox.operation": "cost_operation",
    "services.monitoring": "cost_meetings",
    "co_creation": "revenue_service",
}


@functools.cache
def finished(off: str = "") -> tuple[Run, World]:
    scenario = load_scenario({**BUSY, "mechanisms": {off: False} if off else {}})
    return run_to_end(Blueprint.of(scenario), 3, 0, "firms")


def column(name: str, off: str = "") -> np.ndarray:
    firms = finished(off)[0].firms
    assert firms is not None
    return firms[:, getattr(FIRM, name)]


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_makes_a_difference(name: str) -> None:
    with_it, without = finished()[1], finished(name)[1]
    different = not np.array_equal(with_it.ties, without.ties)
    assert different or not np.array_equal(with_it.firms, without.firms)


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_leaves_alone_what_services_cannot_reach(name: str) -> None:
    for reached in ("disturbance", "upheaval"):
        assert np.array_equal(column(reached), column(reached, name))
    assert np.array_equal(finished()[1].requirement, finished(name)[1].requirement)
    assert np.array_equal(finished()[1].operation, finished(name)[1].operation)


@pytest.mark.parametrize("name", EMPTY_WITHOUT)
def test_without_a_cause_nothing_is_booked_for_it(name: str) -> None:
    assert not column(EMPTY_WITHOUT[name], name).any()
    assert column(EMPTY_WITHOUT[name]).any()


def test_without_co_creation_there_are_no_needs_projects_or_services() -> None:
    world = finished("co_creation")[1]
    assert not world.needs.any()
    for name in ("project", "realized", "service_fee", "experience"):
        assert not world.ties[getattr(TIE, name)].any()
    assert finished()[1].needs.any()
