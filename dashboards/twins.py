"""Two runs side by side: networks under one camera, curves of both, and what differs."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.elements import element, text
from ecosim.dashboards.inspector import HINT, Inspector
from ecosim.dashboards.legend import KindLegend
from ecosim.dashboards.player import Player
from ecosim.dashboards.selection import Selection
from ecosim.dashboards.settings import plain
from ecosim.dashboards.stage import Film, Network, Transport, chart_of
from ecosim.dashboards.widgets.curves import CurvesDrawing

__all__ = ["COLOURS", "Twins"]

COLOURS = ("--curve-1", "--curve-2")
"""Of the first and the second way, everywhere."""


@solara.component
def Twins(player: Player, names: tuple[str, str]) -> Any:
    """Show both runs of a player that plays two.

    Parameters
    ----------
    player : of two runs
    names : of the first and the second
    """
    ours, theirs = solara.use_reactive(Selection()), solara.use_reactive(Selection())
    # Where both have the same firms, what is chosen in one is looked into in both.
    sides = (("one", ours), ("other", ours if _same_firms(player) else theirs))
    networks = [
        element("div", _title(part, name), Network(player, chosen, part, height=380),
                klass="card stack")
        for (part, chosen), name in zip(sides, names, strict=True)
    ]  # fmt: skip
    looked = any(chosen.value != Selection() for _, chosen in sides)
    inside = [
        element("div", _title(part, name), Inspector(player, chosen, part), klass="stack")
        for (part, chosen), name in zip(sides, names, strict=True)
    ]
    curves = element(
        "section", text("h2", "Month by month"), BothCurves(player, names),
        text("h3", f"Difference: {names[1]} less {names[0]}"), Differences(player),
        klass="card stack", aria_label="Curves",
    )  # fmt: skip
    return element(
        "div",
        Film(player),
        element("section", Transport(player), klass="card", aria_label="Time"),
        element("div", *networks, klass="two"),
        element("div", KindLegend(), _key(player), klass="row spread"),
        element("div", *inside, klass="two") if looked else text("p", HINT, "small quiet"),
        curves,
        klass="stack",
    )


def _title(part: str, name: str) -> Any:
    return element("h3", element("i", klass=f"way {part}"), name)


def _same_firms(player: Player) -> bool:
    return bool(getattr(player.reel, "same_firms", False))


def _key(player: Player) -> Any:
    """Return what coloured lines mean, where both networks have the same firms."""
    if not _same_firms(player):
        return element("span")
    words = "Orange and blue lines: relationships that only this side has."
    return text("p", words, "small quiet")


@solara.component
def BothCurves(player: Player, names: tuple[str, str]) -> Any:
    """Show each series as two lines."""
    charts = [
        {**chart_of(name), "lines": [
            {"label": label, "colour": colour, "key": True, "dash": dash}
            for label, colour, dash in zip(names, COLOURS, ([], [6, 3]), strict=True)
        ]}
        for name in player.view.value.series
    ]  # fmt: skip
    return _curves(player, "curves", charts, 104)


@solara.component
def Differences(player: Player) -> Any:
    """Show each series of the second run less that of the first."""
    charts = [
        {**chart_of(name), "name": f"Δ {plain(name)}", "low": None, "high": None,
         "lines": [{"label": plain(name), "colour": "--ink", "width": 1.4}]}
        for name in player.view.value.series
    ]  # fmt: skip
    return _curves(player, "difference", charts, 64)


def _curves(player: Player, part: str, charts: list[dict[str, Any]], height: int) -> Any:
    return CurvesDrawing.element(
        film=player.name, part=part, charts=charts, months=player.state.value.last, height=height
    )
