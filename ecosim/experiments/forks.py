"""A run that goes on in two ways from one month: other settings, or another decision of a firm."""

from __future__ import annotations

from dataclasses import dataclass

from ecosim.declarations.columns import FIRM
from ecosim.declarations.fields import INTERNATIONALIZATION, KINDS, PARTNER_SELECTION
from ecosim.declarations.networks import pair_of
from ecosim.engine.build import Blueprint, go_on_under
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.kernels.views import candidate_score
from ecosim.engine.roster import Roster
from ecosim.engine.world import COUNTER, World
from ecosim.errors import InputError, nearest
from ecosim.experiments.arms import slot_between

__all__ = [
    "UNDECIDED", "Decision", "copy_world", "fork_world", "run_stages", "run_until", "step_with",
]  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """What one firm decides otherwise; an empty word changes nothing.

    Parameters
    ----------
    firm : id
    offer : id of the firm that is offered a relationship in the next month
    partner_selection, internationalization : strategies from now on
    """

    firm: str = ""
    offer: str = ""
    partner_selection: str = ""
    internationalization: str = ""

    def check(self, roster: Roster) -> None:
        """Refuse firms and strategies that do not exist.

        Raises
        ------
        InputError
            with the nearest name
        """
        for what, name in (("decision", self.firm), ("offer", self.offer)):
            if name and name not in roster.index:
                raise InputError(f"{what}: there is no firm {name!r}{nearest(name, roster.ids)}")
        for word, words in (
            (self.partner_selection, PARTNER_SELECTION),
            (self.internationalization, INTERNATIONALIZATION),
        ):
            if word and word not in words:
                raise InputError(f"decision: {word!r} is none of {', '.join(words)}")
        if self.firm and self.offer:
            kinds = [KINDS[roster.kind[roster.index[name]]] for name in (self.firm, self.offer)]
            if self.firm == self.offer or pair_of(*kinds) is None:
                raise InputError(f"offer: {self.firm!r} and {self.offer!r} cannot be partners")


UNDECIDED = Decision()


def run_stages(world: World, month: int, first: Stage, last: Stage) -> None:
    """Run some stages of one month for all firms."""
    run_months(world, month, month, int(first), int(last), 0, len(world.kind))


def copy_world(world: World) -> World:
    """Return a copy that shares nothing with the original."""
    return world._replace(**{name: part.copy() for name, part in world._asdict().items()})


def fork_world(world: World, blueprint: Blueprint, decision: Decision) -> World:
    """Return a twin of a world: the same past and chance, other settings and decisions from now on.

    Parameters
    ----------
    world : not touched
    blueprint : of the scenario with the other settings
    decision : of one firm; its offer is made by ``step_with``
    """
    decision.check(blueprint.roster)
    twin = copy_world(world)
    go_on_under(twin, blueprint)
    if decision.firm:
        firm = blueprint.roster.index[decision.firm]
        if decision.partner_selection:
            twin.policy[firm] = PARTNER_SELECTION.index(decision.partner_selection)
        if decision.internationalization:
            twin.strategy[firm] = INTERNATIONALIZATION.index(decision.internationalization)
    return twin


def step_with(world: World, month: int, decision: Decision, roster: Roster) -> None:
    """Run one month in which a firm offers a relationship to another, whoever else it found.

    Where the two are related already, or one of them has closed, it goes by what it found.
    """
    if not (decision.firm and decision.offer):
        run_stages(world, month, Stage(0), Stage(len(Stage) - 1))
        return
    run_stages(world, month, Stage(0), Stage.CHOOSE_PARTNER)
    firm = roster.index[decision.firm]
    other = roster.index[decision.offer]
    if world.firms[FIRM.alive, [firm, other]].all() and slot_between(world, firm, other) < 0:
        world.choice[firm] = other
        world.score[firm] = candidate_score(world, month, int(world.policy[firm]), firm, other)
    run_stages(world, month, Stage.AGREE, Stage(len(Stage) - 1))


def run_until(world: World, first: int, last: int) -> None:
    """Run whole months; events are not kept."""
    month = first
    while month <= last:
        month = run_months(world, month, last, 0, len(Stage) - 1, 0, len(world.kind))
        world.counters[COUNTER.events] = 0
