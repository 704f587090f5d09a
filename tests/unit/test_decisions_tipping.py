"""The smallest change that tips the winner is found where it was put, and noise tips nothing."""

from __future__ import annotations

import numpy as np
import pytest

from ecosim.decisions.tipping import Tipping, checked_assumptions, find_tipping_points
from ecosim.decisions.tipping_search import Path, Search
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Comparison
from ecosim.errors import InputError
from ecosim.scenarios import load_scenario
from tests.unit.test_experiments_compare import ECOSYSTEM

QUESTION = Comparison("A", ("good", "poor"), "viability")
# Trust fades by 0.03 a month by default, and is gained by 0.08; poor takes over at these values.
FADE, GAIN = 0.045, 0.2


class Known:
    """Objectives as formulas: good leads by 0.3 until trust fades or grows fast enough."""

    def __init__(self, noise: float) -> None:
        self.noise = noise

    def value(self, parameters: dict[str, float], choice: int, replicate: int) -> float:
        own = np.random.default_rng([choice, replicate]).normal() * self.noise
        shared = np.random.default_rng([99, replicate]).normal()
        lead = 0.3
        lead -= 0.3 * (parameters.get("trust_fade", 0.03) - 0.03) / (FADE - 0.03)
        lead -= 0.3 * max(0.0, parameters.get("trust_gain", 0.08) - 0.08) / (GAIN - 0.08)
        return shared + own + (lead, 0.0, -1.0)[choice]

    def known(self, replicates: int) -> np.ndarray:
        return np.array([[self.value({}, c, r) for c in range(3)] for r in range(replicates)])


def found(
    monkeypatch: pytest.MonkeyPatch, noise: float, names: list[str], replicates: int = 100
) -> Tipping:
    formula = Known(noise)

    def value(_search: Search, task: tuple[Path, float, int, int]) -> float:
        path, way, choice, replicate = task
        return formula.value({path.name: path.value(way)}, choice, replicate)

    monkeypatch.setattr(Search, "_value", value)
    scenario = load_scenario(ECOSYSTEM)
    known = formula.known(replicates)
    return find_tipping_points(scenario, QUESTION, known, replicates, 4, names, threads=1)


def test_the_smaller_of_two_changes_comes_first_and_is_near_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tipping = found(monkeypatch, 0.05, ["trust_gain", "trust_fade", "wage"])
    first, second = tipping.points
    assert (tipping.winner, tipping.assumptions) == ("good", 3)
    assert (first.assumption, first.winner) == ("parameters.trust_fade", "poor")
    assert FADE < first.then < 1.2 * FADE
    assert first.change == pytest.approx((first.then - 0.03) / 0.03)
    assert second.assumption == "parameters.trust_gain"
    assert GAIN < second.then < 1.3 * GAIN
    assert first.is_confirmed
    assert second.is_confirmed


def test_noise_does_not_move_where_the_winner_is_said_to_change_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tipping = found(monkeypatch, 0.6, ["trust_fade"], replicates=400)
    point = tipping.points[0]
    assert point.is_confirmed
    assert FADE < point.then < 2.5 * FADE


def test_a_parameter_that_changes_nothing_tips_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    tipping = found(monkeypatch, 1.0, ["wage", "credit", "upkeep"], replicates=200)
    assert not any(point.is_confirmed for point in tipping.points)


def test_a_path_goes_at_equal_ratios_unless_it_ends_at_zero() -> None:
    assert Path("wage", 0.01, 1.0).value(0.5) == pytest.approx(0.1)
    assert Path("wage", 0.01, 0.0).value(0.5) == pytest.approx(0.005)
    for end in (0.0, 1.0):
        assert Path("wage", 0.045, end).value(1.0) == pytest.approx(end)


def test_no_path_leaves_the_range_that_the_scenario_takes() -> None:
    scenario = load_scenario(ECOSYSTEM)
    for declared in PARAMETERS:
        now = scenario.parameters[declared.name]
        for end in (declared.low, declared.high):
            assert end is not None
            for way in (1e-3, 0.03, 0.5, 0.97, 1.0):
                value = Path(declared.name, now, end).value(way)
                scenario.with_settings({f"parameters.{declared.name}": value})


def test_names_of_parameters_are_checked() -> None:
    assert checked_assumptions(["all"]) == list(PARAMETERS.names)
    assert checked_assumptions(["parameters.wage", "wage", "credit"]) == ["wage", "credit"]
    with pytest.raises(InputError, match="did you mean 'trust_gain'"):
        checked_assumptions(["trust_gian"])
