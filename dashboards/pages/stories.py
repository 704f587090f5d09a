"""Stories: one component alone, on data made for it; for those who build the pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import solara

from ecosim.dashboards.elements import element, text
from ecosim.dashboards.stories import STORIES

__all__ = ["Stories"]


@solara.component
def Stories() -> Any:
    """Show the component that the address names, or a list of all."""
    router = solara.use_router()
    name = parse_qs(router.search or "").get("story", [""])[0]
    shown = list(STORIES) if name == "all" else [one for one in STORIES if one == name]
    if shown:
        cards = [_card(one) for one in shown]
        return element("div", text("h1", "Stories"), *cards, klass="narrow stack").key(name)
    links = [
        element("li", solara.Link(f"/stories?story={one}", children=[text("span", one)]))
        for one in (*STORIES, "all")
    ]
    return element("div", text("h1", "Stories"), element("ul", *links), klass="narrow stack")


def _card(name: str) -> Any:
    return element(
        "section", text("h2", name), STORIES[name](), klass="card stack", aria_label=name
    )
