"""The model agrees with what can be worked out by hand, and does not mind names or currencies.

Every test is deterministic. Had the seeds been others, each single check that is statistical would
raise a false alarm with a probability of ``FALSE_ALARM``.
"""

from __future__ import annotations

import math
from typing import Any

import networkx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ecosim.declarations.columns import EVENT, SERIES
from ecosim.declarations.markets import load_markets
from ecosim.declarations.parameters import PARAMETERS
from ecosim.engine.build import Blueprint
from ecosim.engine.kernels.operations import throughput
from ecosim.engine.run import Run, run
from ecosim.engine.world import CHAIN
from ecosim.rules.market_entry import distance_barrier, entry_hazard, joint_reach, own_reach
from ecosim.rules.maturity import phase_position
from ecosim.rules.resonance import resonance
from ecosim.rules.trust import trust
from ecosim.rules.viability import closes_down
from ecosim.scenarios import load_scenario

FALSE_ALARM = 1e-4
SIGMAS = float(stats.norm.isf(FALSE_ALARM / 2.0))
Floats = NDArray[np.float64]
GAIN, ROUTINES, FADE = 0.08, 0.4, 0.03
MONTHS = 30


def trust_after(months: int, start: float, success: Floats) -> Floats:
    """Return the trust of many relationships whose months go so well, [relationships]."""
    found = np.full(len(success), start)
    for month in range(months):
        for k, now in enumerate(found):
            found[k] = trust(now, success[k, month], ROUTINES, 0.0, 0.0, 0.0, GAIN, 0.5, 0.15, FADE)
    return found


def test_trust_settles_where_gain_and_fading_balance() -> None:
    """τ* = A/(A + B) with A = gain·(½ + ½k)·E[y] and B = fade·(1.3 − E[y])."""
    success = np.random.default_rng(2).uniform(0.3, 0.9, (500, 240))
    found = trust_after(240, 0.9, success)
    up, down = GAIN * (0.5 + 0.5 * ROUTINES) * 0.6, FADE * (1.3 - 0.6)
    error = found.std(ddof=1) / math.sqrt(len(found))
    assert abs(found.mean() - up / (up + down)) < SIGMAS * error


def test_half_the_way_to_the_fixed_point_takes_the_half_life() -> None:
    up, down = GAIN * (0.5 + 0.5 * ROUTINES) * 0.6, FADE * (1.3 - 0.6)
    settled, half_life = up / (up + down), math.log(2.0) / -math.log(1.0 - up - down)
    steady = np.full((1, 60), 0.6)
    before, after = (
        abs(float(trust_after(month, 0.0, steady)[0]) / settled - 0.5)
        for month in (math.floor(half_life), math.ceil(half_life))
    )
    assert min(before, after) < 0.5 * (up + down)


def developed(months: int, unit: float) -> tuple[float, float]:
    """Return trust and resonance after so many steps of this part of a month."""
    belief = bond = 0.1
    for _ in range(months):
        belief, bond = (
            trust(belief, 0.6, ROUTINES, 0.0, 0.0, 0.0, unit * GAIN, 0.5, 0.15, unit * FADE),
            resonance(bond, 0.8, 0.7, belief, 0.6, unit * 0.5, 0.05, unit * 0.12),
        )
    return belief, bond


def test_the_unit_of_time_makes_no_difference_where_rates_are_small() -> None:
    """Half the rates over twice as many steps; what is left halves with the step once more."""
    for months in (12, 48):
        whole, half, quarter = (np.array(developed(months * n, 1.0 / n)) for n in (1, 2, 4))
        assert half == pytest.approx(whole, rel=0.02)
        assert (half - quarter) / (whole - half) == pytest.approx(0.5, abs=0.05)


def test_the_throughput_of_a_chain_is_the_maximum_flow_through_it() -> None:
    for capacity in np.random.default_rng(6).uniform(1.0, 1.3, (50, CHAIN)):
        chain = networkx.DiGraph()
        for stage, limit in enumerate(capacity):
            chain.add_edge(stage, stage + 1, capacity=limit)
        assert throughput(capacity) == networkx.maximum_flow_value(chain, 0, CHAIN)


def test_cash_that_wins_and_loses_evenly_is_ruined_as_a_gambler_is() -> None:
    """From 5 above the limit, 15 short of the goal, ruin has a probability of 15/20."""
    random, games, ruined = np.random.default_rng(4), 4000, 0
    for _ in range(games):
        cash = 4.0
        while not closes_down(cash, 1.0, 0.5) and cash < 19.0:
            cash += 1.0 if random.random() < 0.5 else -1.0
        ruined += cash < 19.0
    assert abs(ruined - 0.75 * games) < SIGMAS * math.sqrt(games * 0.75 * 0.25)


def test_a_firm_that_loses_steadily_lives_as_long_as_its_cash_and_credit() -> None:
    """3 MSEK of cash and some months' cost of credit, spent at the loss of the first month."""
    found = lone(
        {"kind": "partner", "margin": -0.2, "cash": 3.0, "turnover": 12.0},
        {"scenario.ticks": 60, "mechanisms.shocks": False, "parameters.staff_pace": 0.0},
    )
    credit = load_scenario("baseline").parameters["credit"]
    loss = -found.ecosystem[0, SERIES.profit]
    cost = found.ecosystem[0, SERIES.revenue] + loss
    closed = found.events[found.events["kind"] == EVENT.firm_closed]
    assert [int(month) for month in closed["tick"]] == [
        math.floor((3.0 + credit * cost) / loss) + 1
    ]


def lone(firm: dict[str, Any], settings: dict[str, Any], replicate: int = 0) -> Run:
    """Run one firm that has no relationships."""
    alone = {"firm": [{"id": "Lone", **firm}], "network": {"generator": "none"}}
    return run(Blueprint.of(load_scenario(alone, settings)), 5, replicate, "ecosystem")


def test_the_wait_for_a_market_is_geometric_with_the_hazard_of_the_rule() -> None:
    """With everything else at rest the hazard stays what it is in the first month."""
    firm = {"kind": "provider", "employees": 100, "turnover": 120, "readiness": 1.0,
            "services": 0.8, "modularity": 0.5, "cash": 120, "market": "SE"}  # fmt: skip
    rest = ("activity_rate", "activity_fade", "staff_pace", "innovation_share", "entry_cost",
            "market_running_cost")  # fmt: skip
    settings = {f"parameters.{name}": 0.0 for name in rest}
    settings |= {"scenario.markets": ["SE", "DE"], "scenario.ticks": MONTHS,
                 "mechanisms.shocks": False, "parameters.entry_rate": 0.5}  # fmt: skip
    firm |= {"capability.product": 1.0, "coupling": 1.0}
    waits = [wait_for_market(firm, settings, replicate) for replicate in range(400)]
    maturity = phase_position(1.0, 0.8, 0.5)
    distance = load_markets(["SE", "DE"]).distance[0, 1]
    effect = float(PARAMETERS["distance_effect"].default or 0.0)
    barrier = distance_barrier(distance, maturity, effect)
    hazard = entry_hazard(barrier, joint_reach(own_reach(100.0, maturity), 0.0), 0.5)
    entered = np.array([w for w in waits if w is not None])
    months = entered.sum() + MONTHS * (len(waits) - len(entered))
    assert len(entered) > 300
    spread = math.sqrt(len(entered) * (1.0 - hazard))
    assert abs(len(entered) - hazard * months) < SIGMAS * spread


def wait_for_market(firm: dict[str, Any], settings: dict[str, Any], replicate: int) -> int | None:
    """Return the month in which the firm entered its first market, if it did."""
    found = lone(firm, settings, replicate)
    entered = found.events[found.events["kind"] == EVENT.market_entered]
    return int(entered["tick"][0]) if len(entered) else None


ALIKE = {
    "population.provider": {"count": 10}, "population.customer.count": 1,
    "population.partner": [{"count": 10}], "population.logistics.count": 1,
    "network.generator": "none", "scenario.ticks": 6, "policy.partner_selection": "random",
    "parameters.search_rate": 0.5, "mechanisms.shocks": False,
}  # fmt: skip


def test_partners_who_are_alike_are_chosen_alike_often_by_a_random_policy() -> None:
    fields = {"legitimacy": 0.8, "openness": 0.6, "digitization": 0.3, "employees": 40}
    fields |= {f"capability.{q}": 0.5 for q in ("product", "analytics", "connectivity")}
    settings = {**ALIKE, "population.partner": [{"count": 10, **fields}]}
    blueprint = Blueprint.of(load_scenario("baseline", settings))
    offered = np.zeros(10)
    for replicate in range(150):
        events = run(blueprint, 5, replicate, "ecosystem").events
        offers = (EVENT.partner_chosen, EVENT.no_room, EVENT.offer_declined)
        made = np.isin(events["kind"], offers)
        objects = events["object"][made & (events["tick"] <= 2)]
        partner = blueprint.roster.index["partner-1"] + np.arange(10)
        offered += (objects[:, None] == partner).sum(axis=0)
    assert offered.sum() > 400
    assert stats.chisquare(offered).pvalue > FALSE_ALARM


MONEY = [name for name in PARAMETERS.names if PARAMETERS[name].unit.startswith("MSEK")]


def test_the_currency_makes_no_difference() -> None:
    """All amounts times 16: shares and phases stay, profit is 16 times as high.

    Rules that divide add a millionth of a MSEK, which is why the last digits differ.
    """
    settings = {"scenario.ticks": 60}
    usual = load_scenario("baseline", {**settings, **everyone(50.0)})
    dear = {f"parameters.{name}": 16.0 * usual.parameters[name] for name in MONEY}
    other = load_scenario("baseline", {**settings, **everyone(16.0 * 50.0), **dear})
    mine, theirs = (run(Blueprint.of(s), 5, 0).outcomes for s in (usual, other))
    assert theirs["profit"] == pytest.approx(16.0 * mine["profit"], rel=1e-5)
    for name in ("viability", "trust", "phase", "foreign_share", "maturity", "survival"):
        assert theirs[name] == pytest.approx(mine[name], rel=1e-5)


def everyone(turnover: float) -> dict[str, Any]:
    """Return settings in which every kind of firm has turnovers around this one."""
    spread = {"median": turnover, "spread": 0.5}
    kinds = {
        f"population.{kind}.turnover": spread for kind in ("provider", "customer", "logistics")
    }
    return {**kinds, "population.partner": [{"count": 20, "turnover": spread}]}


def named_outcomes(prefix: str, replicates: int) -> Floats:
    """Return the makers' mean revenue in an ecosystem whose firms have names of this kind."""
    firms = [{"id": f"{prefix}{k}", "kind": "provider"} for k in range(6)]
    settings = {"firm": firms, "population.provider.count": 0, "scenario.ticks": 48}
    blueprint = Blueprint.of(load_scenario("baseline", settings))
    makers = [blueprint.roster.index[firm["id"]] for firm in firms]
    runs = (run(blueprint, 5, k).firm_outcomes[:, makers].mean(axis=1) for k in range(replicates))
    return np.array(list(runs))


def test_other_names_give_other_chance_but_the_same_distribution() -> None:
    mine, theirs = named_outcomes("A", 80), named_outcomes("zebra-", 80)
    for column in range(mine.shape[1]):
        if np.ptp(mine[:, column]) > 0.0:
            found = stats.ks_2samp(mine[:, column], theirs[:, column], method="asymp")
            assert found.pvalue > FALSE_ALARM


def test_the_order_in_which_firms_are_listed_makes_no_difference() -> None:
    firms = [{"id": name, "kind": "provider"} for name in "ABCDEF"]
    found = []
    for listed in (firms, firms[::-1]):
        settings = {"firm": listed, "scenario.ticks": 36, "network.generator": "none",
                    "mechanisms.partner_search": False}  # fmt: skip
        blueprint = Blueprint.of(load_scenario("baseline", settings))
        result = run(blueprint, 5, 0)
        found.append([result.firm_outcomes[:, blueprint.roster.index[name]] for name in "ABCDEF"])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-9)


def test_a_mechanism_without_anything_to_do_makes_no_difference_to_the_last_bit() -> None:
    """Where providers have no relationships among each other there is no coopetition."""
    idle = {"scenario.ticks": 36, "network.layers.provider-provider": 0.0,
            "mechanisms.partner_search": False}  # fmt: skip
    usual, without = (
        run(Blueprint.of(load_scenario("baseline", {**idle, "mechanisms.coopetition": on})), 5, 0)
        for on in (True, False)
    )
    np.testing.assert_array_equal(without.ecosystem, usual.ecosystem)
