"""What a lesson says after the runs: where the prediction was right, why, and what to try next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import solara

from ecosim.court.findings import Finding
from ecosim.dashboards.elements import element, text
from ecosim.dashboards.equations import what_it_gives
from ecosim.dashboards.lessons.comparison import compared, spread_of
from ecosim.dashboards.lessons.experiment import Outcome
from ecosim.dashboards.lessons.lesson import Lesson, lessons
from ecosim.dashboards.sheet import number
from ecosim.dashboards.theory_sheets import MARKS

__all__ = ["Explained", "Noticed", "paragraphs", "step"]

_SAYS = {
    "pass": "so it is in these runs",
    "fail": "not so in these runs",
    "inconclusive": "these runs are too few to tell",
}


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
        step(3, "Compare"),
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
        element("section", step(4, "Understand"), paragraphs(lesson.words.explanation),
                text("h3", "What the runs say"), found, klass="card stack",
                aria_label="Understand"),
        element("section", text("h2", "The rules behind it"), *_rules(lesson),
                _next(lesson), klass="card stack", aria_label="Rules and what to try next"),
        klass="two",
    )  # fmt: skip


def step(place: int | str, words: str) -> Any:
    """Return the heading of a step."""
    return element("h2", element("b", str(place), aria_hidden="true"), words, klass="step")


def paragraphs(words: str) -> Any:
    """Return a text whose paragraphs are set apart by empty lines."""
    parts = [" ".join(part.split()) for part in words.strip().split("\n\n")]
    return element("div", *(text("p", part) for part in parts), klass="prose")


def _finding(words: str, finding: Finding) -> Any:
    interval = finding.interval
    what = f"{finding.outcome}, {finding.contrast}".replace("_", " ").replace("-", "−")
    numbers = (
        f"{what}: {number(interval.estimate)}, 95 % interval {number(interval.low)} to "
        f"{number(interval.high)}: {_SAYS[finding.verdict]}."
    )
    return element(
        "li",
        element("span", MARKS[finding.verdict], klass=f"mark {finding.verdict}",
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
        paragraphs(lesson.words.further),
        element("div", *links, klass="row"),
        klass="note",
    )
