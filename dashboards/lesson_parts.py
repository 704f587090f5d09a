"""A lesson as a page: what it is about, the line to draw, and the button that runs it."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.lesson_answers import Explained, Noticed, paragraphs, step
from ecosim.dashboards.lessons.comparison import Spread, spread_of
from ecosim.dashboards.lessons.experiment import Outcome, run_lesson
from ecosim.dashboards.lessons.lesson import Lesson
from ecosim.dashboards.widgets.prediction import PredictionPad
from ecosim.dashboards.work import Work, WorkProgress, use_work

__all__ = ["Guided", "Sketch"]

_SEED = 20_240
_COLOURS = ("--curve-1", "--curve-3", "--quiet")
_DASHES = ("none", "2 4", "9 4 2 4")


@solara.component
def Guided(lesson: Lesson) -> Any:
    """Guide a student through one lesson."""
    guess: solara.Reactive[list[float]] = solara.use_reactive([])
    before, after = use_work(), use_work()
    answer: Outcome | None = after.state.value.answer
    about = element("section", text("h2", "What it is about"), paragraphs(lesson.words.opening),
                    klass="card", aria_label="What it is about")  # fmt: skip
    noticed = [Noticed(lesson, guess.value, answer)] if answer is not None else []
    below = [Explained(lesson, answer)] if answer is not None else []
    return element(
        "div",
        _head(lesson),
        element("div", about, Asked(lesson, guess, before, after), *noticed, klass="lesson-body"),
        *below,
        klass="lesson narrow",
    )


@solara.component
def Asked(lesson: Lesson, guess: solara.Reactive[list[float]], before: Work, after: Work) -> Any:
    """Show the question, the line to draw, and the buttons that run the arms.

    Parameters
    ----------
    lesson : the lesson
    guess : what the student draws
    before, after : runs of what is given from the outset, and of all arms
    """
    chance = solara.use_reactive(0)

    def prepare() -> None:
        if lesson.curve.given:
            before.start(lambda told: run_lesson(lesson, _SEED, told, lesson.curve.given))

    def run(other: int = 0) -> None:
        chance.set(chance.value + other)
        seed = _SEED + chance.value
        after.start(lambda told: run_lesson(lesson, seed, told))

    def afresh() -> None:
        after.forget()
        guess.set([])

    solara.use_effect(prepare, [])
    state = after.state.value
    shown: Outcome | None = state.answer or before.state.value.answer
    over = state.answer is not None or state.running
    return element(
        "section",
        step(2, "Your line and the runs") if over else step("1–2", "Predict, then run"),
        paragraphs(lesson.words.question),
        Sketch(lesson, shown.lines if shown else {}, guess, over),
        _after(lambda: run(1), afresh, state.running) if over else _run(guess.value, run),
        WorkProgress(before),
        WorkProgress(after),
        klass="card stack ask",
        aria_label="Predict and run",
    )


@solara.component
def Sketch(
    lesson: Lesson, lines: dict[str, Any], guess: solara.Reactive[list[float]], locked: bool
) -> Any:
    """Show the axes, the lines that are known, and the line that the student draws."""
    curve = lesson.curve
    order = [lesson.sketched, *(name for name in curve.lines if name != lesson.sketched)]
    # Bands of several lines over one another would hide all of them.
    banded = lesson.sketched if lesson.sketched in lines else next(iter(lines), "")
    drawn = [
        {"label": curve.lines[name], "colour": _COLOURS[order.index(name)],
         "dash": _DASHES[order.index(name)],
         **_drawable(spread_of(lines[name]), name == banded)}
        for name in order if name in lines
    ]  # fmt: skip
    axes = {"across": curve.across, "up": curve.up, "low": curve.low, "high": curve.high,
            "points": curve.points, "name": f"ecosim-{lesson.name}"}  # fmt: skip
    return PredictionPad.element(
        axes=axes, lines=drawn, guess=guess.value, on_guess=guess.set, locked=locked
    )


def _head(lesson: Lesson) -> Any:
    words = lesson.words
    back = solara.Link("/lessons", children=[text("span", "All lessons", "small")])
    return element(
        "div",
        element("h1", f"{words.order}. {words.title}"),
        text("span", f"{words.minutes} minutes", "tag"),
        back,
        klass="lesson-head",
    )


def _run(guess: list[float], run: Any) -> Any:
    hint = "" if guess else "Draw a line first: then the model shows its own."
    return element(
        "div",
        press("Run", run, klass="button primary", disabled=not guess),
        text("span", hint, "quiet small"),
        klass="row",
    )


def _after(again: Any, afresh: Any, running: bool) -> Any:
    return element(
        "div",
        press("Run again with other chance", again, disabled=running),
        press("Predict again", afresh),
        klass="row",
    )


def _drawable(spread: Spread, banded: bool) -> dict[str, Any]:
    """Return a line as the browser draws it: undefined values are None."""
    values = [None if np.isnan(v) else float(v) for v in spread.mean]
    banded = banded and not np.isnan(spread.mean).any()
    bands = [[low.tolist(), high.tolist()] for low, high in spread.bands] if banded else []
    return {"values": values, "bands": bands}
