"""Fork: the same past and the same chance, and from one month on something decided otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from ecosim.dashboards.address import WrongAddress
from ecosim.dashboards.decision_form import DecisionForm
from ecosim.dashboards.elements import element, text
from ecosim.dashboards.pair_setups import ForkSetup
from ecosim.dashboards.player import Player
from ecosim.dashboards.reels import TwoRuns
from ecosim.dashboards.replicates import Replicates
from ecosim.dashboards.settings import setting_groups
from ecosim.dashboards.simulation import Simulation
from ecosim.dashboards.twins import Twins
from ecosim.dashboards.widgets.choice import ChoiceBox
from ecosim.dashboards.widgets.settings import SettingsPanel
from ecosim.declarations.columns import EVENT, FIRM
from ecosim.errors import InputError
from ecosim.experiments.pairs import forked

__all__ = ["Fork"]

_LEAD = (
    "Both twins share their past and meet the same chance. Whatever differs between them follows "
    "from what you change."
)


@solara.component
def Fork() -> Any:
    """Show the fork that the address names."""
    router = solara.use_router()
    try:
        setup = ForkSetup.from_query(router.search)
        _play(setup)
    except InputError as error:
        return WrongAddress(error, "/fork")
    return Forked(setup, lambda changed: router.push(f"/fork?{changed.query}"))


def _play(setup: ForkSetup) -> TwoRuns:
    """Return both twins in the month of the fork."""
    scenario = setup.base.resolve()
    run = Simulation(scenario, scenario.seed)
    run.go_to(setup.at)
    return TwoRuns(run, run.fork(setup.changed, setup.decision))


@solara.component
def Forked(setup: ForkSetup, change: Callable[[ForkSetup], None]) -> Any:
    """Show what the twin does otherwise, both twins, and many of them."""
    player = solara.use_memo(lambda: Player(_play, setup), [])
    solara.use_effect(lambda: player.close, [])
    solara.use_effect(lambda: player.adopt(setup), [setup])
    scenario = solara.use_memo(setup.base.resolve, [setup.base])
    make = solara.use_memo(
        lambda: lambda: forked(scenario, setup.at, setup.changed, setup.decision, scenario.seed),
        [setup],
    )
    title, names = scenario.title or scenario.name, ("as it went", setup.words)
    return element(
        "div",
        element("div", text("h1", f"Fork after month {setup.at}"), text("p", _LEAD, "lead")),
        element(
            "div",
            element("section", text("h2", "What changes"),
                    _month(setup, scenario.ticks, change),
                    DecisionForm(player, setup.decision,
                                 lambda made: change(replace(setup, decision=made))),
                    _settings(setup, scenario, change), klass="card side stack",
                    aria_label="What changes"),
            element("div", text("p", f"{title}. {_offer(player, setup)}", "quiet"),
                    Twins(player, names),
                    Replicates(make, scenario.seed, player, title, names), klass="stack"),
            klass="beside",
        ),
        klass="stack",
    )  # fmt: skip


def _offer(player: Player, setup: ForkSetup) -> str:
    """Return what became of the offer that the decision makes, once its month is over."""
    made, reel = setup.decision, player.reel
    if not made.offer or not isinstance(reel, TwoRuns) or player.state.value.month <= setup.at:
        return ""
    index, events = reel.other.blueprint.roster.index, reel.other.events
    first = events[events["tick"] == reel.first + 1]
    ends = (index.get(made.firm, -1), index.get(made.offer, -1))
    kinds = first["kind"][(first["subject"] == ends[0]) & (first["object"] == ends[1])].tolist()
    if EVENT.partner_chosen in kinds:
        return f"{made.offer} accepted the offer of {made.firm}."
    if EVENT.no_room in kinds:
        return f"{made.offer} would have accepted, but one of the two has no room for it."
    if EVENT.offer_declined in kinds:
        return f"{made.offer} declined the offer of {made.firm}."
    world = reel.other.at(setup.at)
    closed = [ids for ids in (made.firm, made.offer) if not world.firms[FIRM.alive, index[ids]]]
    why = f"{' and '.join(closed)} had closed" if closed else "the two were related already"
    return f"No offer was made, as {why}; so {made.firm} went by what it found."


def _month(setup: ForkSetup, last: int, change: Callable[[ForkSetup], None]) -> Any:
    months = sorted({*range(12, last, 12), setup.at})
    return ChoiceBox.element(
        label="After month", options=[[str(k), str(k)] for k in months], value=str(setup.at),
        on_value=lambda value: change(replace(setup, at=int(value))),
    )  # fmt: skip


def _settings(setup: ForkSetup, scenario: Any, change: Callable[[ForkSetup], None]) -> Any:
    """Return every setting but those of the experiment, which has begun."""
    return SettingsPanel.element(
        groups=json.dumps(setting_groups(scenario)[1:]), changed=dict(setup.changed),
        on_changed=lambda changed: change(replace(setup, changed=changed)),
    )  # fmt: skip
