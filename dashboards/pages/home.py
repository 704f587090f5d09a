"""The first page: what there is to do here."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.elements import element, text

__all__ = ["Home"]


_DOORS = (
    ("explore", "Watch an ecosystem month by month, change any setting, and click a firm or a "
     "relationship to see which rule made it what it is."),
    ("fork", "Go on in two ways from one month, under the same chance."),
    ("compare", "Two scenarios side by side on the same seeds: what is gained, what is lost."),
    ("partner", "Bring a table of firms, and rank the candidates for one of them."),
    ("lessons", "Predict a curve, run the model, and see where you were right."),
    ("theory", "What five studies claim, whether the model is consistent with it, and who is "
     "behind which rule."),
    ("results", "Open what was run: curves, maps of two factors, single runs."),
)  # fmt: skip
_TITLES = {"partner": "Choose a partner"}


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
        element("div", *(_door(*door) for door in _DOORS), klass="doors"),
        klass="narrow stack",
    )


def _door(page: str, words: str) -> Any:
    title = _TITLES.get(page, page.capitalize())
    card = element("span", element("h2", title), text("p", words), klass="card")
    return solara.Link(f"/{page}", children=[element("span", card, klass="door")])
