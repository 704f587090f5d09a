"""The application: its pages, and what stands around every one of them."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.boundary import Boundary
from ecosim.dashboards.elements import element, text
from ecosim.dashboards.pages import PAGES

__all__ = ["Layout", "routes"]


@solara.component
def Layout(children: list[Any]) -> Any:
    """Show the name, the pages to go to, and the page itself."""
    route, _ = solara.use_route(peek=True)
    here = route.path if route is not None else None
    return element(
        "div",
        element("a", "Skip to the page", href="#page", klass="skip"),
        element("header", _brand(), _navigation(here), _theme_switch(), klass="top"),
        element("main", *children, klass="page", id="page", tabindex="-1"),
        _footer(),
        klass="shell",
    )


def _brand() -> Any:
    return solara.Link("/", children=[element("span", "ecosim", klass="brand")])


def _navigation(here: str | None) -> Any:
    links = [
        solara.Link(
            page.address,
            children=[
                element(
                    "span", page.title,
                    klass="tab here" if page.path == here else "tab",
                    **({"aria-current": "page"} if page.path == here else {}),
                )
            ],
        )
        for page in PAGES
        if page.in_navigation
    ]  # fmt: skip
    return element("nav", *links, aria_label="Pages", klass="tabs")


def _theme_switch() -> Any:
    """Return a button that custom.js listens to: the choice of colours stays in the browser."""
    return element(
        "button", "◐", klass="icon-button theme-switch", type="button",
        aria_label="Switch between light and dark", title="Light or dark",
    )  # fmt: skip


def _footer() -> Any:
    words = (
        "Directions and orders are meant to be consistent with the sources; sizes of effects are "
        "this project's own."
    )
    return element("footer", text("p", words), klass="foot")


def _shown(page: Any) -> Any:
    """Return a component that shows a page within its boundary."""

    @solara.component
    def Shown() -> Any:
        solara.Title(f"{page.title} – ecosim")
        return Boundary(content=page.content)

    return Shown


routes = [
    solara.Route(path=page.path, component=_shown(page), label=page.title, layout=Layout)
    if number == 0
    else solara.Route(path=page.path, component=_shown(page), label=page.title)
    for number, page in enumerate(PAGES)
]
