"""What one firm decides otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from ecosim.dashboards.elements import element, text
from ecosim.dashboards.player import Player
from ecosim.dashboards.widgets.choice import ChoiceBox
from ecosim.declarations.fields import INTERNATIONALIZATION, KINDS, PARTNER_SELECTION
from ecosim.declarations.networks import pair_of
from ecosim.experiments.forks import Decision

__all__ = ["DecisionForm"]

_MOST_FIRMS = 600  # in a list of choices


@solara.component
def DecisionForm(player: Player, decision: Decision, change: Callable[[Decision], None]) -> Any:
    """Let the visitor choose a firm, and what it decides otherwise."""
    kinds = solara.use_memo(lambda: _kinds(player), [player.stages.value])
    firm = decision.firm
    deciding = [name for name, kind in kinds.items() if kind in ("provider", "partner")]
    possible = [
        name for name, kind in kinds.items()
        if firm and name != firm and pair_of(kinds[firm], kind) is not None
    ] if firm in kinds else []  # fmt: skip
    rows = [_choice("Decision of", ["", *deciding], firm, lambda name: change(Decision(name)))]
    if firm:
        rows += [
            _choice("It makes an offer to", ["", *possible], decision.offer,
                    lambda name: change(replace(decision, offer=name))),
            _choice("It chooses partners by", ["", *PARTNER_SELECTION], decision.partner_selection,
                    lambda word: change(replace(decision, partner_selection=word))),
            _choice("It goes abroad by", ["", *INTERNATIONALIZATION], decision.internationalization,
                    lambda word: change(replace(decision, internationalization=word))),
        ]  # fmt: skip
    return element("div", text("h3", "One firm's decision"), *rows, klass="stack tight")


def _kinds(player: Player) -> dict[str, str]:
    """Return the kind of every firm, named ones first."""
    blueprint = player.reel.simulation.blueprint
    named = [firm.id for firm in blueprint.scenario.firms]
    ids, kinds = blueprint.roster.ids, blueprint.roster.kind
    order = [*named, *(name for name in ids if name not in set(named))][:_MOST_FIRMS]
    return {name: KINDS[kinds[blueprint.roster.index[name]]] for name in order}


def _choice(label: str, words: list[str], value: str, choose: Callable[[str], None]) -> Any:
    shown = words if value in words else [*words, value]
    return ChoiceBox.element(
        label=label, options=[[word, word or "–"] for word in shown], value=value, on_value=choose
    )
