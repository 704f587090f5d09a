"""Lessons: predict, run, compare, understand."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import solara

from ecosim.dashboards.elements import element, text
from ecosim.dashboards.lesson_parts import Guided
from ecosim.dashboards.lessons.lesson import Lesson, lessons

__all__ = ["Lessons"]


@solara.component
def Lessons() -> Any:
    """Show the lesson that the address names, or all of them to choose from."""
    router = solara.use_router()
    asked = parse_qs(router.search or "").get("lesson", [""])[0]
    found = next((lesson for lesson in lessons() if lesson.name == asked), None)
    if found is not None:
        return Guided(found).key(found.name)
    return _overview(bool(asked))


def _overview(unknown: bool) -> Any:
    notice = text("p", "There is no such lesson; these are all.", "note") if unknown else None
    words = (
        "Each takes a few minutes: draw what you expect, let the model run, and see where you "
        "were right. Nothing is graded, and a wrong guess teaches more than a right one."
    )
    parts = [text("h1", "Lessons"), text("p", words, "lead"), notice]
    return element(
        "div",
        *(part for part in parts if part is not None),
        element("div", *(_door(lesson) for lesson in lessons()), klass="doors"),
        klass="narrow stack",
    )


def _door(lesson: Lesson) -> Any:
    words = lesson.words
    card = element(
        "span",
        text("h2", f"{words.order}. {words.title}"),
        text("p", words.asks),
        text("p", f"{words.minutes} minutes", "quiet small"),
        klass="card",
    )
    door = element("span", card, klass="door")
    return solara.Link(f"/lessons?lesson={lesson.name}", children=[door])
