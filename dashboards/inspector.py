"""Look inside: what is known of the firm or the relationship that was chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.firm_sheet import choice_sheet, firm_sheet
from ecosim.dashboards.microscope import find_slot
from ecosim.dashboards.pair_sheet import pair_sheet
from ecosim.dashboards.pictures import curves_picture
from ecosim.dashboards.player import Player
from ecosim.dashboards.selection import Selection
from ecosim.dashboards.settings import plain
from ecosim.dashboards.sheet import Sheet
from ecosim.dashboards.simulation import Simulation
from ecosim.dashboards.widgets.curves import CurvesDrawing
from ecosim.declarations.base import Register
from ecosim.declarations.columns import FIRM_COLUMNS, TIE_COLUMNS

__all__ = ["HINT", "Inspector"]

HINT = "Click a firm or a line between two, or walk there by arrow keys, to look inside."
"""What a page says while nothing is chosen."""

_FIRM_CURVES = ("viability", "cash", "profit", "coverage", "maturity", "involvement")
_PAIR_CURVES = ("consonance", "resonance", "trust", "complementarity", "routines", "governance")
_MANY_FIRMS = 1500  # above that, looking back while a run plays would slow it down


@solara.component
def Inspector(player: Player, selection: solara.Reactive[Selection], part: str = "network") -> Any:
    """Show the firm or the relationship that was chosen in the network of a part."""
    chosen, state, simulation = selection.value, player.state.value, player.reel.runs[part]
    if chosen == Selection():
        return element("section", text("p", HINT, "quiet"), klass="card", aria_label="Look inside")
    count = len(simulation.world.kind)
    if max(chosen.firm, *chosen.pair, -1) >= count:
        return element("section", text("p", "This firm is not in this run."), klass="card")
    if state.playing and count > _MANY_FIRMS:
        return element("section", text("p", "Pause to look inside.", "quiet"), klass="card")
    inner = FirmInside if chosen.firm >= 0 else PairInside
    close = press("Close", lambda: selection.set(Selection()), klass="chip")
    return element(
        "section", element("div", close, klass="row closing"), inner(player, selection, simulation),
        klass="card stack inside", aria_label="Look inside",
    )  # fmt: skip


@solara.component
def FirmInside(
    player: Player, selection: solara.Reactive[Selection], simulation: Simulation
) -> Any:
    """Show a firm: its state, its curves, its partners, its events."""
    firm = selection.value.firm
    asked = solara.use_reactive(0)
    solara.use_effect(lambda: asked.set(0), [firm])

    def act(what: str) -> None:
        verb, _, value = what.partition(":")
        if verb == "pair":
            selection.set(selection.value.with_pair((firm, int(value))))
        elif verb == "why":
            asked.set(int(value))

    month = player.state.value.month
    rows = solara.use_memo(
        lambda: simulation.history(
            lambda world: _columns(world.firms[:, firm], FIRM_COLUMNS, _FIRM_CURVES)
        ),
        [simulation, month, firm],
    )
    choice = [choice_sheet(simulation, asked.value, firm)] if asked.value else []
    parts = firm_sheet(simulation, firm)
    return element(
        "div",
        Sheet([parts.head]),
        _curves(rows, FIRM_COLUMNS, _FIRM_CURVES, simulation),
        Sheet([*parts.rest, *choice], on_act=act),
        klass="stack",
    )


@solara.component
def PairInside(
    player: Player, selection: solara.Reactive[Selection], simulation: Simulation
) -> Any:
    """Show a relationship: its curves, and every rule that made it."""
    pair, month = selection.value.pair, player.state.value.month

    def act(what: str) -> None:
        selection.set(Selection(int(what.partition(":")[2])))

    def seen(world: Any) -> Any:
        slot = find_slot(world, pair)
        empty = np.full(len(_PAIR_CURVES), np.nan)
        return _columns(world.ties[:, slot], TIE_COLUMNS, _PAIR_CURVES) if slot >= 0 else empty

    rows = solara.use_memo(lambda: simulation.history(seen), [simulation, month, pair])
    parts = pair_sheet(simulation, pair)
    return element(
        "div",
        Sheet([parts.head], on_act=act),
        _curves(rows, TIE_COLUMNS, _PAIR_CURVES, simulation),
        Sheet(parts.rest, on_act=act),
        klass="stack",
    )


def _columns(values: Any, register: Register, names: tuple[str, ...]) -> Any:
    return np.array([values[register.names.index(name)] for name in names], np.float32)


def _curves(
    rows: list[Any], register: Register, names: tuple[str, ...], simulation: Simulation
) -> Any:
    """Return small charts of some columns over the months so far; ``rows`` begin at the start."""
    months = np.reshape(rows[1:], (-1, len(names))).T  # at the start nothing is worked out yet
    charts = [
        {"name": plain(name), "unit": register[name].unit, "text": register[name].description,
         "low": register[name].low, "high": register[name].high,
         "lines": [{"label": plain(name), "colour": "--curve-1"}]}
        for name in names
    ]  # fmt: skip
    frame = curves_picture(months.shape[1], months)
    return CurvesDrawing.element(
        charts=charts, months=simulation.scenario.ticks, start=simulation.first + 1, frame=frame,
        height=74,
    )  # fmt: skip
