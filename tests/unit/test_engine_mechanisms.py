"""A mechanism that is switched off does nothing; switched on, it does."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM, SERIES, TIE
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.engine.build import Blueprint
from ecosim.engine.kernels.month import Stage
from ecosim.engine.run import Run, run_to_end
from ecosim.engine.settings import P
from ecosim.engine.world import World
from ecosim.scenarios import load_scenario

KINDS = ("demand", "technology", "supply", "regulation", "taste")
# A lively ecosystem, in which every mechanism has something to do within two years.
LIVELY: dict[str, Any] = {
    "scenario": {"ticks": 24, "markets": ["DE", "FI", "NO", "SE"]},
    "population": {
        "provider": {"count": 5, "industries": ["mining", "steel"], "markets": ["FI", "SE"]},
        "customer": {"count": 9},
        "partner": {"count": 4, "presence": 2.0},
        "logistics": {"count": 2},
    },
    "network": {
        "mean_degree": 5,
        "layers": {
            "provider-customer": 0.5,
            "provider-partner": 0.3,
            "provider-provider": 0.2,
            "provider-logistics": 0.2,
        },
    },
    "shock": [{"month": 6 + k, "kind": kind, "size": 0.3} for k, kind in enumerate(KINDS)],
    "parameters": {
        "search_rate": 0.5,
        "entry_rate": 1.0,
        "ending_trust": 0.3,
        "carrier_meetings": 8.0,
        "tracking_rate": 1.0,
        "tracking_outlay": 0.001,
    },
}
Months = list[World]


def switched_off(names: str) -> dict[str, bool]:
    """Return mechanisms with those off whose names stand in a text, "a + b"."""
    return {name: False for name in names.split(" + ") if name}


@functools.cache
def months(off: str = "") -> Months:
    """Return copies of what can change, at the start and after each month."""
    scenario = load_scenario({**LIVELY, "mechanisms": switched_off(off)})
    kept: Months = []

    def keep(world: World, stage: Stage, tick: int) -> None:
        if stage == Stage.ASSESS:
            kept.append(_copied(world))

    run_to_end(Blueprint.of(scenario), 3, 0, "ecosystem", hook=keep)
    return kept


def _copied(world: World) -> World:
    names = ("firms", "ties", "source", "target", "information", "capability", "requirement")
    names += ("settings", "market_choice", "next_values", "values", "schemes")
    return world._replace(**{name: getattr(world, name).copy() for name in names})


@functools.cache
def finished(off: str = "") -> Run:
    scenario = load_scenario({**LIVELY, "mechanisms": {off: False} if off else {}})
    return run_to_end(Blueprint.of(scenario), 3, 0, "all")[0]


def changes(name: str, off: str = "") -> np.ndarray:
    """Return the monthly changes of a column over all relationships that last."""
    column, found = getattr(TIE, name), []
    for before, after in zip(months(off), months(off)[1:], strict=False):
        same = (before.source >= 0) & (before.source == after.source)
        same &= (before.target == after.target) & (after.ties[TIE.age] > before.ties[TIE.age])
        found.append(after.ties[column, same] - before.ties[column, same])
    return np.concatenate(found)


def events(kind: int, off: str = "") -> int:
    return int(np.count_nonzero(finished(off).events["kind"] == kind))


def firms(name: str, off: str = "") -> np.ndarray:
    return np.array([world.firms[getattr(FIRM, name)] for world in months(off)])


def falls_only(off: str, *names: str) -> Callable[[], None]:
    def check() -> None:
        for name in names:
            assert changes(name, off).max() <= 0.0
            assert changes(name).max() > 0.0

    return check


def none_happen(off: str, *kinds: int) -> Callable[[], None]:
    def check() -> None:
        for kind in kinds:
            assert events(kind, off) == 0
            assert events(kind) > 0

    return check


def nobody_has(off: str, *names: str) -> Callable[[], None]:
    def check() -> None:
        for name in names:
            assert not firms(name, off).any()
            assert firms(name).any()

    return check


def nothing_in_relationships_develops() -> None:
    for name in ("trust", "governance", "assets", "routines", "phase"):
        assert not changes(name, "relationships").any()
        assert changes(name).any()
    for name in ("assets", "routines"):
        assert changes(name).min() < 0.0 < changes(name).max()
    none_happen("relationships", EVENT.betrayal)()


def identities_stay_when_nothing_else_moves_them() -> None:
    quiet = {f"{of}_{what}": 0.0 for of in ("value", "scheme") for what in ("noise", "reversion")}
    moved = []
    for on in (False, True):
        tables = {**LIVELY, "shock": [], "mechanisms": {"identity_drift": on}}
        scenario = load_scenario({**tables, "parameters": quiet})
        world = run_to_end(Blueprint.of(scenario), 3, 0)[1]
        for now, own in ((world.values, world.own_values), (world.schemes, world.own_schemes)):
            moved.append(not np.allclose(now, own, rtol=0.0, atol=1e-12))
    assert moved == [False, False, True, True]


def skills_come_from_own_effort_only() -> None:
    off = "learning + journeys + co_creation"  # joint development and practice teach as well
    for before, after in zip(months(off), months(off)[1:], strict=False):
        gap = np.maximum(0.0, after.requirement - before.capability)
        own = before.capability + before.settings[P.development] * gap
        assert np.all(after.capability <= own + 1e-12)
    assert np.any(months()[-1].capability > months(off)[-1].capability + 0.01)


def only_closed_firms_part() -> None:
    found = finished("partner_ending").events
    closed = {int(i) for i in found["subject"][found["kind"] == EVENT.firm_closed]}
    ended = found[found["kind"] == EVENT.relationship_ended]
    assert all({int(row["subject"]), int(row["object"])} & closed for row in ended)
    assert events(EVENT.relationship_ended) > len(ended)


def information_only_ages() -> None:
    pairs = zip(months("balancing_feedback"), months("balancing_feedback")[1:], strict=False)
    assert all(np.all(after.information <= before.information) for before, after in pairs)
    assert np.any(months()[-1].information > months()[0].information)


def each_carries_its_own() -> None:
    assert np.array_equal(firms("felt_disturbance", "pooling"), firms("disturbance", "pooling"))
    assert not np.array_equal(firms("felt_disturbance"), firms("disturbance"))


def reach_is_own_reach() -> None:
    found = finished("internationalization.partner_reach")
    entered = found.events[found.events["kind"] == EVENT.market_entered]
    assert not entered["detail"].any()
    assert not firms("partner_sales", "internationalization.partner_reach").any()
    assert firms("partner_sales").any()


def requirements_rise_by_shocks_alone() -> None:
    asked = [world.requirement for world in months("technology_progress")]
    struck = [k for k in range(1, len(asked)) if np.any(asked[k] != asked[k - 1])]
    dated = {shock["month"] - 1 for shock in LIVELY["shock"]}
    assert set(struck) <= dated
    assert np.all(months()[-1].requirement >= asked[-1])
    assert np.any(months()[-1].requirement > asked[-1])


def carriers_pay_all_of_their_tracking() -> None:
    alone, together = firms("cost_logistics", "logistics.risk_sharing"), firms("cost_logistics")
    tracking = firms("tracking", "logistics.risk_sharing") > 0.0
    outlay = 0.001 * np.sqrt(firms("employees", "logistics.risk_sharing"))
    outlay *= firms("tracking_burden")
    # The month's employees are adjusted after tracking was paid for.
    paid, had = alone[1:][tracking[:-1]], outlay[:-1][tracking[:-1]]
    assert paid == pytest.approx(had)
    shared = (firms("tracking")[:-1] > 0.0) & tracking[:-1]
    assert np.any(together[1:][shared] < alone[1:][shared])


def nothing_that_comes_back_is_lost() -> None:
    kept, lost = firms("cost_logistics", "logistics.returns")[1], firms("cost_logistics")[1]
    assert np.all(kept <= lost)
    assert np.any(kept < lost)


def taste_moves_by_shocks_alone() -> None:
    moved = firms("taste_shift", "taste_drift")
    dated = [shock["month"] for shock in LIVELY["shock"] if shock["kind"] == "taste"]
    assert sorted({int(month) + 1 for month in np.nonzero(moved)[0]}) == dated
    assert np.count_nonzero(firms("taste_shift")) > np.count_nonzero(moved)


CHECKS: dict[str, Callable[[], None]] = {
    "relationships": nothing_in_relationships_develops,
    "relationships.assets": falls_only("relationships.assets", "assets"),
    "relationships.routines": falls_only("relationships.routines", "routines"),
    "relationships.governance": falls_only("relationships.governance", "governance"),
    "relationships.betrayal": none_happen("relationships.betrayal", EVENT.betrayal),
    "resonance": falls_only("resonance", "resonance"),
    "identity_drift": identities_stay_when_nothing_else_moves_them,
    "learning": skills_come_from_own_effort_only,
    "partner_search": none_happen("partner_search", EVENT.partner_chosen, EVENT.offer_declined),
    "partner_ending": only_closed_firms_part,
    "coopetition": nobody_has("coopetition", "friction"),
    "internationalization": none_happen("internationalization", EVENT.market_entered),
    "internationalization.partner_reach": reach_is_own_reach,
    "balancing_feedback": information_only_ages,
    "shocks": nobody_has("shocks", "disturbance", "felt_disturbance", "demand_gap", "supply_gap"),
    "pooling": each_carries_its_own,
    "technology_progress": requirements_rise_by_shocks_alone,
    "logistics": nobody_has(
        "logistics", "late_share", "wrong_share", "surcharge", "cost_logistics", "revenue_resale"
    ),
    "logistics.planning": nobody_has("logistics.planning", "late_share", "surcharge"),
    "logistics.tracking": nobody_has("logistics.tracking", "tracking", "revenue_resale"),
    "logistics.risk_sharing": carriers_pay_all_of_their_tracking,
    "logistics.returns": nothing_that_comes_back_is_lost,
    "logistics.reselling": nobody_has("logistics.reselling", "revenue_resale"),
    "journeys": nobody_has(
        "journeys",
        "urgency",
        "investment_tools",
        "investment_joint",
        "cost_negotiation",
        "reaching_out",
    ),
    "journeys.triggers": nobody_has(
        "journeys.triggers", "urgency", "investment_tools", "investment_joint"
    ),
    "journeys.adaptation": nobody_has("journeys.adaptation", "investment_tools"),
    "journeys.reconfiguration": nobody_has(
        "journeys.reconfiguration", "investment_joint", "cost_negotiation", "reaching_out"
    ),
    "reinforcing_feedback": nobody_has("reinforcing_feedback", "monitoring_insight"),
    "taste_drift": taste_moves_by_shocks_alone,
}


# The parts of these are held by tests of their own: test_engine_manager_switches.py,
# test_engine_cycle.py, test_engine_service_switches.py.
ELSEWHERE = ("managers", "co_creation", "services", "paradox")
HERE = [name for name in MECHANISMS.names if name.split(".")[0] not in ELSEWHERE]


@pytest.mark.parametrize("name", HERE)
def test_a_mechanism_that_is_off_does_nothing(name: str) -> None:
    CHECKS[name]()


@pytest.mark.parametrize("name", HERE)
def test_a_mechanism_makes_a_difference(name: str) -> None:
    columns = [SERIES.viability, SERIES.resonance, SERIES.revenue, SERIES.profit]
    assert np.any(finished(name).ecosystem[:, columns] != finished().ecosystem[:, columns])


def test_without_internationalization_nobody_invests() -> None:
    nobody_has("internationalization", "investment_maturity", "investment_involvement")()
