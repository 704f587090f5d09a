"""Compare: two scenarios side by side on the same seeds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from ecosim.dashboards.address import WrongAddress
from ecosim.dashboards.elements import element, text
from ecosim.dashboards.pair_setups import CompareSetup
from ecosim.dashboards.player import Player
from ecosim.dashboards.reels import TwoRuns
from ecosim.dashboards.replicates import Replicates
from ecosim.dashboards.settings import setting_groups
from ecosim.dashboards.setup import Setup, in_words
from ecosim.dashboards.simulation import Simulation
from ecosim.dashboards.twins import Twins
from ecosim.dashboards.widgets.settings import SettingsPanel
from ecosim.errors import InputError
from ecosim.experiments.pairs import two_scenarios

__all__ = ["Compare"]

_LEAD = (
    "Two scenarios meet the same chance, month by month and replicate by replicate. The seed is "
    "that of the first."
)


@solara.component
def Compare() -> Any:
    """Show the two scenarios that the address names."""
    router = solara.use_router()
    try:
        setup = CompareSetup.from_query(router.search)
    except InputError as error:
        return WrongAddress(error, "/compare")
    return Compared(setup, lambda changed: router.push(f"/compare?{changed.query}"))


def _play(setup: CompareSetup) -> TwoRuns:
    """Return both runs at their start."""
    first, second = setup.first.resolve(), setup.second.resolve()
    return TwoRuns(Simulation(first, first.seed), Simulation(second, first.seed))


@solara.component
def Compared(setup: CompareSetup, change: Callable[[CompareSetup], None]) -> Any:
    """Show both settings, both runs, and many of them."""
    player = solara.use_memo(lambda: Player(_play, setup), [])
    solara.use_effect(lambda: player.close, [])
    solara.use_effect(lambda: player.adopt(setup), [setup])
    first, second = solara.use_memo(
        lambda: (setup.first.resolve(), setup.second.resolve()), [setup]
    )
    make = solara.use_memo(lambda: lambda: two_scenarios(first, second, first.seed), [setup])
    names = _names(setup)
    panels = [
        _settings("A", names[0], setup.first, lambda made: change(replace(setup, first=made))),
        _settings("B", names[1], setup.second, lambda made: change(replace(setup, second=made))),
    ]
    return element(
        "div",
        element("div", text("h1", "Compare two scenarios"), text("p", _LEAD, "lead"),
                *_shortened(first.ticks, second.ticks)),
        element(
            "div",
            element("div", *panels, klass="stack side after"),
            element("div", Twins(player, names),
                    Replicates(make, first.seed, player, f"{names[0]} and {names[1]}", names),
                    klass="stack"),
            klass="beside",
        ),
        klass="stack",
    )  # fmt: skip


def _shortened(first: int, second: int) -> list[Any]:
    """Say how long both run where they are not equally long."""
    words = f"Both run {min(first, second)} months, as long as the shorter one."
    return [text("p", words, "note")] if first != second else []


def _names(setup: CompareSetup) -> tuple[str, str]:
    """Return what tells both apart, in words."""
    return f"A: {in_words(setup.first)}", f"B: {in_words(setup.second)}"


def _settings(letter: str, name: str, setup: Setup, change: Callable[[Setup], None]) -> Any:
    usual = Setup(scenario=setup.scenario).resolve()
    panel = SettingsPanel.element(
        groups=json.dumps(setting_groups(usual)), changed=setup.panel,
        on_changed=lambda values: change(Setup.from_panel(values)),
    )  # fmt: skip
    way = element("i", klass=f"way {'other' if letter == 'B' else 'one'}")
    return element(
        "details", element("summary", way, name), panel, klass="card",
        aria_label=f"Settings of {letter}", open="open",
    )  # fmt: skip
