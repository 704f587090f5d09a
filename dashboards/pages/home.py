"""The first page: what there is to do here."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.elements import element, text

__all__ = ["Home"]


@solara.component
def Home() -> Any:
    """Show what ecosim is for and where to go."""
    return element(
        "div",
        text("h1", "Which partner makes a firm stronger?"),
        text(
            "p",
            "ecosim simulates makers, customers, partners and carriers, month by month: how they "
            "choose one another, learn, go abroad, and stay viable.",
            "lead",
        ),
        solara.Link("/explore", children=[_door()]),
        klass="narrow stack",
    )


def _door() -> Any:
    words = (
        "Watch an ecosystem month by month, change any setting, and click a firm or a relationship "
        "to see which rule made it what it is."
    )
    card = element("span", element("h2", "Explore"), text("p", words), klass="card")
    return element("span", card, klass="door")
