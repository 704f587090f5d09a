"""Trust and phases: slowly up, quickly down, and never past the ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosim.rules.phases import advances, falls_back
from ecosim.rules.trust import trust

# gain, effect of distance, breach, fade; trigger, fill, step: as the parameters' defaults.
TRUST = (0.05, 0.5, 0.15, 0.035)
PHASE = (0.18, 0.75, 0.12)
FLOOR = 0.25
READY = {
    "complementarity": 0.3,
    "assets": 0.9,
    "routines": 0.9,
    "governance": 0.9,
    "trust": 0.9,
    "age": 60.0,
}

share = st.floats(0.0, 1.0)
phases = st.sampled_from([0.0, 1.0, 2.0, 3.0])


@pytest.mark.parametrize("level", [0.3, 0.5, 0.7])
def test_a_betrayal_undoes_more_than_the_best_month_earns(level: float) -> None:
    assert trust(level, 1.0, 1.0, 0.0, 0.0, 0.0, *TRUST) > level
    assert trust(level, 1.0, 1.0, 1.0, 0.0, 0.0, *TRUST) < level


def test_a_failure_costs_half_of_what_a_betrayal_does() -> None:
    good = trust(0.6, 0.7, 0.3, 0.0, 0.0, 0.2, *TRUST)
    failed = trust(0.6, 0.7, 0.3, 0.0, 1.0, 0.2, *TRUST)
    betrayed = trust(0.6, 0.7, 0.3, 1.0, 1.0, 0.2, *TRUST)

    assert good - betrayed == pytest.approx(2.0 * (good - failed))


def test_trust_fades_without_success() -> None:
    assert trust(0.5, 0.0, 1.0, 0.0, 0.0, 0.0, *TRUST) < 0.5


def test_trust_grows_more_slowly_from_afar() -> None:
    near = trust(0.3, 0.8, 0.5, 0.0, 0.0, 0.0, *TRUST)
    far = trust(0.3, 0.8, 0.5, 0.0, 0.0, 0.9, *TRUST)

    assert 0.3 < far < near


@given(share, share)
def test_trust_settles_between_nothing_and_one(start: float, success: float) -> None:
    level = start
    for _ in range(600):
        level = trust(level, success, 0.5, 0.0, 0.0, 0.2, *TRUST)
        assert 0.0 <= level <= 1.0

    settled = trust(level, success, 0.5, 0.0, 0.0, 0.2, *TRUST)
    assert settled == pytest.approx(level, abs=1e-4)


@pytest.mark.parametrize("phase", [0.0, 1.0, 2.0])
def test_a_relationship_with_everything_advances(phase: float) -> None:
    assert advances(phase, *READY.values(), *PHASE) == 1.0


def test_no_relationship_goes_beyond_the_advanced_phase() -> None:
    assert advances(3.0, *dict.fromkeys(READY, 1.0).values(), *PHASE) == 0.0
    assert advances(3.0, *READY.values(), 0.0, 0.0, 0.0) == 0.0


@pytest.mark.parametrize("missing", READY)
def test_no_component_of_a_phase_can_be_missing(missing: str) -> None:
    assert advances(2.0, *(READY | {missing: 0.1}).values(), *PHASE) == 0.0


@pytest.mark.parametrize(("phase", "months"), [(1.0, 12.0), (2.0, 24.0)])
def test_a_phase_takes_its_time(phase: float, months: float) -> None:
    assert advances(phase, *(READY | {"age": months - 1.0}).values(), *PHASE) == 0.0
    assert advances(phase, *(READY | {"age": months}).values(), *PHASE) == 1.0


def test_a_relationship_without_a_phase_cannot_lose_one() -> None:
    assert falls_back(0.0, 0.0, 0.0, PHASE[0], FLOOR) == 0.0


@pytest.mark.parametrize(("fit", "belief"), [(0.08, 0.9), (0.9, 0.24)])
def test_a_phase_is_lost_with_complementarity_or_with_trust(fit: float, belief: float) -> None:
    assert falls_back(2.0, fit, belief, PHASE[0], FLOOR) == 1.0


@given(phases, share, share, share, share, share, st.floats(0.0, 120.0))
def test_no_relationship_advances_and_falls_back_in_one_month(
    phase: float,
    fit: float,
    assets: float,
    routines: float,
    governance: float,
    belief: float,
    age: float,
) -> None:
    up = advances(phase, fit, assets, routines, governance, belief, age, *PHASE)
    down = falls_back(phase, fit, belief, PHASE[0], FLOOR)

    assert up + down <= 1.0
    assert 0.0 <= phase + up - down <= 3.0
