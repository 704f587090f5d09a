"""Contributions are those of known games, exact or drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ecosim.decisions import shapley
from ecosim.decisions.shapley import TOGETHER, Coalition, Shapley, shapley_values
from ecosim.declarations.scenario import Comparison
from ecosim.engine.run import run
from ecosim.experiments.arms import NOBODY, make_arm
from ecosim.scenarios import load_scenario
from tests.unit.test_experiments_compare import ECOSYSTEM

PLAYERS = ("good", "copy", "poor")
GENERATOR = np.random.default_rng(3)


def gloves(coalition: Coalition) -> np.ndarray:
    """Pay 1 for a pair: player 0 has the only left glove, 1 and 2 have a right one each."""
    paid = float(0 in coalition and len(coalition) > 1)
    return np.array([paid, 2.0 * len(coalition)])


def test_exact_values_of_the_glove_game() -> None:
    found = shapley._exact(3, gloves, GENERATOR)
    assert found[:, 0] == pytest.approx([4 / 6, 1 / 6, 1 / 6])
    assert found[:, 1] == pytest.approx([2.0, 2.0, 2.0])


def test_drawn_orders_are_right_on_average_and_add_up_each_time() -> None:
    drawn = np.array([shapley._sampled(3, gloves, GENERATOR) for _ in range(3000)])
    assert drawn.sum(axis=1)[:, 0] == pytest.approx(np.ones(3000))
    assert drawn.mean(axis=0)[:, 0] == pytest.approx([4 / 6, 1 / 6, 1 / 6], abs=0.03)


def valued(replicates: int = 6) -> Shapley:
    question = Comparison("A", PLAYERS, "coverage")
    return shapley_values(load_scenario(ECOSYSTEM), question, replicates, 4, threads=2)


def test_all_together_is_what_all_partners_change_at_once() -> None:
    found = valued()
    together = found.contributions[-1]
    parts = found.contributions[:-1]
    assert together.partner == TOGETHER
    assert together.ecosystem.estimate == pytest.approx(sum(p.ecosystem.estimate for p in parts))
    assert together.focal.estimate == pytest.approx(sum(p.focal.estimate for p in parts))
    assert found.is_exact


def test_a_single_candidate_contributes_its_paired_difference() -> None:
    scenario = load_scenario(ECOSYSTEM)
    question = Comparison("A", ("good",), "viability")
    found = shapley_values(scenario, question, 5, 4)
    asked = replace(scenario, comparison=question)
    arms = [make_arm(asked, "A", name) for name in ("good", NOBODY)]
    values = [[run(arm.blueprint, 4, r).outcomes["viability"] for r in range(5)] for arm in arms]
    assert found.contributions[0].ecosystem.estimate == pytest.approx(
        float(np.mean(values[0]) - np.mean(values[1]))
    )


def test_drawn_orders_agree_with_all_coalitions(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = {one.partner: one for one in valued(24).contributions}
    monkeypatch.setattr(shapley, "_MOST_EXACT", 0)
    drawn = valued(24)
    assert not drawn.is_exact
    for one in drawn.contributions:
        held = exact[one.partner].focal.estimate
        # Four standard errors or so: a false alarm in fewer than one of 5,000 other seeds.
        half = one.focal.high - one.focal.low
        assert abs(one.focal.estimate - held) < half


def test_ctrl_c_keeps_whole_replicates() -> None:
    def interrupt(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    question = Comparison("A", PLAYERS, "viability")
    found = shapley_values(load_scenario(ECOSYSTEM), question, 50, 4, progress=interrupt)
    assert found.replicates == 3
