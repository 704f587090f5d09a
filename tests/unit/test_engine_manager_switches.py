"""Each switch of the managers changes a whole run, and leaves alone what managers cannot reach."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM, NEED, SERIES, TIE
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.engine.build import Blueprint
from ecosim.engine.run import Run, run, run_to_end
from ecosim.engine.world import World
from ecosim.scenarios import load_scenario

pytestmark = pytest.mark.slow  # whole runs, which take minutes as plain Python

REPLICATES = 12
SWITCHES = [name for name in MECHANISMS.names if name.split(".")[0] == "managers"]
# Makers with many development managers, and customers whose incidents stay without an answer.
BUSY: dict[str, Any] = {
    "scenario": {"ticks": 72, "markets": ["SE"]},
    "population": {
        "provider": {
            "count": 5, "employees": 120, "kam": 1.0, "pdm": 3.0, "service_orientation": 0.6,
        },
        "customer": {"count": 14, "needs_rate": 0.3},
    },
    "network": {"mean_degree": 4, "layers": {"provider-customer": 1.0}},
    "parameters": {"incident_rate": 0.2, "incident_response": 0.3, "creation_rate": 1.0},
}  # fmt: skip


@functools.cache
def finished(off: str = "", replicate: int = 0) -> tuple[Run, World]:
    scenario = load_scenario({**BUSY, "mechanisms": {off: False} if off else {}})
    return run_to_end(Blueprint.of(scenario), 3, replicate, "all")


def events(kind: int, off: str = "") -> int:
    return int(np.count_nonzero(finished(off)[0].events["kind"] == kind))


def outcome(name: str, off: str = "") -> float:
    """Return the mean over replicates, leaving out those that give none."""
    found = [finished(off, k)[0].outcomes[name] for k in range(REPLICATES)]
    return float(np.nanmean(found))


@functools.cache
def baseline() -> list[dict[str, float]]:
    blueprint = Blueprint.of(load_scenario("baseline"))
    return [run(blueprint, 42, k).outcomes for k in range(REPLICATES)]


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_makes_a_difference_to_money(name: str) -> None:
    with_it, without = finished()[0].ecosystem, finished(name)[0].ecosystem
    assert np.any(with_it[:, SERIES.profit] != without[:, SERIES.profit])


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_leaves_alone_what_managers_cannot_reach(name: str) -> None:
    with_it, without = finished()[0].firms, finished(name)[0].firms
    assert with_it is not None
    assert without is not None
    for column in (FIRM.disturbance, FIRM.upheaval):
        assert np.array_equal(with_it[:, column], without[:, column])
    assert np.array_equal(finished()[1].requirement, finished(name)[1].requirement)


def test_without_managers_none_of_their_events_happen() -> None:
    for kind in (
        EVENT.opportunity_discovered, EVENT.order_like_for_like, EVENT.opportunity_created,
        EVENT.early_product_dropped, EVENT.written_off,
    ):  # fmt: skip
        assert events(kind, "managers") == 0
        assert events(kind) > 0


def test_without_managers_their_columns_stay_empty() -> None:
    without, world = finished("managers")
    for name in ("outreach", "making", "found", "venture", "unanswered", "handed_over"):
        assert not world.ties[getattr(TIE, name)].any()
    for series in ("co_production", "mandate", "manager_free_time"):
        assert not without.ecosystem[:, getattr(SERIES, series)].any()


def test_without_co_creation_managers_find_and_create_nothing() -> None:
    for name in ("opportunities_discovered", "opportunities_created"):
        assert outcome(name, "co_creation") == 0.0
        assert outcome(name) > 0.0


def test_without_incidents_left_unanswered_nobody_is_written_off() -> None:
    assert events(EVENT.written_off, "managers.incidents") == 0


def test_without_early_products_none_are_dropped() -> None:
    assert events(EVENT.early_product_dropped, "managers.early_product") == 0


def test_early_products_drop_ideas_sooner_and_bring_the_others_to_market_sooner() -> None:
    for name in ("age_at_drop", "time_to_market"):
        assert outcome(name) < outcome(name, "managers.early_product")


def test_without_handover_services_stay_with_their_makers() -> None:
    assert not finished("managers.handover")[1].ties[TIE.handed_over].any()
    assert outcome("manager_free_time", "managers.handover") < outcome("manager_free_time")


def test_created_opportunities_are_newer_and_their_worth_spreads_wider() -> None:
    for what in ("novelty", "spread"):
        more = [each[f"created_{what}"] - each[f"discovered_{what}"] for each in baseline()]
        assert np.mean(more) > 2.0 * np.std(more, ddof=1) / math.sqrt(REPLICATES)


def test_created_opportunities_come_into_use_but_are_not_all_there_is() -> None:
    for k in range(REPLICATES):
        world = finished(replicate=k)[1]
        served = world.needs[NEED.origin, world.needs[NEED.status] == 4.0]
        assert 0 < np.count_nonzero(served == 2.0) < 0.9 * len(served)
    assert outcome("mandate") > outcome("mandate", "co_creation")
