"""What moves on the page while a run plays: the network, the curves, the plane, the controls."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

from ecosim.dashboards.player import Player
from ecosim.dashboards.selection import Selection
from ecosim.dashboards.settings import plain
from ecosim.dashboards.widgets.curves import CurvesDrawing
from ecosim.dashboards.widgets.film import FilmStrip
from ecosim.dashboards.widgets.network import NetworkDrawing
from ecosim.dashboards.widgets.plane import PlaneDrawing
from ecosim.dashboards.widgets.transport import TransportBar
from ecosim.declarations.columns import ECOSYSTEM

__all__ = ["Curves", "Film", "Network", "Plane", "Transport", "chart_of"]


@solara.component
def Film(player: Player) -> Any:
    """Bring the pictures of a player to the drawings, without the page being worked out anew."""
    strip = FilmStrip.element(name=player.name, on_drawn=player.acknowledge)

    def connect() -> Callable[[], None]:
        widget = solara.get_widget(strip)
        return player.connect(lambda picture: setattr(widget, "picture", picture))

    solara.use_effect(connect, [player])
    return strip


@solara.component
def Network(
    player: Player, selection: solara.Reactive[Selection], part: str = "network", height: int = 520
) -> Any:
    """Show the firms of a run and their relationships; networks beside it share its camera."""
    stage, view, chosen = player.stages.value[part], player.view.value, selection.value
    return NetworkDrawing.element(
        **stage,
        film=player.name,
        part=part,
        camera="" if part == "network" else player.name,
        only_colour="--curve-2" if part == "other" else "--curve-1",
        shows={"firm": plain(view.firm), "tie": plain(view.tie)},
        label="Network of firms and their relationships",
        selected=chosen.firm,
        pair=list(chosen.pair),
        height=height,
        on_selected=lambda firm: selection.set(selection.value.with_firm(firm)),
        on_pair=lambda pair: selection.set(selection.value.with_pair(pair)),
    )


@solara.component
def Curves(player: Player, height: int = 84) -> Any:
    """Show the chosen ecosystem series up to this month."""
    return CurvesDrawing.element(
        film=player.name,
        part="curves",
        charts=[chart_of(name) for name in player.view.value.series],
        months=player.state.value.last,
        height=height,
        label="Curves of the ecosystem",
    )


def chart_of(name: str) -> dict[str, Any]:
    """Return how a chart of one ecosystem series looks."""
    declared = ECOSYSTEM[name]
    line = {"label": plain(name), "colour": "--curve-1"}
    return {"name": plain(name), "unit": declared.unit, "text": declared.description,
            "low": declared.low, "high": declared.high, "lines": [line]}  # fmt: skip


@solara.component
def Plane(player: Player, selection: solara.Reactive[Selection]) -> Any:
    """Show every provider between maturity and involvement."""
    providers = player.reel.simulation.providers.tolist()
    every = json.loads(player.stages.value["network"]["names"])
    names = [every[i] for i in providers]
    chosen = selection.value.firm
    return PlaneDrawing.element(
        film=player.name,
        part="plane",
        names=json.dumps(names),
        label="Maturity and involvement of every provider, with their trails",
        selected=providers.index(chosen) if chosen in providers else -1,
        on_selected=lambda place: selection.set(
            selection.value.with_firm(providers[place] if place >= 0 else -1)
        ),
    )


@solara.component
def Transport(player: Player) -> Any:
    """Show the controls of time."""
    state = player.state.value
    acts: dict[str, Callable[[int], None]] = {
        "play": lambda _: player.play(),
        "pause": lambda _: player.pause(),
        "step": lambda _: player.step(),
        "month": player.go_to,
        "speed": player.set_speed,
    }
    return TransportBar.element(
        film=player.name,
        playing=state.playing,
        first=state.first,
        last=state.last,
        speed=state.speed,
        on_asked=lambda asked: acts[asked[1]](int(asked[2])),
    )
