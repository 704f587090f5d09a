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
        klass="narrow",
    )
