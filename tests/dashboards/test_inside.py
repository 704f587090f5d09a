"""Look inside: from a firm to a relationship to the rules that made it."""

from __future__ import annotations

import re

import numpy as np
import pytest

from ecosim.dashboards.firm_readings import OFFERS, read_choice, read_viability
from ecosim.dashboards.setup import Setup
from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.columns import FIRM
from ecosim.engine.run import take_events
from ecosim.engine.world import COUNTER
from ecosim.rules.viability import viability


@pytest.fixture(scope="module")
def simulation():
    run = Simulation(Setup(firms=104, months=60).resolve(), 42)
    run.go_to(48)
    return run


def test_viability_is_that_of_the_weakest_essential_variable(simulation):
    world = simulation.world
    for firm in np.flatnonzero(world.firms[FIRM.alive] > 0.0):
        weakest = read_viability(world, firm)[0]
        wanted = world.firms[FIRM.viability, firm]
        assert viability.py_func(weakest.margin) == pytest.approx(wanted, abs=1e-12)


def test_the_candidate_that_gets_the_offer_has_the_highest_score(simulation):
    events = simulation.events
    made = events[np.isin(events["kind"], OFFERS)]
    assert len(made) > 20
    for row in made[:40]:
        reading = read_choice(simulation, int(row["tick"]), int(row["subject"]))
        scores = {firm: by[reading.policy] for firm, by in reading.scores.items()}
        assert scores[reading.chosen] == max(scores.values())
        assert reading.chosen == row["object"]


def test_a_month_without_a_search_has_no_choice_to_explain(simulation):
    searched = {(int(row["tick"]), int(row["subject"])) for row in simulation.events}
    firm = 0
    quiet = next(month for month in range(1, 49) if (month, firm) not in searched)

    assert read_choice(simulation, quiet, firm) is None


def test_looking_back_leaves_the_run_as_it_is(simulation):
    before = simulation.world.firms.copy()
    simulation.at(20)
    simulation.history(lambda world: None)

    assert np.array_equal(simulation.world.firms, before)
    assert simulation.world.counters[COUNTER.events] == 0
    assert len(take_events(simulation.world)) == 0


def test_from_a_firm_to_the_terms_of_its_consonance(visit, keep, serious_issues):
    page = visit("/explore")
    page.get_by_label("Month", exact=True).fill("60")
    page.locator(".network-canvas[data-month='60']").wait_for()
    canvas = page.locator(".network-canvas")
    canvas.focus()
    canvas.press("ArrowRight")
    page.get_by_text("Why it is as viable as it is").wait_for()
    keep(page, "firm-light-1280")

    page.locator(".inside table .link").first.click()
    page.locator(".reading", has_text="Consonance").first.wait_for()
    card = page.locator(".reading").filter(has=page.get_by_role("heading", name="Consonance"))
    card.get_by_text("Equation and inputs").click()
    numbers = [float(t) for t in card.locator(".terms .number").all_inner_texts()]
    shown = float(card.locator("strong").inner_text())

    assert sum(numbers) == pytest.approx(shown, abs=0.002)
    assert "[DS]" in card.inner_text()
    assert re.search(r"0\.400·max\(0, [(−\d.)]+\)", card.locator(".equation").nth(1).inner_text())
    page.locator(".reading").first.scroll_into_view_if_needed()
    keep(page, "microscope-light-1280")
    assert serious_issues(page) == []
