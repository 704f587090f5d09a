"""Lessons: what they explain is what the model shows, and a student can go through one."""

from __future__ import annotations

import contextlib
import re

import numpy as np
import pytest
from playwright.sync_api import TimeoutError

from ecosim.court.case import Case
from ecosim.court.trial import try_case
from ecosim.dashboards.lessons.comparison import compared, spread_of
from ecosim.dashboards.lessons.experiment import run_lesson
from ecosim.dashboards.lessons.lesson import lessons, load_lesson
from ecosim.dashboards.setup import Setup
from ecosim.errors import InputError

LESSONS = lessons()
NAMES = [lesson.name for lesson in LESSONS]
FRESH_SEED = 771_204  # no text of a lesson was written from its runs
MOST_RUNS = 256


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=NAMES)
def test_what_a_lesson_explains_holds_on_fresh_seeds(lesson):
    verdict = try_case(Case.of(lesson.pattern), FRESH_SEED, MOST_RUNS, threads=2)

    assert [
        (f.outcome, f.contrast, f.verdict) for f in verdict.findings if f.verdict != "pass"
    ] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=NAMES)
def test_a_lesson_leads_on_to_an_experiment_that_exists(lesson):
    assert Setup.from_query(lesson.words.link).resolve().ticks > 0
    assert lesson.cards
    assert all(card.equation and card.source for card in lesson.cards)


def test_the_curve_of_a_lesson_fits_its_axes_and_the_same_seed_gives_it_again():
    lesson = next(one for one in LESSONS if one.name == "what-consonance-is")
    told = []
    first = run_lesson(lesson, 3, lambda done, total: told.append((done, total)))
    again = run_lesson(lesson, 3, lambda done, total: None)
    runs = first.lines["model"]

    assert runs.shape == (lesson.pattern.replicates, len(lesson.curve.points))
    assert lesson.curve.low <= np.min(runs) <= np.max(runs) <= lesson.curve.high
    assert np.array_equal(runs, again.lines["model"])
    assert told[-1] == (len(told), len(told))


def test_a_student_reads_where_a_prediction_went_wrong():
    curve = next(one for one in LESSONS if one.name == "equifinality").curve
    points = len(curve.points)
    runs = np.linspace(0.0, 2.0, points) + np.linspace(-0.1, 0.1, 20)[:, None]
    said = compared(curve, [2.0] * (points - 1) + [0.0], spread_of(runs))

    assert said[0] == "You expected a line that falls; in the runs it rises."
    assert "you drew 0.00; the mean of the runs is 2.00" in said[1]
    assert said[2] == f"Your curve lies within that band at 0 of {points} points."


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ('"digital_fit"]', '"digital_fat"]', "there is no rule 'digital_fat'"),
        ('"two", "four"', '"two", "for"', "'for' is none of"),
        ("findings = [", 'findings = [\n"One more.",', "findings: 4 for 3 expect"),
        ("0.8, 1.0]", "0.8, 1.0, 1.2]", "curve.points: 7 for 6 arms"),
        ("minutes =", "minuets =", "lesson.minutes: Field required"),
    ],
)
def test_a_lesson_that_does_not_fit_together_is_refused(tmp_path, was, now, sentence):
    text = (LESSONS[0].pattern.folder / "what-consonance-is.toml").read_text("utf-8")
    assert was in text
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace(was, now, 1), "utf-8")

    with pytest.raises(InputError, match=re.escape(sentence)):
        load_lesson(broken)


def sweep(page, heights: list[float]) -> None:
    """Draw a line with the pointer through heights from 0, the top, to 1."""
    page.locator(".pad").scroll_into_view_if_needed()
    box = page.locator(".pad").bounding_box()
    left, wide = box["x"] + 50, box["width"] - 66
    page.mouse.move(left, box["y"] + 250 * heights[0])
    page.mouse.down()
    for place, height in enumerate(heights):
        page.mouse.move(left + wide * place / (len(heights) - 1), box["y"] + 250 * height)
    page.mouse.up()


def enter(page, title: str) -> None:
    """Open a lesson from the list; a click before the page is connected is taken back by it."""
    for _ in range(5):
        page.wait_for_load_state("networkidle")
        page.get_by_text(title).click()
        with contextlib.suppress(TimeoutError):
            page.wait_for_url(re.compile("lesson="), timeout=10_000)
            return
    raise AssertionError("the lesson did not open")


def test_a_student_predicts_with_the_pointer_runs_and_compares(visit, keep, serious_issues):
    page = visit("/lessons")
    enter(page, "No resonance without consonance")
    run = page.get_by_role("button", name="Run", exact=True)
    assert run.is_disabled()
    page.get_by_text("firms that match", exact=True).wait_for()

    sweep(page, [0.8, 0.7, 0.5, 0.3])
    run.click()
    page.get_by_text("What the runs say").wait_for()
    keep(page, "lesson-light-1280")

    assert page.locator(".mark.pass").count() == 4
    assert "You expected a line that rises" in page.locator("[aria-label=Compare]").inner_text()
    assert "[DS] §2.3.2" in page.locator(".reading").first.inner_text()
    assert serious_issues(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as SVG").click()
    assert saved.value.suggested_filename == "ecosim-no-resonance-without-it.svg"

    page.get_by_text("Try it", exact=True).click()
    page.wait_for_url(re.compile(r"/explore\?.*resonance=off"))


def test_a_student_predicts_with_the_keyboard_on_a_telephone(visit, keep, serious_issues):
    page = visit("/lessons?lesson=what-consonance-is", width=390, theme="dark")
    page.locator(".handle").first.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    second = page.locator(".handle").nth(1)
    assert float(second.get_attribute("aria-valuenow")) == pytest.approx(0.42)
    assert serious_issues(page) == []

    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("What the runs say").wait_for()
    keep(page, "lesson-dark-390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious_issues(page) == []


def test_running_can_be_stopped_and_the_prediction_stays(visit):
    page = visit("/lessons?lesson=three-ways-abroad")
    page.get_by_text("maturity first", exact=True).wait_for()
    sweep(page, [0.9, 0.6])
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="Stop").dispatch_event("click")  # it is drawn anew all the time

    page.get_by_text("Stopped.").wait_for()
    assert page.get_by_role("button", name="Run", exact=True).is_enabled()


def test_a_lesson_that_does_not_exist_is_answered_with_all_of_them(visit):
    page = visit("/lessons?lesson=<b>none</b>")

    assert page.locator(".door").count() == len(LESSONS)
