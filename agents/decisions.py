"""Decisions in Python within compiled runs: the same firms, asked at the same moments."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ecosim.agents.policies import Policy, policies_in_use
from ecosim.engine.build import Blueprint
from ecosim.engine.kernels.month import Stage
from ecosim.engine.run import StageHook
from ecosim.engine.world import World

if TYPE_CHECKING:
    from ecosim.agents.ecosystem import Ecosystem

__all__ = ["decision_hook"]


def decision_hook(
    blueprint: Blueprint,
    agents: Mapping[str, type] | None = None,
    policies: Mapping[str, Policy] | None = None,
) -> StageHook | None:
    """Return a hook for ``ecosim.engine.run.run``, or None where all firms follow built-in rules.

    One hook serves any number of replicates, one after the other or in threads: each replicate
    gets agents of its own. Mesa is imported only if it is needed.

    Parameters
    ----------
    blueprint : of the scenario
    agents : classes by id of a firm or by kind, as for ``EcosystemModel``
    policies : partner-selection functions by name, as for ``EcosystemModel``

    Raises
    ------
    InputError
        for classes or policies that do not fit the scenario
    """
    agents, policies = agents or {}, policies or {}
    in_use = policies_in_use(blueprint.scenario, blueprint.roster.ids, policies)
    if in_use or _any_own_way(blueprint, agents):
        return _DecisionHook(blueprint, agents, policies)
    return None


def _any_own_way(blueprint: Blueprint, agents: Mapping[str, type]) -> bool:
    """Tell whether any firm's class decides in its own way."""
    if not agents:
        return False
    from ecosim.agents.casting import cast, own_decisions  # imports Mesa

    return any(own_decisions(cls) for cls in set(cast(blueprint.roster, agents)))


class _DecisionHook:
    """Asks the firms of whatever world it is called with."""

    def __init__(
        self, blueprint: Blueprint, agents: Mapping[str, type], policies: Mapping[str, Policy]
    ) -> None:
        self._blueprint, self._agents, self._policies = blueprint, agents, policies
        self._here = threading.local()

    def __call__(self, world: World, stage: Stage, tick: int) -> None:
        """Write the decisions due at the end of a stage."""
        if stage is Stage.CHOOSE_MARKET:
            self._ecosystem(world, tick).plan()
        elif stage is Stage.CHOOSE_PARTNER:
            self._ecosystem(world, tick).seek()

    def _ecosystem(self, world: World, tick: int) -> Ecosystem:
        """Return this thread's firms, over this world and in this month."""
        from ecosim.agents.ecosystem import Ecosystem  # imports Mesa

        ecosystem: Ecosystem | None = getattr(self._here, "ecosystem", None)
        if ecosystem is None or ecosystem.world is not world:
            ecosystem = Ecosystem(self._blueprint, world, self._agents, self._policies)
            self._here.ecosystem = ecosystem
        ecosystem.month, ecosystem.steps, ecosystem.time = tick - 1, tick, float(tick)
        return ecosystem
