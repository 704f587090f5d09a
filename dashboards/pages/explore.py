"""Explore: an ecosystem alive, with every setting at hand."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import solara

from ecosim.dashboards.address import WrongAddress
from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.inspector import Inspector
from ecosim.dashboards.legend import KindLegend
from ecosim.dashboards.pair_setups import ForkSetup
from ecosim.dashboards.pictures import FIRM_SHADES, TIE_SHADES
from ecosim.dashboards.player import Player
from ecosim.dashboards.reels import OneRun
from ecosim.dashboards.selection import Selection
from ecosim.dashboards.settings import plain, setting_groups
from ecosim.dashboards.setup import Setup
from ecosim.dashboards.stage import Curves, Film, Network, Plane, Transport
from ecosim.dashboards.view import View
from ecosim.dashboards.widgets.choice import ChoiceBox
from ecosim.dashboards.widgets.settings import SettingsPanel
from ecosim.declarations.columns import ECOSYSTEM
from ecosim.errors import InputError

__all__ = ["Explore"]


@solara.component
def Explore() -> Any:
    """Show the experiment that the address names."""
    router = solara.use_router()
    try:
        setup = Setup.from_query(router.search)
    except InputError as error:
        return WrongAddress(error, "/explore")

    def change(panel: dict[str, Any]) -> None:
        router.push(f"/explore?{Setup.from_panel(panel).query}")

    return Experiment(setup, change)


@solara.component
def Experiment(setup: Setup, change: Any) -> Any:
    """Show one experiment: its settings, its network, its curves."""
    player = solara.use_memo(lambda: Player(OneRun, setup), [])
    selection = solara.use_reactive(Selection())
    solara.use_effect(lambda: player.close, [])
    solara.use_effect(lambda: player.adopt(setup), [setup])
    scenario = setup.resolve()
    return element(
        "div",
        element("h1", scenario.title or scenario.name, klass="hidden"),
        element("div", Film(player), klass="hidden"),
        element("section", _settings(setup, change), klass="card side", aria_label="Settings"),
        element(
            "div",
            element(
                "section",
                Transport(player),
                ForkLink(player, setup, scenario.ticks),
                Network(player, selection),
                ViewChoice(player),
                klass="card stack",
                aria_label="Network",
            ),
            Inspector(player, selection),
            klass="middle stack",
        ),
        element(
            "div",
            element(
                "section", Curves(player), SeriesChoice(player), klass="card", aria_label="Curves"
            ),
            element(
                "section",
                text("h2", "Maturity and involvement"),
                Plane(player, selection),
                klass="card",
                aria_label="Maturity and involvement",
            ),
            klass="last stack",
        ),
        klass="explore",
    )


@solara.component
def ForkLink(player: Player, setup: Setup, ticks: int) -> Any:
    """Show a link that goes on from this month in two ways, while months are left."""
    month = player.state.value.month
    if month >= ticks:
        return element("div", text("span", "To fork, go back to a month before the last.", "quiet"),
                       klass="row small")  # fmt: skip
    query = ForkSetup(setup, month).query
    link = solara.Link(f"/fork?{query}", children=[text("span", "Fork here")])
    return element("div", link, text("span", "and decide something otherwise", "quiet"),
                   klass="row small")  # fmt: skip


def _settings(setup: Setup, change: Any) -> Any:
    usual = Setup(scenario=setup.scenario).resolve()
    return SettingsPanel.element(
        groups=json.dumps(setting_groups(usual)), changed=setup.panel, on_changed=change
    )


@solara.component
def ViewChoice(player: Player) -> Any:
    """Show what shapes and colours mean, and let the visitor choose what they show."""
    view = player.view.value

    def chosen(**changes: Any) -> None:
        player.look(replace(player.view.value, **changes))

    firm = ChoiceBox.element(
        label="Firms filled by", options=_options(FIRM_SHADES), value=view.firm,
        on_value=lambda name: chosen(firm=name),
    )  # fmt: skip
    tie = ChoiceBox.element(
        label="Ties darker by", options=_options(TIE_SHADES), value=view.tie,
        on_value=lambda name: chosen(tie=name),
    )  # fmt: skip
    return element("div", KindLegend(), firm, tie, klass="row spread")


def _options(names: list[str]) -> list[list[str]]:
    return [[name, plain(name)] for name in names]


@solara.component
def SeriesChoice(player: Player) -> Any:
    """Let the visitor choose the curves."""
    view = player.view.value

    def toggle(name: str) -> None:
        now = player.view.value
        kept = tuple(n for n in now.series if n != name)
        chosen = kept if name in now.series else (*now.series, name)
        in_order = tuple(n for n in ECOSYSTEM.names if n in chosen)
        if in_order:
            player.look(View(now.firm, now.tie, in_order))

    chips = [
        press(
            plain(name), lambda name=name: toggle(name), klass="chip", pressed=name in view.series
        )
        for name in ECOSYSTEM.names
    ]
    return element(
        "details",
        text("summary", "Other curves"),
        element("div", *chips, klass="row"),
        klass="small",
    )
