"""Building the trees that ``SheetView`` shows: elements, tables, bars, small charts."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import solara

from ecosim.dashboards.widgets.sheet import SheetView

__all__ = ["Sheet", "Tree", "bar", "button", "h", "number", "table"]

Tree = list[Any]


def h(tag: str, *children: Tree | str | None, klass: str = "", **attributes: Any) -> Tree:
    """Return an element; children that are None are left out, an underscore stands for a dash."""
    given = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    if klass:
        given["class"] = klass
    return [tag, given, *(child for child in children if child is not None)]


def button(label: str, act: str, klass: str = "chip", **attributes: Any) -> Tree:
    """Return a button that reports ``act`` when pressed."""
    return h("button", label, klass=klass, type="button", data_act=act, **attributes)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], right: set[int]) -> Tree:
    """Return a table; ``right`` are the places of columns of numbers."""

    def cell(tag: str, place: int, content: Tree | str) -> Tree:
        return h(tag, content, klass="right" if place in right else "")

    top = h("tr", *(cell("th", k, words) for k, words in enumerate(head)))
    body = [h("tr", *(cell("td", k, content) for k, content in enumerate(row))) for row in rows]
    return h("div", h("table", h("thead", top), h("tbody", *body)), klass="wide", tabindex="0")


def bar(share: float, klass: str = "") -> Tree:
    """Return a bar of a share from −1 to 1, from the middle where any may be negative."""
    width = 50.0 * min(1.0, abs(share))
    left = 50.0 if share >= 0 else 50.0 - width
    inner = h("i", klass=f"{klass} {'plus' if share >= 0 else 'minus'}",
              style=f"left:{left:.1f}%;width:{width:.1f}%")  # fmt: skip
    return h("span", inner, klass="bar")


def number(value: float, digits: int = 3) -> str:
    """Return a number as people read it.

    >>> number(1234.5), number(0.12345), number(-0.5), number(float("nan"))
    ('1,234', '0.123', '−0.500', '–')
    """
    if not math.isfinite(value):
        return "–"
    shown = f"{value:,.{0 if abs(value) >= 1000 else max(0, digits - (abs(value) >= 10))}f}"
    return shown.replace("-", "−")


@solara.component
def Sheet(children: Sequence[Tree], on_act: Callable[[str], None] | None = None) -> Any:
    """Show trees; ``on_act`` hears which button was pressed."""
    act = on_act or (lambda _: None)
    return SheetView.element(
        tree=json.dumps(list(children), ensure_ascii=False),
        on_acted=lambda acted: act(acted[1]),
    )
