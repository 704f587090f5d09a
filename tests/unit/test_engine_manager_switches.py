"""Each switch of the managers changes a whole run, and leaves alone what managers cannot reach."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import ECOSYSTEM, EVENT, FIRM, SERIES, TIE
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.engine.build import Blueprint
from ecosim.engine.run import Run, run_to_end
from ecosim.engine.world import World
from ecosim.scenarios import load_scenario

SWITCHES = [name for name in MECHANISMS.names if name.split(".")[0] == "managers"]
# Two makers with many managers, and customers who have more needs than anyone can voice.
BUSY: dict[str, Any] = {
    "scenario": {"ticks": 60, "markets": ["SE"]},
    "population": {
        "provider": {"count": 3, "kam": 3.0, "pdm": 2.0, "service_orientation": 0.6},
        "customer": {"count": 12, "needs_rate": 0.6},
    },
    "network": {"mean_degree": 4, "layers": {"provider-customer": 1.0}},
    "parameters": {"failure_rate": 0.6},
}


@functools.cache
def finished(off: str = "") -> tuple[Run, World]:
    scenario = load_scenario({**BUSY, "mechanisms": {off: False} if off else {}})
    return run_to_end(Blueprint.of(scenario), 3, 0, "all")


def events(kind: int, off: str = "") -> int:
    return int(np.count_nonzero(finished(off)[0].events["kind"] == kind))


def outcome(name: str, off: str = "") -> float:
    return finished(off)[0].outcomes[name]


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_makes_a_difference_to_money(name: str) -> None:
    with_it, without = finished()[0].ecosystem, finished(name)[0].ecosystem
    assert np.any(with_it[:, SERIES.profit] != without[:, SERIES.profit])


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_leaves_alone_what_managers_cannot_reach(name: str) -> None:
    for kept in ("disturbance",):
        column = getattr(FIRM, kept)
        assert finished()[0].firms is not None
        assert np.array_equal(finished()[0].firms[:, column], finished(name)[0].firms[:, column])
    assert np.array_equal(finished()[1].requirement, finished(name)[1].requirement)


def test_without_managers_none_of_their_events_happen() -> None:
    for kind in (
        EVENT.opportunity_discovered, EVENT.order_like_for_like, EVENT.opportunity_created,
        EVENT.early_product_dropped, EVENT.written_off,
    ):  # fmt: skip
        assert events(kind, "managers") == 0
        assert events(kind) > 0


def test_without_managers_their_columns_stay_empty() -> None:
    run, world = finished("managers")
    for name in ("outreach", "making", "found", "venture", "unanswered", "handed_over"):
        assert not world.ties[getattr(TIE, name)].any()
    for series in ("co_production", "mandate", "manager_free_time"):
        assert not run.ecosystem[:, getattr(SERIES, series)].any()
        assert series in ECOSYSTEM


def test_managers_need_no_co_creation_to_lose_customers_but_find_nothing_without_it() -> None:
    assert outcome("opportunities_discovered", "co_creation") == 0.0
    assert events(EVENT.written_off, "co_creation") > 0


def test_without_incidents_left_unanswered_nobody_is_written_off() -> None:
    assert events(EVENT.written_off, "managers.incidents") == 0


def test_without_early_products_none_are_dropped() -> None:
    assert events(EVENT.early_product_dropped, "managers.early_product") == 0


def test_early_products_drop_ideas_sooner() -> None:
    assert outcome("age_at_drop") < outcome("age_at_drop", "managers.early_product")


def test_without_handover_services_stay_with_their_makers() -> None:
    assert not finished("managers.handover")[1].ties[TIE.handed_over].any()
    assert outcome("manager_free_time", "managers.handover") < outcome("manager_free_time")


def test_created_opportunities_are_newer_and_their_worth_spreads_wider() -> None:
    assert outcome("created_novelty") > outcome("discovered_novelty")
    assert outcome("created_spread") > outcome("discovered_spread")


def test_what_managers_bring_is_worked_on_and_comes_into_use() -> None:
    assert outcome("time_to_market") > 0.0
    assert outcome("mandate") > 0.7
