"""The firms of one replicate as Mesa agents over its world, and the moments when they decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mesa
import networkx as nx
import numpy as np

from ecosim.agents.answers import asked_for_market, asked_for_partner, asked_to_invest
from ecosim.agents.casting import DECISIONS, cast, own_decisions
from ecosim.agents.firm import Firm
from ecosim.agents.graph import graph_of
from ecosim.agents.policies import Policy, policies_in_use
from ecosim.agents.relationship import Relationship, relationships_of
from ecosim.agents.shown import model_html
from ecosim.declarations.columns import ECOSYSTEM, FIRM
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.world import Floats, World
from ecosim.errors import InputError, nearest

__all__ = ["Ecosystem"]


class Ecosystem(mesa.Model):
    """All firms of a world as agents. It shows the state and asks firms, but moves nothing itself.

    Firms follow the built-in rules, all together in compiled code, unless their class or their
    policy has a way of its own. Those are asked after the rules have decided for everybody, and no
    answer takes effect before all have answered: the order of asking does not matter.

    Parameters
    ----------
    blueprint : of the scenario
    world : of the replicate; its seeds also seed Mesa's own generators, which no rule uses
    agents : classes by id or kind of firm, see ``casting.cast``
    policies : functions by name, see ``policies.policies_in_use``

    Raises
    ------
    InputError
        for classes or policies that do not fit the scenario
    """

    def __init__(
        self,
        blueprint: Blueprint,
        world: World,
        agents: Mapping[str, type],
        policies: Mapping[str, Policy],
    ) -> None:
        super().__init__(rng=np.random.SeedSequence(world.seeds.tolist()))
        self.blueprint, self.world = blueprint, world
        self.month = 0  # the last one that is over
        self.time = 0.0
        self.market_codes = blueprint.scenario.markets.codes
        classes = cast(blueprint.roster, agents)
        self.firms: tuple[Firm, ...] = tuple(cls(self, i) for i, cls in enumerate(classes))
        self.adopt_policies(policies)

    def adopt_policies(self, policies: Mapping[str, Policy]) -> None:
        """Look up who follows a policy of the user's own, and so who has to be asked what."""
        scenario, ids = self.blueprint.scenario, self.blueprint.roster.ids
        self.policies = dict(policies)
        self.own_policies = policies_in_use(scenario, ids, policies)
        own = {cls: own_decisions(cls) for cls in self.agents_by_type}
        self._asked = {
            decision: self.agents.select(
                lambda firm, d=decision: d in own[type(firm)] or self._asks_policy(firm, d)
            )
            for decision in DECISIONS
        }

    def _asks_policy(self, firm: Firm, decision: str) -> bool:
        """Tell whether a decision is one for which a firm asks a policy of the user's own."""
        chooses = decision == "choose_partner" and decision in firm.decides
        return chooses and firm.number in self.own_policies

    def plan(self) -> None:
        """Let firms with ways of their own decide on money and on foreign markets."""
        self._who("step").do("step")
        investors, explorers = self._who("invest"), self._who("choose_market")
        amounts = investors.map(asked_to_invest)
        markets = explorers.map(asked_for_market)
        for firm, (inward, outward) in zip(investors, amounts, strict=True):
            self.world.firms[FIRM.investment_maturity, firm.number] = inward
            self.world.firms[FIRM.investment_involvement, firm.number] = outward
        for firm, market in zip(explorers, markets, strict=True):
            self.world.market_choice[firm.number] = market

    def seek(self) -> None:
        """Let firms with ways of their own choose among the candidates they have found."""
        seekers = self._who("choose_partner")
        offers = seekers.map(asked_for_partner)
        for firm, (partner, score) in zip(seekers, offers, strict=True):
            self.world.choice[firm.number], self.world.score[firm.number] = partner, score

    def _who(self, decision: str) -> Any:
        """Return the firms in business that have to be asked."""
        asked = self._asked[decision]
        return asked.select(lambda firm: firm.alive > 0.0) if len(asked) else asked

    @property
    def scenario(self) -> Scenario:
        """Return the scenario."""
        return self.blueprint.scenario

    @scenario.setter
    def scenario(self, given: object) -> None:
        """Leave aside what newer versions of Mesa put here, which holds nothing but a seed."""

    def firm(self, name: str) -> Firm:
        """Return the firm with this id.

        Raises
        ------
        InputError
            when there is none
        """
        index = self.blueprint.roster.index
        if name not in index:
            raise InputError(f"scenario {self.scenario.name!r} has no firm {name!r}"
                             f"{nearest(str(name), index)}")  # fmt: skip
        return self.firms[index[name]]

    def relationships_of(self, firm: Firm | str) -> tuple[Relationship, ...]:
        """Return the relationships of a firm, given itself or by id, oldest first."""
        return relationships_of(self.firm(firm) if isinstance(firm, str) else firm)

    @property
    def graph(self) -> nx.Graph[str]:
        """Return who is in a relationship with whom now, with all columns; a copy."""
        return graph_of(self)

    def _repr_html_(self) -> str:
        return model_html(self)

    @property
    def series(self) -> dict[str, Floats]:
        """Return each ecosystem series by name, one number for each month that is over; a copy."""
        past = self.world.series[: self.month].T.copy()
        return dict(zip(ECOSYSTEM.names, past, strict=True))
