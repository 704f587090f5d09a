"""Fork and Compare: two ways under the same chance, alive and in many replicates."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ecosim.dashboards.firm_readings import OFFERS
from ecosim.dashboards.firm_sheet import choice_sheet
from ecosim.dashboards.microscope import read_relationship
from ecosim.dashboards.pair_setups import CompareSetup, ForkSetup
from ecosim.dashboards.pictures import only_here
from ecosim.dashboards.reels import TwoRuns
from ecosim.dashboards.setup import Setup
from ecosim.dashboards.simulation import Simulation
from ecosim.dashboards.view import View
from ecosim.declarations.columns import ECOSYSTEM
from ecosim.errors import InputError
from ecosim.experiments.forks import UNDECIDED, Decision
from ecosim.experiments.pairs import compare_scenarios, forked, two_scenarios
from ecosim.reporting.pairs import pairs_report

OTHER = {"parameters.trust_gain": 0.4}
OFFER = Decision("A", offer="partner-3")


@pytest.fixture(scope="module")
def scenario():
    return Setup(scenario="six-smes", months=40).resolve()


def test_many_forks_are_those_of_the_page(scenario):
    run = Simulation(scenario, 7, replicate=1)
    run.go_to(12)
    twin = run.fork(OTHER, OFFER)
    run.go_to(40)
    twin.go_to(40)
    world, other = forked(scenario, 12, OTHER, OFFER, 7)(1)

    assert np.array_equal(world.series, run.world.series)
    assert np.array_equal(other.series, twin.world.series)
    assert not np.array_equal(world.series[12:], other.series[12:])
    assert np.array_equal(world.series[:12], other.series[:12])


def test_a_fork_in_which_nothing_is_otherwise_differs_in_nothing(scenario):
    pairs = compare_scenarios(forked(scenario, 12, {}, UNDECIDED, 7), 3, 7)

    assert {
        outcome.difference.estimate for outcome in pairs.outcomes if outcome.difference.count
    } == {0.0}
    assert (
        pairs_report(pairs, "t", "q", ("a", "b")).answer[0].startswith("No outcome clearly differs")
    )


def test_an_offer_is_made_in_the_month_after_the_fork_and_only_then(scenario):
    run = Simulation(scenario, 7)
    run.go_to(12)
    twin = run.fork({}, OFFER)
    twin.go_to(20)
    index, events = twin.blueprint.roster.index, twin.events
    made = events[(events["subject"] == index["A"]) & (events["object"] == index["partner-3"])]

    assert made["tick"].tolist()[:1] == [13]
    assert made["kind"][0] in OFFERS
    twin.go_to(12)
    twin.go_to(20)
    assert np.array_equal(twin.events[-5:], events[-5:])


def test_a_fork_is_looked_into_as_far_back_as_its_past_goes(scenario):
    run = Simulation(scenario, 7)
    run.go_to(20)
    early = run.at(11).ties.copy()
    ends = np.flatnonzero(run.world.source >= 0)[0]
    pair = (int(run.world.source[ends]), int(run.world.target[ends]))
    readings = read_relationship(run, pair)
    twin = run.fork(OTHER, OFFER)
    run.go_to(40)

    assert readings
    assert read_relationship(twin, pair) == readings
    assert np.array_equal(twin.at(11).ties, early)
    a = twin.blueprint.roster.index["A"]
    assert [month for month in range(1, 41) if twin.decided(month, a)] == [21]
    assert "The fork decided so." in str(choice_sheet(twin, 21, a))


def test_a_strategy_of_one_firm_is_that_of_this_firm_alone(scenario):
    run = Simulation(scenario, 7)
    twin = run.fork({}, Decision("B", partner_selection="random"))

    changed = np.flatnonzero(twin.world.policy != run.world.policy)
    assert changed.tolist() == [run.blueprint.roster.index["B"]]


@pytest.mark.parametrize("decision", [Decision("Nobody"), Decision("A", offer="A"), Decision("A", offer="customer-1x"),
                                      Decision("A", partner_selection="luck")])  # fmt: skip
def test_a_decision_that_cannot_be_is_refused(scenario, decision):
    with pytest.raises(InputError):
        forked(scenario, 12, {}, decision, 7)


def test_two_scenarios_meet_as_long_as_both_last_and_fans_hold_what_they_say():
    first = Setup(scenario="six-smes", months=24).resolve()
    second = Setup(
        scenario="six-smes", months=36, changed={"mechanisms.resonance": False}
    ).resolve()
    pairs = compare_scenarios(two_scenarios(first, second, 3), 12, 3)
    resonance = {outcome.name: outcome for outcome in pairs.outcomes}["resonance"]

    assert pairs.series.shape == (2, 12, 24, len(ECOSYSTEM))
    assert resonance.difference.high < 0
    low, middle, high = pairs.fan(0, "viability", (0.025, 0.5, 0.975))
    values = pairs.series[0, :, :, ECOSYSTEM.names.index("viability")]
    assert np.all((low <= middle) & (middle <= high) & (low >= values.min(axis=0)))
    last = pairs.difference("resonance")[-1]
    assert last.low <= last.estimate <= last.high < 0


def test_only_relationships_that_the_other_has_not_are_marked(scenario):
    run = Simulation(scenario, 7)
    run.go_to(12)
    twins = TwoRuns(run, run.fork(OTHER, OFFER))
    assert not any(b"".join(only_here(twins.simulation.world, twins.other.world)))
    twins.go_to(40)
    ties = []
    for one in (twins.simulation, twins.other):
        slots = np.flatnonzero(one.world.source >= 0)
        ties.append(
            [
                frozenset(pair)
                for pair in zip(one.world.source[slots], one.world.target[slots], strict=True)
            ]
        )
    marks = [list(mark) for mark in only_here(twins.simulation.world, twins.other.world)]

    assert [bool(mark) for mark in marks[0]] == [pair not in set(ties[1]) for pair in ties[0]]
    assert sum(marks[0]) + sum(marks[1]) > 0
    assert twins.pictures(1, View())["one"].endswith(bytes(marks[0]))


@pytest.mark.parametrize("query", ["scenario=six-smes&at=24&then.parameters.trust_gain=0.2&then.decision.firm=A%20%26%20B",
                                   "scenario=baseline&seed=4&at=36&then.mechanisms.resonance=off"])  # fmt: skip
def test_an_address_of_a_fork_says_the_same_as_the_fork(query):
    setup = ForkSetup.from_query(query)

    assert ForkSetup.from_query(setup.query) == setup
    assert setup.query == query


def test_a_fork_leaves_a_month_to_go_on_in():
    assert ForkSetup.from_query("months=24").at == 12
    for query in ("months=24&at=24", "months=60&at=61"):
        with pytest.raises(InputError, match="after which a month is left"):
            ForkSetup.from_query(query)


def test_an_offer_that_could_not_be_made_says_why(visit):
    scenario = Setup("baseline").resolve()
    run = Simulation(scenario, scenario.seed)
    run.go_to(20)
    slot = int(np.flatnonzero(run.world.source >= 0)[0])
    ids = run.blueprint.roster.ids
    firm, other = ids[run.world.source[slot]], ids[run.world.target[slot]]
    page = visit(f"/fork?at=20&then.decision.firm={firm}&then.decision.offer={other}")
    page.get_by_label("Month", exact=True).fill("24")

    said = f"No offer was made, as the two were related already; so {firm} went by what it found."
    page.get_by_text("No offer was made").wait_for()
    assert said in page.locator("main").inner_text()


def test_an_address_of_a_comparison_says_the_same_as_the_comparison():
    setup = CompareSetup(
        Setup("six-smes", seed=3), Setup(firms=80, changed={"parameters.trust_gain": 0.2})
    )

    assert CompareSetup.from_query(setup.query) == setup
    assert CompareSetup.from_query("") == CompareSetup()


def test_from_a_run_to_its_fork_to_what_many_of_them_say(visit, keep, serious_issues):
    page = visit("/explore?scenario=partner-selection&months=48")
    page.locator(".network-canvas[data-month='12']").wait_for()
    page.get_by_role("link", name="Fork here").click()
    page.get_by_role("heading", name="Fork after month 12").wait_for()
    page.get_by_label("Decision of").select_option("D")
    page.get_by_label("It makes an offer to").select_option("Kontora Trading")
    page.wait_for_url(re.compile("then.decision.offer=Kontora"))
    page.get_by_text(
        re.compile("Kontora Trading (accepted the offer|declined the offer|would have accepted)")
    ).wait_for()
    page.get_by_role("button", name="Zoom in").first.click()
    page.wait_for_function(
        "() => new Set([...document.querySelectorAll('.network-canvas')].map(c => c.dataset.view)).size === 1"
        " && !document.querySelector('.network-canvas').dataset.view.startsWith('1.000')"
    )
    page.locator(".network-canvas").first.focus()
    page.locator(".network-canvas").first.press("ArrowRight")
    page.get_by_text("Why it is as viable as it is").nth(1).wait_for()
    keep(page, "fork-inside-light-1280")
    page.get_by_role("button", name="Run both many times").click()
    page.locator(".answer").wait_for()
    page.evaluate("scrollTo(0, 0)")
    keep(page, "fork-light-1280")
    assert "differ" in page.locator(".answer").inner_text()
    assert serious_issues(page) == []


def test_two_scenarios_side_by_side_on_a_small_dark_screen(visit, keep, serious_issues):
    page = visit(
        "/compare?a.scenario=six-smes&a.months=36&b.scenario=six-smes&b.months=36&b.mechanisms.resonance=off",
        390,
        "dark",
    )
    page.locator(".network-canvas[data-month='12']").nth(1).wait_for()
    page.get_by_label("Month", exact=True).fill("36")
    page.locator(".network-canvas[data-month='36']").nth(1).wait_for()
    page.get_by_role("button", name="Run both many times").click()
    page.locator(".answer").wait_for()
    keep(page, "compare-dark-390")
    assert "resonance falls" in page.locator(".answer").inner_text()
    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "address",
    [
        "/fork?at=x",
        "/fork?then.decision.firm=<b>",
        "/compare?a.scenario=../x",
        "/partner?scenario=x",
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(visit, address):
    page = visit(address)

    assert page.get_by_role("alert").count() == 1
    assert "Traceback" not in page.locator("body").inner_text()
