"""Theory: the scorecard as recorded, a pattern tried again, and the maps from the registers."""

from __future__ import annotations

import re

import pytest

from ecosim.court.record import recorded_verdicts
from ecosim.dashboards.theory_sheets import (
    FRAMEWORKS,
    framework_of,
    interval_picture,
    mechanism_table,
    rule_map,
)
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.sources import SOURCES
from ecosim.rules.register import RULES
from ecosim.scenarios import load_patterns


def within(tree, tag: str) -> list:
    """Return all elements of a kind in a tree."""
    if isinstance(tree, str):
        return []
    inner = [found for child in tree[2:] for found in within(child, tag)]
    return [tree, *inner] if tree[0] == tag else inner


def test_every_framework_of_the_sources_is_on_the_map_and_every_pattern_belongs_to_one():
    assert list(FRAMEWORKS) == list(SOURCES)
    assert {framework_of(one) for one in load_patterns()} <= {*FRAMEWORKS, "controls"}


def test_the_map_holds_every_rule_with_its_equation_and_every_mechanism():
    shown = [card for card in RULES if card.module != "elementary"]
    equations = [e for e in within(rule_map(), "div") if e[1].get("class") == "equation"]
    links = [e[1]["href"] for e in within(mechanism_table(), "a")]

    assert [e[2] for e in equations] == [card.equation for card in shown]
    assert links == [f"/explore?mechanisms.{name}=off" for name in MECHANISMS.names]


@pytest.mark.parametrize(
    ("direction", "low", "high", "passes"),
    [
        ("positive", 0.3, 0.5, True), ("positive", -0.1, 0.5, False),
        ("negative", -0.5, -0.3, True), ("negative", -0.1, 0.0, False),
        ("null", -0.1, 0.1, True), ("null", 0.1, 0.3, False),
        ("no fall", -0.1, 0.9, True), ("no rise", -0.9, 0.3, False),
    ],
)  # fmt: skip
def test_an_interval_lies_on_the_shaded_part_exactly_where_it_passes(direction, low, high, passes):
    picture = interval_picture({"direction": direction, "smallest": 0.2, "interval": [low, high],
                                "estimate": (low + high) / 2})  # fmt: skip
    shade, line = within(picture, "rect")[0][1], within(picture, "line")[1][1]
    inside = shade["x"] <= line["x1"] and line["x2"] <= shade["x"] + shade["width"] + 0.2

    assert inside == passes


def test_a_teacher_finds_a_pattern_and_tries_it_again(visit, keep, serious_issues):
    page = visit("/theory")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name=re.compile("Relational transformation")).click()
    page.wait_for_url(re.compile("source=RT"))
    page.get_by_role("button", name=re.compile("E4 .*Governance")).click()
    page.wait_for_url(re.compile("pattern=E4"))
    card = page.get_by_role("region", name="Pattern")
    card.get_by_role("heading", name=re.compile("E4")).wait_for()
    assert f"on {recorded_verdicts()['E4']['replicates']} runs of each arm" in card.inner_text()

    card.get_by_role("button", name="Try it with other chance").click()
    card.get_by_text("now, on").wait_for()
    keep(page, "theory-light-1280")

    assert recorded_verdicts()["E4"]["verdict"] in card.get_by_role("status").inner_text()
    assert card.locator(".figure svg").count() > 0
    assert serious_issues(page) == []


def test_a_trial_can_be_stopped(visit):
    page = visit("/theory?pattern=E4")
    page.get_by_role("button", name="Try it now").click()
    page.get_by_role("button", name="Stop").dispatch_event("click")  # it is drawn anew all the time

    page.get_by_text("Stopped.").wait_for()
    assert page.get_by_role("button", name="Try it now").is_enabled()


def test_theory_fits_a_telephone_in_the_dark(visit, keep, serious_issues):
    page = visit("/theory?source=DS&pattern=C12", width=390, theme="dark")
    page.get_by_text("Which framework touches which rule").wait_for()
    keep(page, "theory-dark-390")

    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
