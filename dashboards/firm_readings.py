"""Why a firm is as viable as it is, and why it chose whom it chose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosim.dashboards.microscope import evaluate
from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.columns import EVENT, FIRM
from ecosim.declarations.fields import PARTNER_SELECTION
from ecosim.declarations.parameters import PARAMETERS
from ecosim.engine.kernels.month import Stage
from ecosim.engine.kernels.views import candidate_score
from ecosim.engine.world import CUSTOMER, World
from ecosim.experiments.forks import run_stages
from ecosim.rules import viability as viability_rules

__all__ = ["OFFERS", "ChoiceReading", "Essential", "read_choice", "read_viability"]


OFFERS = (EVENT.partner_chosen, EVENT.no_room, EVENT.offer_declined)
"""Kinds of events that an offer leads to."""


@dataclass(frozen=True)
class Essential:
    """One essential variable against the firm's own first year.

    Parameters
    ----------
    name : column
    value, reference, tolerance : now, mean of the first year, how far it may fall
    margin : −1..1, below 0 outside its bound
    """

    name: str
    value: float
    reference: float
    tolerance: float
    margin: float


def read_viability(world: World, firm: int) -> tuple[Essential, ...]:
    """Return a firm's essential variables, the weakest first; its viability follows from that."""
    looseness = float(world.settings[PARAMETERS.names.index("viability_tolerance")])
    delivery = "served" if world.kind[firm] == CUSTOMER else "quality"
    names = ("liquidity", delivery, "interaction", "information_mean", "coverage",
             "operating_result")  # fmt: skip
    found = []
    for place, name in enumerate(names):
        is_result = name == "operating_result"
        value = float(world.firms[getattr(FIRM, name), firm]) + is_result
        reference = float(world.reference[place, firm])
        tolerance = evaluate(
            viability_rules.margin_tolerance,
            {"reference": reference, "looseness": looseness, "is_result": is_result},
        )
        margin = evaluate(
            viability_rules.essential_margin,
            {"value": value, "reference": reference, "tolerance": tolerance},
        )
        shift = float(is_result)  # the model measures the result from 1
        found.append(Essential(name, value - shift, reference - shift, tolerance, margin))
    return tuple(sorted(found, key=lambda essential: essential.margin))


@dataclass(frozen=True)
class ChoiceReading:
    """A search: who was found, and what each was worth.

    Parameters
    ----------
    policy : by which the firm chooses
    scores : of each candidate by every built-in policy, {firm: {policy: score}}
    chosen : number of the firm it made an offer to
    became : of the offer: kind of event
    """

    policy: str
    scores: dict[int, dict[str, float]]
    chosen: int
    became: int


def read_choice(simulation: Simulation, month: int, firm: int) -> ChoiceReading | None:
    """Return what a firm saw and chose in its search of a month, or None where it made no offer."""
    events = simulation.events
    made = events[(events["tick"] == month) & (events["subject"] == firm)]
    made = made[np.isin(made["kind"], OFFERS)]
    if not len(made):
        return None
    world = simulation.at(month - 1)
    run_stages(world, month, Stage.DISTURB, Stage.SEARCH)
    found = world.candidates[firm]
    shown = [name for name in PARTNER_SELECTION if name != "random"]
    scores = {
        int(candidate): {
            name: float(
                candidate_score(world, month, PARTNER_SELECTION.index(name), firm, int(candidate))
            )
            for name in shown
        }
        for candidate in found[found >= 0]
    }
    policy = PARTNER_SELECTION[int(world.policy[firm])]
    offer = made[0]
    return ChoiceReading(policy, scores, int(offer["object"]), int(offer["kind"]))
