"""The co-creation cycle: what its parts do, and what each switch takes away."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.kernels.operations import site_gain, throughput
from ecosim.engine.run import Run, run, run_to_end, step
from ecosim.engine.world import CHAIN, CUSTOMER, NEEDS, PROVIDER, TOTAL, World
from ecosim.scenarios import load_scenario

pytestmark = pytest.mark.slow  # whole runs, which take minutes as plain Python

SWITCHES = [name for name in MECHANISMS.names if name.split(".")[0] == "co_creation"]
HIDDEN, KNOWN, CHOSEN, SERVED = 1, 2, 3, 4
Settings = tuple[tuple[str, Any], ...]
# Few firms with many needs, alone with each other; managers would find needs by other ways.
WORKSHOP: dict[str, Any] = {
    "scenario": {"ticks": 60, "markets": ["SE"]},
    "population": {
        "provider": {"count": 4, "employees": 60.0},
        "customer": {"count": 12, "needs_rate": 0.3, "employees": 150.0},
    },
    "network": {"mean_degree": 4, "layers": {"provider-customer": 1.0}},
    "mechanisms": {"managers": False},
}


def finished(**settings: Any) -> tuple[Run, World]:
    """Return a run with dotted settings, written with ``__`` for the dot."""
    return _finished(tuple((key.replace("__", "."), value) for key, value in settings.items()))


@functools.cache
def _finished(settings: Settings) -> tuple[Run, World]:
    blueprint = Blueprint.of(load_scenario(WORKSHOP, dict(settings)))
    return run_to_end(blueprint, 5, 0, "firms", every=60)


def off(name: str) -> tuple[Run, World]:
    return _finished(((f"mechanisms.{name}", False),))


def happened(kind: int, run: Run) -> int:
    return int(np.count_nonzero(run.events["kind"] == kind))


def outcome(name: str, **settings: Any) -> float:
    return finished(**settings)[0].outcomes[name]


def worthy_in_baseline(gate: bool) -> np.ndarray:
    """Return the share of releases worth their cost in each of some runs."""
    scenario = load_scenario("baseline", {"mechanisms.co_creation.gate": gate})
    blueprint = Blueprint.of(scenario)
    return np.array([run(blueprint, 42, k).outcomes["worthy_share"] for k in range(12)])


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_makes_a_difference_to_money(name: str) -> None:
    assert off(name)[0].outcomes["profit"] != outcome("profit")


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_leaves_alone_what_co_creation_cannot_reach(name: str) -> None:
    for world in (off(name)[1], finished()[1]):
        assert np.array_equal(world.requirement, finished()[1].requirement)
        assert np.array_equal(world.firms[FIRM.disturbance], finished()[1].firms[FIRM.disturbance])


@pytest.mark.parametrize("name", SWITCHES[1:])
def test_without_co_creation_its_parts_change_no_bit(name: str) -> None:
    neither = _finished((("mechanisms.co_creation", False), (f"mechanisms.{name}", False)))
    assert np.array_equal(neither[0].ecosystem, off("co_creation")[0].ecosystem)


def test_without_co_creation_nothing_of_it_exists() -> None:
    run, world = off("co_creation")
    assert not world.needs[NEED.status].any()
    assert not world.modules.any()
    assert not world.ties[[TIE.project, TIE.data_access, TIE.development_cost]].any()
    kinds = (EVENT.gate_passed, EVENT.gate_stopped, EVENT.service_released, EVENT.sent_back)
    assert not any(happened(kind, run) for kind in kinds)
    assert all(happened(kind, finished()[0]) for kind in kinds)


def test_without_a_gate_nothing_is_stopped_or_dropped_and_less_of_it_pays() -> None:
    run = off("co_creation.gate")[0]
    assert happened(EVENT.gate_stopped, run) == happened(EVENT.project_dropped, run) == 0
    with_gate, without = (worthy_in_baseline(gate) for gate in (True, False))
    more = with_gate - without
    assert more.mean() > 2.0 * more.std(ddof=1) / math.sqrt(len(more))


def test_without_errors_an_estimate_is_the_truth() -> None:
    """With nothing to relieve, a need is worth its saving, wherever one looks."""
    for erring in (False, True):
        _, world = finished(
            parameters__relief_median=0.0, **{"mechanisms__co_creation.estimation_error": erring}
        )
        at = np.flatnonzero(world.needs[NEED.status] == CHOSEN)
        at = at[world.needs[NEED.estimate, at] > 0.0]
        customers = np.flatnonzero(world.kind == CUSTOMER)[at // NEEDS]
        truth = world.firms[FIRM.turnover, customers] * world.needs[NEED.saving, at]
        assert len(at) > 0
        assert np.allclose(world.needs[NEED.estimate, at], truth, rtol=1e-12) is not erring


def test_without_sprints_nothing_goes_back_and_what_is_built_fits_less() -> None:
    run = off("co_creation.sprints")[0]
    assert happened(EVENT.sent_back, run) == 0
    assert misfits(off("co_creation.sprints")[1]).mean() > misfits(finished()[1]).mean()


def misfits(world: World) -> np.ndarray:
    return world.ties[TIE.misfit, world.ties[TIE.project] >= 3.0]


def test_without_change_of_requirements_nothing_is_missed() -> None:
    run, world = off("co_creation.requirement_change")
    assert not world.ties[TIE.misfit].any()
    assert happened(EVENT.sent_back, run) == 0
    assert finished()[1].ties[TIE.misfit].any()


def seen_stages(settings: dict[str, Any]) -> set[float]:
    world = finished(parameters__upsell_rate=0.0, **settings)[1]
    return set(world.needs[NEED.stage, world.needs[NEED.status] >= KNOWN])


def test_without_a_look_at_the_whole_process_only_the_own_equipment_is_seen() -> None:
    assert seen_stages({"mechanisms__co_creation.process_scan": False}) == {0.0}
    assert seen_stages({"teams__development": 0.0}) == {0.0}
    assert seen_stages({}) == set(range(CHAIN))


def test_without_review_more_work_goes_into_features_nobody_needs() -> None:
    with_it = outcome("wasted_work_share")
    assert off("co_creation.feature_review")[0].outcomes["wasted_work_share"] > with_it > 0.0
    assert outcome("wasted_work_share", teams__steering=0.0) > with_it
    assert outcome("wasted_work_share", parameters__feature_rate=0.0) == 0.0


def test_without_reuse_nothing_is_saved_though_functions_stand_ready() -> None:
    run, world = off("co_creation.reuse")
    assert run.outcomes["reuse_share"] == 0.0
    assert world.modules.any()
    assert outcome("reuse_share") > 0.0


def test_tailored_work_takes_more_where_the_trade_is_unknown() -> None:
    known = off("co_creation.trade_knowledge")[0].outcomes["work_per_need"]
    assert outcome("work_per_need") > known
    more = outcome("work_per_need", parameters__unfamiliar_effect=3.0)
    assert more > outcome("work_per_need")


def test_what_nobody_tailored_takes_no_knowledge_of_a_trade() -> None:
    alike = {"parameters__tailoring": 0.0}
    without = {**alike, "mechanisms__co_creation.trade_knowledge": False}
    assert np.array_equal(finished(**alike)[1].firms, finished(**without)[1].firms)


def planned(world: World, slot: int) -> float:
    """Return the work on one need, wholly tailored, that a relationship's project plans."""
    j = int(world.target[slot])
    at = int(world.customer[j]) * NEEDS
    world.needs[:, at : at + NEEDS] = 0.0
    world.needs[NEED.status, at], world.needs[NEED.tailored, at] = KNOWN, 1.0
    world.needs[NEED.saving, at], world.needs[NEED.effort, at] = 0.05, 2.0
    world.ties[TIE.project, slot] = 2.0
    run_months(world, 1, 1, Stage.CO_CREATE, Stage.CO_CREATE, j, j + 1)
    return float(world.totals[TOTAL.planned_work, j])


def test_a_trade_is_known_by_the_services_in_use_in_it() -> None:
    """Four services elsewhere in the trade teach half of it; in another trade they teach nothing."""
    found = []
    for same, services in ((True, 4.0), (False, 4.0), (True, 0.0)):
        world = build_world(Blueprint.of(load_scenario(WORKSHOP)), 5, 0, keep_events=False)
        sells = (world.source == 0) & (world.kind[world.target] == CUSTOMER)
        asked, other = np.flatnonzero(sells)[:2]
        customers = world.target[[asked, other]]
        world.industry[customers] = 0, 0 if same else 1
        world.ties[TIE.in_use] = 0.0
        world.ties[TIE.in_use, other] = services
        found.append(planned(world, asked))
    assert found == [3.0, 4.0, 4.0]


def test_without_learning_nobody_has_practice() -> None:
    world = off("co_creation.learning")[1]
    assert not world.firms[FIRM.practice].any()
    assert not world.ties[TIE.experience].any()
    assert finished()[1].firms[FIRM.practice].any()


def test_integration_waits_for_data_only_while_it_needs_them() -> None:
    unmapped = {"parameters__mapping_rate": 0.0}
    free = {**unmapped, "mechanisms__co_creation.data_mapping": False}
    assert outcome("releases", **unmapped) < outcome("releases", **free)


def setbacks(**settings: Any) -> float:
    """Return the largest setback right after the stage in which projects end."""
    dotted = {key.replace("__", "."): value for key, value in settings.items()}
    blueprint, most = Blueprint.of(load_scenario(WORKSHOP, dotted)), [0.0]

    def look(world: World, stage: Stage, tick: int) -> None:
        if stage == Stage.CO_CREATE:
            most[0] = max(most[0], float(world.ties[TIE.setback].max()))

    world = build_world(blueprint, 5, 0, keep_events=False)
    for tick in range(1, 37):
        step(world, tick, look)
    return most[0]


def test_what_fails_sets_a_relationship_back_by_what_it_cost() -> None:
    no_use = {"teams__operations": 0.0}
    assert 0.0 < setbacks(**no_use) <= 1.0
    assert setbacks(**no_use, **{"mechanisms__co_creation.setback": False}) == 0.0
    assert setbacks(**no_use, parameters__person_month_cost=0.01) < setbacks(**no_use)


def test_without_operations_services_die_in_implementation_and_not_before() -> None:
    without = finished(teams__operations=0.0)[0].outcomes
    assert without["releases"] == 0.0
    assert without["failed_in_implementation_share"] > 0.6
    assert happened(EVENT.gate_passed, finished(teams__operations=0.0)[0]) > 0
    assert outcome("failed_in_implementation_share") < 0.2


def test_changing_requirements_lead_back() -> None:
    calm, lively = ({"parameters__requirement_volatility": size} for size in (0.01, 0.08))
    assert outcome("backward_share", **calm) < outcome("backward_share", **lively)


def test_one_sided_funds_bring_fewer_services_than_matched_ones() -> None:
    for share in (0.0, 1.0):
        assert outcome("releases", parameters__customer_funding=share) < outcome("releases")


def test_a_big_bang_takes_on_several_needs_and_meets_change_at_the_end() -> None:
    run, world = finished(strategy__innovation="big-bang")
    assert world.ties[TIE.scope].max() > 1.0
    assert finished()[1].ties[TIE.scope].max() == 1.0
    assert happened(EVENT.sent_back, run) == 0
    assert run.outcomes["work_per_need"] > outcome("work_per_need")


def bundled_over_single(name: str, **settings: Any) -> float:
    """Return a mean over replicates in big-bang projects against that in micro-services."""
    means = []
    for mode in ("big-bang", "micro-service"):
        given = {"strategy.innovation": mode, "scenario.ticks": 120, **settings}
        blueprint = Blueprint.of(load_scenario(WORKSHOP, given))
        runs = [run(blueprint, 5, k).outcomes for k in range(10)]
        means.append(np.mean([each[name] / each.get("releases", 1.0) for each in runs]))
    return float(means[0] / means[1])


def test_a_big_bang_costs_more_for_each_service_only_where_things_change_and_grow_complex() -> None:
    still = {"parameters.complexity": 0.0, "parameters.requirement_volatility": 0.0}
    assert bundled_over_single("invested") > 1.3
    assert bundled_over_single("invested", **still) < 1.05


def test_every_team_works_most_where_its_task_is() -> None:
    shares = finished()[0].outcomes
    stages = ("identify", "prioritize", "develop", "implement")
    by_stage = {stage: shares[f"effort_development_{stage}"] for stage in stages}
    assert max(by_stage, key=by_stage.__getitem__) == "develop"
    by_stage = {stage: shares[f"effort_operations_{stage}"] for stage in stages}
    assert min(by_stage, key=by_stage.__getitem__) == "identify"
    assert max(by_stage, key=by_stage.__getitem__) == "implement"


def test_relief_of_a_stage_that_is_not_the_tightest_adds_nothing_to_the_site() -> None:
    capacity = np.array([1.2, 1.0, 1.05, 1.3])
    needs = np.zeros((len(NEED), 2))
    needs[NEED.stage], needs[NEED.relief] = (0, 1), 0.1

    assert throughput(capacity) == 1.0
    assert site_gain(capacity, needs, 0) == 0.0
    assert site_gain(capacity, needs, 1) == pytest.approx(0.05)
    assert capacity.tolist() == [1.2, 1.0, 1.05, 1.3]


def test_the_tightest_stage_is_where_the_scenario_says() -> None:
    tables = {**WORKSHOP, "population": {**WORKSHOP["population"]}}
    tables["population"]["customer"] = {"count": 12, "bottleneck": 2.0}
    world = build_world(Blueprint.of(load_scenario(tables)), 5, 0, keep_events=False)
    assert np.all(world.operation[:, 2] == 1.0)
    assert np.all(np.delete(world.operation, 2, axis=1) > 1.0)


def test_needs_of_a_relationship_that_ended_are_hidden_again_or_lost() -> None:
    world = finished()[1]
    world = world._replace(**{name: getattr(world, name).copy() for name in world._fields})
    at = np.flatnonzero(world.needs[NEED.status] == CHOSEN)[0]
    lost = np.flatnonzero(world.needs[NEED.status] == SERVED)[0]
    world.settings[:] = load_settings(
        needs_arising=0.0, need_vanishing=0.0, voice_rate=0.0, scan_rate=0.0
    )
    for need in (at, lost):
        world.source[world.need_tie[need]] = -1

    world.degree[:] = 0
    co_create_once(world)

    assert world.needs[NEED.status, at] == HIDDEN
    assert world.needs[NEED.status, lost] == 0
    assert world.need_tie[at] == world.need_tie[lost] == -1


def load_settings(**parameters: float) -> np.ndarray:
    dotted = {f"parameters.{name}": value for name, value in parameters.items()}
    return Blueprint.of(load_scenario(WORKSHOP, dotted)).start.settings


def co_create_once(world: World) -> None:
    stage = int(Stage.CO_CREATE)
    run_months(world, 60, 60, stage, stage, 0, len(world.kind))


def test_a_projects_cost_is_shared_by_the_funds() -> None:
    blueprint = Blueprint.of(load_scenario(WORKSHOP, {"parameters.customer_funding": 0.25}))
    world = build_world(blueprint, 5, 0, keep_events=False)
    seen = 0.0
    for tick in range(1, 25):
        step(world, tick)
        own = world.firms[FIRM.cost_development, world.kind == CUSTOMER].sum()
        providers = world.firms[FIRM.cost_development, world.kind == PROVIDER].sum()
        assert providers == pytest.approx(3.0 * own)
        seen += own
    assert seen > 0.0
