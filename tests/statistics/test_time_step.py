"""Steps of half a month instead of a month leave the model's conclusions as they are.

The scenario with half the step is made from declared units alone. A quantity in "months" is twice as
many steps, a rate "per month" and a flow "per month" or "per year" half as much in each, and noise
"per square root of a month" is divided by √2: with k months in the unit, times 2ᵏ. Probabilities and
paces per month are halved too: two halves of p make 1 − (1 − p/2)², which is p but for p²/4.

What the engine counts in steps cannot be declared and is halved with the step: a year that is 12
(viability's first year, the customer's planning, the age a phase asks for), a quarter that is 3, a
sprint, cash held against 3, 6 and 24 months of cost, the three years in which a market must pay, ages
at the start, and the one step that a project stays in each stage at least. So sprints are twice as many
and solutions come sooner, and nearly a quarter more services are in use: numbers of joint projects and
of services in use are not held against each other here, but what mechanisms, teams and policies do to
them is. Nor are fluctuations from step to step, and partings, too rare for so few runs.

The seed fixes what is drawn at the start at both steps alike; all later chance differs.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ecosim.declarations.base import Declaration
from ecosim.declarations.fields import FIELDS
from ecosim.declarations.outcomes import OUTCOMES
from ecosim.declarations.parameters import PARAMETERS
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run
from ecosim.scenarios import load_scenario

pytestmark = pytest.mark.slow
FALSE_ALARM = 1e-4
SIGMAS = float(stats.norm.isf(FALSE_ALARM))
SEED, REPLICATES, PAIRS = 5, 192, 24
UNIFORM = 1  # the shape of distributions whose second number is a bound as well
TIME = re.compile(r"(per square root of a |per person-|per |and )?(?:month|year)")


def factor(declaration: Declaration) -> float:
    """Return by what a quantity is multiplied when the step is half as long."""
    weight = {"": 1.0, "per square root of a ": -0.5}
    return float(2.0 ** sum(weight.get(before, -1.0) for before in TIME.findall(declaration.unit)))


def at_half_step(blueprint: Blueprint) -> Blueprint:
    """Return the same scenario with twice as many steps of half the length."""
    start, fields = blueprint.start, np.array([factor(each) for each in FIELDS])
    return replace(
        blueprint,
        scenario=replace(blueprint.scenario, ticks=2 * blueprint.scenario.ticks),
        start=start._replace(
            first=start.first * fields,
            second=np.where(start.shape == UNIFORM, start.second * fields, start.second),
            settings=start.settings * np.array([factor(each) for each in PARAMETERS]),
        ),
    )


@functools.cache
def outcomes(halved: bool, setting: str = "", value: Any = None) -> NDArray[np.float64]:
    """Return the outcomes of the baseline, changed or not, [replicate, outcome], as declared."""
    blueprint = Blueprint.of(load_scenario("baseline", {setting: value} if setting else {}))
    if halved:
        blueprint = at_half_step(blueprint)
    replicates = range(PAIRS if setting else REPLICATES)
    found = [list(run(blueprint, SEED, k).outcomes.values()) for k in replicates]
    scale = [factor(each) if halved else 1.0 for each in OUTCOMES]
    return np.array(found) / np.array(scale)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("1", 1.0), ("months of cost", 2.0), ("person-months", 2.0), ("share per month", 0.5),
        ("MSEK per employee and month", 0.5), ("MSEK per person-month", 0.5),
        ("person-months per month", 1.0), ("per square root of a month", math.sqrt(0.5)),
    ],
)  # fmt: skip
def test_a_unit_tells_how_a_number_changes_with_the_step(unit: str, expected: float) -> None:
    assert factor(replace(PARAMETERS["wage"], unit=unit)) == pytest.approx(expected)


LEVELS = (
    "viability", "inside_share", "survival", "provider_survival", "consonance", "resonance",
    "trust", "governance", "phase", "relationships", "maturity", "involvement", "coverage",
    "foreign_share", "partner_borne_share", "markets_served", "first_entry", "revenue_growth",
    "profit", "service_share", "value_in_use", "co_production", "datatization", "digitization",
    "service_orientation", "partner_variety", "new_partners", "offer_lag", "decision_latency",
    "late_share", "wrong_share", "load_factor", "carrier_price", "tracking_share",
)  # fmt: skip


@pytest.mark.parametrize("name", LEVELS)
def test_half_the_step_moves_a_level_less_than_chance_moves_a_run(name: str) -> None:
    """Less than one standard deviation of single runs, and sure to be so by the sampling error."""
    place = OUTCOMES.names.index(name)
    whole, half = outcomes(False)[:, place], outcomes(True)[:, place]
    error = stats.sem(half - whole)
    assert abs(np.mean(half - whole)) + SIGMAS * error < np.std(whole, ddof=1)


@pytest.mark.parametrize(
    ("setting", "value", "lowered"),
    [
        ("mechanisms.resonance", False, "viability"),
        ("mechanisms.balancing_feedback", False, "viability"),
        ("mechanisms.co_creation", False, "services_in_use"),
        ("mechanisms.managers", False, "services_in_use"),
        ("strategy.innovation", "big-bang", "services_in_use"),
        ("teams.operations", 0.0, "services_in_use"),
        ("mechanisms.internationalization.partner_reach", False, "markets_served"),
    ],
)
def test_what_a_change_lowers_at_one_step_it_lowers_at_the_other(
    setting: str, value: Any, lowered: str
) -> None:
    place = OUTCOMES.names.index(lowered)
    for halved in (False, True):
        change = (outcomes(halved, setting, value) - outcomes(halved)[:PAIRS])[:, place]
        assert np.mean(change) < -SIGMAS * stats.sem(change)
