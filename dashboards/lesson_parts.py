"""The steps of one lesson: predict, run, compare, explain, and what to try next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import solara

from ecosim.court.findings import Finding
from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.equations import what_it_gives
from ecosim.dashboards.lessons.comparison import Spread, compared, spread_of
from ecosim.dashboards.lessons.experiment import Outcome, run_lesson
from ecosim.dashboards.lessons.lesson import Lesson, lessons
from ecosim.dashboards.sheet import number
from ecosim.dashboards.widgets.prediction import PredictionPad
from ecosim.dashboards.work import WorkProgress, use_work

__all__ = ["Explained", "Guided", "Noticed", "Sketch"]

_SEED = 20_240
_COLOURS = ("--curve-1", "--curve-3", "--quiet")
_DASHES = ("none", "2 4", "9 4 2 4")
_MARKS = {"pass": "✓", "fail": "✕", "inconclusive": "?"}
_SAYS = {
    "pass": "so it is in these runs",
    "fail": "not so in these runs",
    "inconclusive": "these runs are too few to tell",
}


@solara.component
def Guided(lesson: Lesson) -> Any:
    """Guide a student through one lesson."""
    guess: solara.Reactive[list[float]] = solara.use_reactive([])
    chance = solara.use_reactive(0)
    before, after = use_work(), use_work()
    curve, seed = lesson.curve, _SEED + chance.value

    def prepare() -> None:
        if curve.given:
            before.start(lambda told: run_lesson(lesson, _SEED, told, curve.given))

    def run() -> None:
        after.start(lambda told: run_lesson(lesson, seed, told))

    def again() -> None:
        chance.set(chance.value + 1)
        after.start(lambda told: run_lesson(lesson, seed + 1, told))

    def afresh() -> None:
        after.forget()
        guess.set([])

    solara.use_effect(prepare, [])
    answer: Outcome | None = after.state.value.answer
    shown = answer or before.state.value.answer
    lines = shown.lines if shown else {}
    busy = after.state.value.running
    ask = element(
        "section",
        _step("1–2", "Predict, then run") if answer is None else _step(2, "Your line and the runs"),
        _paragraphs(lesson.words.question),
        Sketch(lesson, lines, guess, answer is not None or busy),
        _buttons(guess.value, answer, busy, run, again, afresh),
        WorkProgress(before),
        WorkProgress(after),
        klass="card stack ask",
        aria_label="Predict and run",
    )
    about = element("section", *_beginning(lesson), klass="card", aria_label="What it is about")
    noticed = [Noticed(lesson, guess.value, answer)] if answer is not None else []
    below = [Explained(lesson, answer)] if answer is not None else []
    return element(
        "div",
        _head(lesson),
        element("div", about, ask, *noticed, klass="lesson-body"),
        *below,
        klass="lesson narrow",
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
        {"label": lesson.labels[name], "colour": _COLOURS[order.index(name)],
         "dash": _DASHES[order.index(name)],
         **_drawable(spread_of(lines[name]), name == banded)}
        for name in order if name in lines
    ]  # fmt: skip
    axes = {"across": curve.across, "up": curve.up, "low": curve.low, "high": curve.high,
            "points": curve.points, "name": f"ecosim-{lesson.name}"}  # fmt: skip
    return PredictionPad.element(
        axes=axes, lines=drawn, guess=guess.value, on_guess=guess.set, locked=locked
    )


@solara.component
def Noticed(lesson: Lesson, guess: Sequence[float], answer: Outcome) -> Any:
    """Show the prediction beside what came out, in sentences."""
    spread = spread_of(answer.lines[lesson.sketched])
    sentences = compared(lesson.curve, guess, spread)
    chance = (
        f"Each line is the mean of {answer.replicates} runs that differ by chance alone; around "
        "the one you drew, the bands hold half of the runs and nine in ten. Every arm met the same "
        "chance."
    )
    return element(
        "section",
        _step(3, "Compare"),
        element("ul", *(text("li", words) for words in sentences), klass="noticed"),
        text("p", chance, "quiet small"),
        klass="card stack",
        aria_label="Compare",
        role="status",
    )


@solara.component
def Explained(lesson: Lesson, answer: Outcome) -> Any:
    """Show why: what the runs say on each sentence, the equations, and what to try next."""
    pairs = zip(lesson.words.findings, answer.findings, strict=True)
    found = element("ul", *(_finding(words, finding) for words, finding in pairs), klass="findings")
    return element(
        "div",
        element("section", _step(4, "Understand"), _paragraphs(lesson.words.explanation),
                text("h3", "What the runs say"), found, klass="card stack",
                aria_label="Understand"),
        element("section", text("h2", "The rules behind it"), *_rules(lesson),
                _next(lesson), klass="card stack", aria_label="Rules and what to try next"),
        klass="two",
    )  # fmt: skip


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


def _beginning(lesson: Lesson) -> Iterable[Any]:
    yield text("h2", "What it is about")
    yield _paragraphs(lesson.words.opening)


def _step(place: int | str, words: str) -> Any:
    return element("h2", element("b", str(place), aria_hidden="true"), words, klass="step")


def _paragraphs(words: str) -> Any:
    parts = [" ".join(part.split()) for part in words.strip().split("\n\n")]
    return element("div", *(text("p", part) for part in parts), klass="prose")


def _buttons(
    guess: list[float], answer: Outcome | None, busy: bool, run: Any, again: Any, afresh: Any
) -> Any:
    if answer is not None or busy:
        more = [
            press("Run again with other chance", again, disabled=busy),
            press("Predict again", afresh),
        ]
        return element("div", *more, klass="row")
    hint = "" if guess else "Draw a line first: then the model shows its own."
    return element(
        "div",
        press("Run", run, klass="button primary", disabled=not guess),
        text("span", hint, "quiet small"),
        klass="row",
    )


def _drawable(spread: Spread, banded: bool) -> dict[str, Any]:
    """Return a line as the browser draws it: undefined values are None."""
    values = [None if np.isnan(v) else float(v) for v in spread.mean]
    banded = banded and not np.isnan(spread.mean).any()
    bands = [[low.tolist(), high.tolist()] for low, high in spread.bands] if banded else []
    return {"values": values, "bands": bands}


def _finding(words: str, finding: Finding) -> Any:
    interval = finding.interval
    numbers = (
        f"{number(interval.estimate)}, 95 % interval {number(interval.low)} to "
        f"{number(interval.high)}: {_SAYS[finding.verdict]}."
    )
    return element(
        "li",
        element("span", _MARKS[finding.verdict], klass=f"mark {finding.verdict}",
                aria_hidden="true"),
        element("span", text("strong", words), element("br"), text("span", numbers, "quiet small")),
    )  # fmt: skip


def _rules(lesson: Lesson) -> Iterable[Any]:
    for card in lesson.cards:
        meanings = [
            element("li", text("code", parameter.name), f": {parameter.meaning}")
            for parameter in card.parameters
        ]
        yield element(
            "article",
            text("h3", what_it_gives(card)),
            text("div", card.equation, "equation"),
            text("p", f"Source: {card.source}", "quiet small"),
            element("details", text("summary", "What the letters mean"), element("ul", *meanings),
                    klass="small"),
            klass="reading",
        )  # fmt: skip


def _next(lesson: Lesson) -> Any:
    following = [other for other in lessons() if other.words.order > lesson.words.order]
    links = [solara.Link(f"/explore?{lesson.words.link}", children=[text("span", "Try it")])]
    if following:
        after = following[0]
        links.append(
            solara.Link(f"/lessons?lesson={after.name}",
                        children=[text("span", f"Next lesson: {after.words.title}")])
        )  # fmt: skip
    return element(
        "div",
        text("h3", "One thing to try next"),
        _paragraphs(lesson.words.further),
        element("div", *links, klass="row"),
        klass="note",
    )
