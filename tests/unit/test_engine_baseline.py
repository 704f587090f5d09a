"""The baseline is an ecosystem in which things happen: neither extinct, nor saturated, nor boundless."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ecosim.declarations.columns import TIE, TIE_COLUMNS
from ecosim.engine.build import Blueprint
from ecosim.engine.run import Run, run
from ecosim.scenarios import load_scenario

REPLICATES, LAST_YEAR = 12, 109

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    blueprint = Blueprint.of(load_scenario("baseline"))
    return [run(blueprint, 42, k, "all") for k in range(REPLICATES)]


def last_year(runs: list[Run], column: str) -> np.ndarray:
    """Return a column of every relationship and month of the last year."""
    place, parts = getattr(TIE, column), []
    for finished in runs:
        assert finished.relationships is not None
        late = finished.relationships.tick >= LAST_YEAR
        parts.append(finished.relationships.values[place, late])
    return np.concatenate(parts)


@pytest.mark.parametrize("column", ["consonance", "resonance", "trust", "phase"])
def test_few_relationships_are_as_good_as_can_be(runs: list[Run], column: str) -> None:
    high = TIE_COLUMNS[column].high
    assert high is not None
    assert np.mean(last_year(runs, column) >= 0.9 * high) <= 0.6


@pytest.mark.parametrize("column", ["consonance", "resonance", "trust", "phase"])
def test_relationships_differ(runs: list[Run], column: str) -> None:
    assert last_year(runs, column).std() > 0.02


def test_most_firms_survive(runs: list[Run]) -> None:
    assert min(finished.outcomes["survival"] for finished in runs) > 0.5


def test_revenue_neither_vanishes_nor_runs_away(runs: list[Run]) -> None:
    growth = [finished.outcomes["revenue_growth"] for finished in runs]
    assert min(growth) > -0.6
    assert max(growth) < 1.5


def test_every_outcome_has_a_value(runs: list[Run]) -> None:
    for finished in runs:
        assert np.isfinite(list(finished.outcomes.values())).all()
        assert np.isfinite(finished.firm_outcomes).all()


def test_something_happens_in_every_run(runs: list[Run]) -> None:
    for finished in runs:
        assert finished.outcomes["markets_served"] > 0.0
        assert finished.outcomes["relationships"] > 0.0
        assert len(set(finished.events["kind"].tolist())) >= 5


def test_half_and_four_times_as_many_firms_come_to_the_same() -> None:
    baseline = load_scenario("baseline")
    shares = ("survival", "viability", "consonance", "resonance", "trust", "foreign_share")
    found = []
    for factor in (0.5, 1.0, 4.0):
        groups = tuple(replace(g, count=max(1, round(factor * g.count))) for g in baseline.groups)
        blueprint = Blueprint.of(replace(baseline, groups=groups))
        outcomes = [run(blueprint, 7, k).outcomes for k in range(6)]
        found.append([np.mean([each[name] for each in outcomes]) for name in shares])
    assert np.ptp(found, axis=0).max() < 0.05
