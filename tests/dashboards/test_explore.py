"""Explore: a run that plays, goes back, and follows its settings."""

from __future__ import annotations

import re

import pytest

MONTH = ".network-canvas[data-month='{}']"


def months_shown(page) -> int:
    return int(page.locator(".network-canvas").get_attribute("data-month"))


def curve_value(page, name: str) -> str:
    return page.locator(".curve", has_text=name).locator(".curve-value").inner_text()


def test_a_run_plays_pauses_steps_and_goes_back(visit, keep):
    page = visit("/explore")
    page.locator(MONTH.format(12)).wait_for()
    early = curve_value(page, "viability")

    page.get_by_role("button", name="One month on").click()
    page.locator(MONTH.format(13)).wait_for()
    page.get_by_label("Speed").select_option(label="fastest")
    page.get_by_role("button", name="Play", exact=True).click()
    page.locator(MONTH.format(120)).wait_for()
    keep(page, "explore-light-1280")
    assert curve_value(page, "viability") != early

    page.get_by_label("Month", exact=True).fill("12")
    page.locator(MONTH.format(12)).wait_for()
    page.wait_for_function(
        "value => document.querySelector('.curve-value').textContent === value", arg=early
    )


def test_pause_acts_at_once(visit):
    page = visit("/explore?months=600")
    page.locator(MONTH.format(12)).wait_for()
    page.get_by_label("Speed").select_option(label="quick")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("+document.querySelector('.network-canvas').dataset.month > 15")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play", exact=True).wait_for()
    page.wait_for_timeout(300)
    stopped = months_shown(page)
    page.wait_for_timeout(700)

    assert months_shown(page) == stopped < 600


def test_a_changed_setting_is_marked_stands_in_the_address_and_can_be_reset(visit):
    page = visit("/explore")
    page.locator(MONTH.format(12)).wait_for()
    usual = curve_value(page, "trust")

    page.get_by_label("Search settings").fill("trust gain")
    page.get_by_label("trust gain, as a number").fill("0.4")
    page.get_by_label("trust gain, as a number").press("Enter")
    page.wait_for_url(re.compile("parameters.trust_gain=0.4"))
    page.wait_for_function(
        "value => [...document.querySelectorAll('.curve')].find(c => c.textContent.startsWith('trust'))"
        ".querySelector('.curve-value').textContent !== value",
        arg=usual,
    )
    assert page.locator(".setting.changed").count() == 1

    page.get_by_role("button", name="Reset trust gain").click()
    page.wait_for_url(re.compile(r"scenario=baseline$"))
    assert page.locator(".setting.changed").count() == 0


def test_a_link_is_an_experiment(visit):
    page = visit("/explore?scenario=six-smes&seed=7&months=24&mechanisms.resonance=off")
    page.locator(MONTH.format(12)).wait_for()

    assert "Six small industrial firms" in page.locator("main h1").inner_text()
    assert page.get_by_label("Month", exact=True).get_attribute("max") == "24"
    page.get_by_text("Mechanisms", exact=False).first.click()
    assert not page.get_by_role("switch", name="resonance", exact=True).is_checked()


@pytest.mark.parametrize("wrong", ["scenario=../../etc/passwd", "parameters.trust_gain=9", "seed=x",
                                   "parameters.<b>=1"])  # fmt: skip
def test_a_wrong_address_is_answered_with_a_sentence(visit, wrong):
    page = visit(f"/explore?{wrong}")

    assert page.get_by_role("alert").count() == 1
    assert "Traceback" not in page.locator("body").inner_text()


def test_firms_are_reached_by_arrow_keys_and_by_clicking(visit):
    page = visit("/explore")
    canvas = page.locator(".network-canvas")
    page.locator(MONTH.format(12)).wait_for()
    canvas.focus()
    canvas.press("ArrowRight")
    first = page.locator("[aria-live=polite]").inner_text()
    canvas.press("ArrowRight")

    assert re.match(r"(provider|customer|partner|logistics)-\d+, ", first)
    assert page.locator("[aria-live=polite]").inner_text() != first


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_explore_has_no_serious_accessibility_issue(visit, serious_issues, keep, width, theme):
    page = visit("/explore", width=width, theme=theme)
    page.locator(MONTH.format(12)).wait_for()
    for group in page.locator("details").all():
        group.evaluate("group => { group.open = true; }")

    keep(page, f"explore-{theme}-{width}-open")
    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
