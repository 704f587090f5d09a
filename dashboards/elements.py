"""Native HTML elements as Solara elements: light, readable by every screen reader, text as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara
from reacton.ipyvuetify import Html, use_event

__all__ = ["element", "press", "text"]


def element(tag: str, *children: Any, klass: str = "", **attributes: Any) -> Any:
    """Return an element with children, which may be strings: markup in them is shown as text.

    Parameters
    ----------
    tag : name of the element
    children : elements or strings
    klass : CSS classes
    attributes : HTML attributes; an underscore stands for a dash
    """
    plain = {name.replace("_", "-"): str(value) for name, value in attributes.items()}
    return Html(tag=tag, children=list(children), class_=klass, attributes=plain)


def text(tag: str, words: str, klass: str = "") -> Any:
    """Return an element that holds nothing but words."""
    return element(tag, words, klass=klass)


@solara.component
def press(
    label: str,
    on_click: Callable[[], None],
    klass: str = "button",
    disabled: bool = False,
    title: str = "",
    pressed: bool | None = None,
) -> Any:
    """Show a native button."""
    attributes: dict[str, str] = {"type": "button"}
    if disabled:
        attributes["disabled"] = "disabled"
    if title:
        attributes["title"] = title
    if pressed is not None:
        attributes["aria-pressed"] = str(pressed).lower()
    button = Html(tag="button", children=[label], class_=klass, attributes=attributes)
    use_event(button, "click", lambda *_: on_click())
    return button
