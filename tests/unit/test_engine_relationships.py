"""What a month of a relationship makes of what happened in joint work."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import TIE
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.scenarios import load_scenario

SMALL: dict[str, Any] = {
    "scenario": {"name": "small"},
    "population": {"provider": {"count": 3}, "customer": {"count": 6}, "partner": {"count": 3}},
    "parameters": {"success_harm": 0.05, "success_noise": 0.0, "success_base": 0.2},
}


def after_a_month(column: str, tables: dict[str, Any] = SMALL, **columns: float) -> np.ndarray:
    """Return a column after one month of all relationships, with these columns set before."""
    world = build_world(Blueprint.of(load_scenario(tables)), 5, 0, keep_events=False)
    there = world.source >= 0
    for name, value in columns.items():
        world.ties[getattr(TIE, name), there] = value
    run_months(world, 1, 1, Stage.RELATE, Stage.RELATE, 0, len(world.kind))
    return world.ties[getattr(TIE, column), there]


def successes(**columns: float) -> np.ndarray:
    return after_a_month("success", **columns)


def test_a_setback_in_joint_work_spoils_the_month_by_its_size() -> None:
    spoilt = successes() - successes(setback=0.5)
    np.testing.assert_allclose(spoilt[spoilt > 0.0], 0.025)
    assert np.count_nonzero(spoilt) > len(spoilt) / 2


def test_harm_does_not_add_up_but_the_worst_counts() -> None:
    spoilt = successes() - successes(setback=1.0)
    assert set(np.round(spoilt, 12)) == {0.0, 0.05}


def test_value_in_use_makes_the_month_go_better() -> None:
    effect = load_scenario(SMALL).parameters["success_value"]
    better = successes(value_in_use=0.4) - successes()
    assert better == pytest.approx(0.4 * effect)


def test_a_phase_is_lost_with_trust_unless_relationships_do_not_develop() -> None:
    still = {**SMALL, "mechanisms": {"relationships": False}}
    lost = {"phase": 2.0, "trust": 0.0, "complementarity": 0.0, "age": 7.0}
    assert set(after_a_month("phase", **lost)) == {1.0}
    assert set(after_a_month("phase", still, **lost)) == {2.0}


def test_a_phase_is_reached_with_all_components_unless_relationships_do_not_develop() -> None:
    still = {**SMALL, "mechanisms": {"relationships": False}}
    full = {"assets": 1.0, "routines": 1.0, "governance": 1.0, "complementarity": 0.9}
    ready = {**full, "phase": 2.0, "trust": 1.0, "age": 37.0}
    assert set(after_a_month("phase", **ready)) == {3.0}
    assert set(after_a_month("phase", still, **ready)) == {2.0}
