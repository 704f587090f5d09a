"""Services in use: what they bring, and when they end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.run import take_events
from ecosim.engine.world import NEEDS, World
from tests.unit.service_worlds import (
    BUYER,
    NEIGHBOUR,
    PROVIDER,
    Service,
    firm,
    months,
    relationship,
    tie,
    world_with,
)


def gain(*services: Service, operation: Sequence[float] = (1.0, 1.02, 1.5, 1.5)) -> float:
    """Return what services bring the buyer in the first month beside their savings."""
    world = world_with([{**service, "saving": 0.0} for service in services])
    world.operation[:] = operation
    return firm(months(world, 1, 1), BUYER, "service_gain")


def test_relief_where_the_site_is_not_tight_adds_nothing() -> None:
    assert gain({"stage": 0.0}) > 0.0
    assert gain({"stage": 2.0}) == 0.0


def test_services_for_interdependent_stages_are_worth_more_together() -> None:
    one, other, third = ({"stage": stage} for stage in (0.0, 1.0, 2.0))
    even = {"operation": (1.0, 1.005, 1.005, 1.5)}
    alone = [gain(service, **even) for service in (one, other, third)]
    surplus = gain(one, other, **even) - alone[0] - alone[1]
    assert alone[0] > 0.0 == alone[1]
    assert surplus == 0.0 < gain(one, other, third, **even) - sum(alone)
    assert gain(one, other) > gain(one) + gain(other)


def performance(off: Sequence[str] = (), **parameters: float) -> tuple[float, int]:
    """Return mean performance over three years, and services cancelled."""
    world = world_with([{}, {"stage": 1.0}, {"saving": 0.01}], off=off, **parameters)
    seen = []
    for tick in range(1, 37):
        months(world, tick, tick)
        seen.append(float(world.needs[NEED.performance, :3].mean()))
    return float(np.mean(seen)), cancelled(world)


def cancelled(world: World) -> int:
    return int(np.count_nonzero(take_events(world)["kind"] == EVENT.service_cancelled))


def test_meetings_find_what_goes_wrong() -> None:
    rough = {"degradation_rate": 0.15, "kpi_patience": 2.0, "kpi_share": 0.8}
    watched, kept = performance(**rough)
    unwatched, lost = performance(("services.monitoring",), **rough)
    assert watched > unwatched + 0.2
    assert kept < lost
    smooth = performance(("services.degradation",))[0]
    assert smooth > watched
    assert smooth - performance(("services.degradation", "services.monitoring"))[0] < (
        watched - unwatched
    )


def test_repair_makes_a_service_what_it_was_made_for_and_no_more() -> None:
    world = world_with(
        [{"design": 0.8, "performance": 0.5}], off=("managers", "services.degradation")
    )
    months(world, 1, 60)

    need = world.customer[BUYER] * NEEDS
    assert world.needs[NEED.performance, need] == pytest.approx(0.8, abs=0.01)
    assert world.needs[NEED.performance, need] <= world.needs[NEED.design, need] == 0.8


def test_half_the_use_raises_half_the_expectation() -> None:
    def expectation(adoption: float) -> float:
        world = world_with([{"adoption": adoption, "age": -1.0}], off=("services.expectation",))
        return relationship(months(world, 1, 1), "expectation")

    assert 0.0 < expectation(0.35) == pytest.approx(0.5 * expectation(0.7))


def test_what_only_its_makers_run_is_made_again_less() -> None:
    def ready(handed_over: float, off: Sequence[str] = ()) -> float:
        world = world_with([{"age": 0.0, "module": 2.0}], off=off)
        slot = tie(world, PROVIDER, BUYER)
        world.ties[TIE.in_use, slot], world.ties[TIE.handed_over, slot] = 4.0, handed_over
        world.modules[:] = 0.0
        run_months(world, 1, 1, int(Stage.ORGANIZE), int(Stage.ORGANIZE), 0, len(world.kind))
        return float(world.modules[PROVIDER, 2])

    assert 0.0 < ready(0.0) < ready(2.0) < ready(4.0)
    assert ready(0.0, off=("managers",)) == ready(4.0)


def test_meetings_cost_both_sides() -> None:
    for off, paid in (((), True), (("services.monitoring",), False)):
        world = months(world_with([{}], off=off), 1, 1)
        assert (firm(world, PROVIDER, "cost_meetings") > 0.0) == paid
        assert firm(world, PROVIDER, "cost_meetings") == firm(world, BUYER, "cost_meetings")
        assert firm(world, NEIGHBOUR, "cost_meetings") == 0.0


def test_what_is_delivered_becomes_the_norm() -> None:
    def satisfaction(off: Sequence[str]) -> list[float]:
        quiet = ("co_creation", "services.degradation", "services.learning", "services.monitoring", "relationships",
                 "resonance", "balancing_feedback", "identity_drift", "learning")  # fmt: skip
        world = world_with([{"estimate": 0.01, "age": -1.0}], off=(*quiet, *off),
                           information_ageing=0.0)  # fmt: skip
        return [
            relationship(months(world, tick, tick), "realized") / relationship(world, "expectation")
            for tick in range(1, 61)
        ]

    creeping, fixed = satisfaction(()), satisfaction(("services.expectation",))
    assert creeping[-1] < 0.95 < creeping[0]
    assert fixed[-1] == pytest.approx(fixed[0], rel=0.05)


def test_services_that_fall_short_for_long_are_cancelled_with_a_setback() -> None:
    promised = {"estimate": 8.0, "age": -1.0}  # a month older before it is used
    world = world_with([promised, {"saving": 0.008}], kpi_patience=4.0)
    need, ended = world.customer[BUYER] * NEEDS, 0
    for tick in range(1, 13):
        run_months(world, tick, tick, 0, int(Stage.SERVE), 0, len(world.kind))
        if world.needs[NEED.status, need] == 0.0 and not ended:
            ended = tick
            assert relationship(world, "setback") == pytest.approx(0.4)
            assert relationship(world, "months_below") == 0.0
            assert world.need_tie[need] == -1
        run_months(
            world, tick, tick, int(Stage.SERVE) + 1, len(Stage) - 1, 0, len(world.kind)
        )  # fmt: skip
    assert 3 <= ended <= 7
    assert cancelled(world) >= 1
    patient = months(world_with([promised], off=("services.cancellation",)), 1, 24)
    assert cancelled(patient) == 0


def test_content_customers_speak_of_further_needs_in_meetings() -> None:
    def known(off: Sequence[str] = ()) -> int:
        hidden = {"status": 1.0}
        world = world_with([{"saving": 0.03}, hidden, hidden, hidden], off=off, upsell_rate=1.0)
        world.need_tie[1:4] = -1
        world.ties[TIE.phase] = 2.0
        run_months(world, 1, 12, int(Stage.SERVE), int(Stage.SERVE), 0, len(world.kind))
        return int(np.count_nonzero(world.needs[NEED.status] == 2.0))

    assert known() > 0
    assert known(("services.upsell",)) == known(("services.monitoring",)) == 0


def test_without_services_nothing_of_them_is_felt() -> None:
    plain = months(world_with([]), 1, 12)
    bare = months(world_with([], off=("services", "paradox")), 1, 12)
    assert np.array_equal(plain.firms, bare.firms)
    assert np.array_equal(plain.ties, bare.ties)
    for name in ("revenue_service", "service_gain", "delivery", "cost_meetings", "cost_platforms"):
        assert not plain.firms[getattr(FIRM, name)].any()
