"""What a visitor sees whose address names nothing that exists."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.boundary import sentence_for
from ecosim.dashboards.elements import element, text

__all__ = ["WrongAddress"]


@solara.component
def WrongAddress(error: Exception, start: str) -> Any:
    """Show why, and a link to where the page begins."""
    return element(
        "div",
        text("h1", "This address names no experiment"),
        text("p", sentence_for(error)),
        solara.Link(start, children=[text("span", "Start with the baseline")]),
        klass="card problem narrow",
        role="alert",
    )
