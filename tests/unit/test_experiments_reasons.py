"""The reasons for a winner are means and paired differences over its runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import TIE
from ecosim.declarations.fields import CAPABILITIES
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.declarations.scenario import Scenario
from ecosim.engine.run import run
from ecosim.experiments.arms import NOBODY, Arm, FocalFacts, make_arm, run_arm
from ecosim.experiments.reasons import Reasons, explain
from ecosim.scenarios import load_scenario

CODES = ("DE", "DK", "FI", "FR", "NL", "NO", "PL", "SE")
SKILLS = len(CAPABILITIES)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    tables: dict[str, Any] = {
        "scenario": {"ticks": 1, "markets": list(CODES)},
        "firm": [
            {
                "id": "A",
                "kind": "provider",
                "capability.analytics": 0.2,
                "requirement.analytics": 0.7,
            },
            {"id": "B", "kind": "partner", "capability.analytics": 0.8},
        ],
        "network": {"generator": "none"},
    }
    return load_scenario(tables)


@pytest.fixture(scope="module")
def arms(scenario: Scenario) -> list[Arm]:
    return [make_arm(scenario, "A", name) for name in ("B", NOBODY)]


def facts(arm: Arm, value: float, lasts: bool, served: str, covered: float) -> FocalFacts:
    """Return facts with the same number in every outcome and column of the relationship."""
    coverage = np.full(SKILLS, 0.5)
    coverage[3] = covered
    return FocalFacts(
        run=run(arm.blueprint, 0, 0),
        outcomes=np.full(len(FIRM_OUTCOMES), value),
        markets=np.array([code in served.split() for code in CODES]),
        coverage=coverage,
        lasts=lasts,
        relationship=np.full(len(TIE), value if lasts else np.nan),
    )


@pytest.fixture(scope="module")
def reasons(arms: list[Arm], scenario: Scenario) -> Reasons:
    with_partner = [
        facts(arms[0], 0.6, True, "DE DK FI FR NL NO PL SE", 0.9),
        facts(arms[0], 0.8, True, "DE DK FI FR NL NO PL", 0.8),
        facts(arms[0], 0.1, False, "DE DK", 0.7),
        facts(arms[0], 0.7, True, "DE", 0.8),
    ]
    without = [facts(arms[1], value, False, "PL SE", 0.4) for value in (0.5, 0.5, 0.2, 0.4)]
    return explain(arms, {"B": with_partner, NOBODY: without}, "B", scenario.markets)


def test_a_relationship_is_described_by_the_runs_in_which_it_lasts(reasons: Reasons) -> None:
    assert reasons.winner == "B"
    assert reasons.lasting == 0.75
    assert reasons.relationship["trust"].estimate == pytest.approx(0.7)
    assert reasons.relationship["trust"].low < 0.7 < reasons.relationship["trust"].high


def test_an_effect_is_the_mean_difference_to_having_no_partner(reasons: Reasons) -> None:
    assert set(reasons.effects) == set(FIRM_OUTCOMES.names)
    assert reasons.effects["viability"].estimate == pytest.approx((0.1 + 0.3 - 0.1 + 0.3) / 4)


def test_the_most_helped_capability_comes_first(reasons: Reasons) -> None:
    first, *others = reasons.capabilities
    assert (first.name, first.requirement, first.own, first.partners) == (
        "analytics",
        0.7,
        0.2,
        0.8,
    )
    assert first.gain.estimate == pytest.approx(0.4)
    assert {one.name for one in reasons.capabilities} == set(CAPABILITIES)
    assert all(one.gain.estimate == 0.0 for one in others)


def test_what_is_drawn_anew_in_each_replicate_is_not_given_as_a_number(reasons: Reasons) -> None:
    drawn = reasons.capabilities[1]
    assert all(np.isnan([drawn.requirement, drawn.own, drawn.partners]))


def test_markets_are_those_the_partner_opens_most_of_all_and_six_at_most(reasons: Reasons) -> None:
    assert [one.code for one in reasons.markets] == ["DE", "DK", "FI", "FR", "NL", "NO"]
    assert [one.with_partner for one in reasons.markets] == [1.0, 0.75, 0.5, 0.5, 0.5, 0.5]
    assert all(one.without == 0.0 for one in reasons.markets)
    assert reasons.markets[0].name == "Germany"


def test_a_partner_that_changes_nothing_opens_no_market(
    arms: list[Arm], scenario: Scenario
) -> None:
    alike = [facts(arms[0], 0.5, False, "PL", 0.5) for _ in range(3)]
    found = explain(arms, {"B": alike, NOBODY: alike}, "B", scenario.markets)
    assert found.markets == ()
    assert found.lasting == 0.0
    assert all(interval.estimate == 0.0 for interval in found.effects.values())
    assert np.isnan(found.relationship["trust"].estimate)


def test_the_facts_of_a_run_are_those_of_the_focal_firm(arms: list[Arm]) -> None:
    arm, alone = arms
    found, finished = run_arm(arm, 0, 0), run(arm.blueprint, 0, 0)
    assert found.outcomes.tolist() == finished.firm_outcomes[:, arm.focal].tolist()
    assert found.outcomes.tolist() != finished.firm_outcomes[:, arm.partner].tolist()
    assert found.lasts
    assert 0.0 < found.relationship[TIE.trust] < 1.0
    assert np.all((found.coverage >= 0.0) & (found.coverage <= 1.0))
    assert not run_arm(alone, 0, 0).lasts
    assert np.all(np.isnan(run_arm(alone, 0, 0).relationship))
