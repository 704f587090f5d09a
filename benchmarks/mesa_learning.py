"""Firms of the Mesa twin: what they make of their relationships."""

from __future__ import annotations

import math
from typing import Any

from benchmarks.mesa_relationships import Tie, capability_gap
from benchmarks.plain_rules import plain
from benchmarks.plain_streams import bell
from ecosim.engine.streams import Purpose
from ecosim.engine.world import DOMAINS, PARTNER, SKILLS
from ecosim.rules import (
    accounts,
    coopetition,
    effective_capability,
    governance,
    identity,
    learning,
    legitimacy,
)
from ecosim.rules import support as on_support

VALUE_NOISE, SCHEME_NOISE = int(Purpose.VALUE_NOISE), int(Purpose.SCHEME_NOISE)

delivered_quality = plain(accounts.delivered_quality)
knowledge_bonus = plain(coopetition.knowledge_bonus)
selling_friction = plain(coopetition.selling_friction)
with_partners = plain(effective_capability.effective_capability)
capability_coverage = plain(effective_capability.capability_coverage)
left_uncovered = plain(effective_capability.left_uncovered)
transfer_strength = plain(effective_capability.transfer_strength)
flexibility, drifted = plain(governance.flexibility), plain(identity.drifted)
scheme_pull, value_pull = plain(identity.scheme_pull), plain(identity.value_pull)
knowledge_channel = plain(learning.knowledge_channel)
knowledge_flow = plain(learning.knowledge_flow)
digitized, learned_capability = plain(learning.digitized), plain(learning.learned_capability)
earned_legitimacy = plain(legitimacy.earned_legitimacy)
support = plain(on_support.support)
support_contribution = plain(on_support.support_contribution)


class Learning:
    """The stages in which a firm learns; what is learned becomes current only in ``adopt``."""

    def learn(self: Any) -> None:
        """Learn from, drift toward and draw on partners."""
        if not self.alive:
            return
        uncovered, flow = [1.0] * SKILLS, [0.0] * SKILLS
        value_pulls, scheme_pulls = [0.0] * DOMAINS, [0.0] * DOMAINS
        backing = friction = pull = 0.0
        for partner, tie in self.ties.items():
            backing += support_contribution(
                tie["consonance"], tie["resonance"], tie["complementarity"]
            )
            friction += selling_friction(
                tie["overlap"], tie["trust"], tie["routines"], self.model.p.coopetition_friction
            )
            lead = max(0.0, partner.digitization - self.digitization)
            pull += self.model.p.digitization_pull * tie["resonance"] * lead
            self._draw_on_skills(partner, tie, uncovered, flow)
            self._draw_toward(partner, tie, value_pulls, scheme_pulls)
        self.support, self.friction = support(backing), min(0.5, friction)
        self._learn_skills(uncovered, flow)
        self._take_stock()
        self._next_digitization = digitized(
            self.digitization, self.maturity, pull, self.model.p.digitization_pace
        )
        self._drift(value_pulls, scheme_pulls)

    def _draw_on_skills(
        self: Any, partner: Any, tie: Tie, uncovered: list[float], flow: list[float]
    ) -> None:
        """Add what one partner leaves uncovered, and what it teaches."""
        p, belief, habit = self.model.p, tie["trust"], tie["routines"]
        strength = transfer_strength(
            p.transfer_strength, partner.openness, tie["consonance"], tie["resonance"], belief
        )
        freedom = flexibility(tie["governance"])
        freedom *= knowledge_bonus(tie["overlap"], p.coopetition_knowledge)
        channel = knowledge_channel(p.knowledge_flow, habit, belief, freedom)
        skills = zip(self.capability, partner.capability, strict=True)
        for q, (mine, theirs) in enumerate(skills):
            uncovered[q] *= left_uncovered(strength, mine, theirs)
            flow[q] += knowledge_flow(channel, theirs - mine)

    def _draw_toward(
        self: Any, partner: Any, tie: Tie, value_pulls: list[float], scheme_pulls: list[float]
    ) -> None:
        """Add how one partner pulls at values and schemes."""
        p = self.model.p
        of_values = value_pull(p.value_drift, tie["resonance"])
        of_schemes = scheme_pull(p.scheme_drift, tie["routines"], tie["trust"])
        values, schemes = self.values, self.schemes
        their_values, their_schemes = partner.values, partner.schemes
        for k in range(DOMAINS):
            value_pulls[k] += of_values * (their_values[k] - values[k])
            scheme_pulls[k] += of_schemes * (their_schemes[k] - schemes[k])

    def _learn_skills(self: Any, uncovered: list[float], flow: list[float]) -> None:
        """Work out the next capabilities and the coverage of requirements."""
        coverage, development, learned = 0.0, self.model.p.development, []
        for q, (mine, asked) in enumerate(zip(self.capability, self.requirement, strict=True)):
            self.effective[q] = with_partners(mine, uncovered[q])
            coverage += capability_coverage(self.effective[q], asked)
            gap = capability_gap(asked, mine)
            learned.append(learned_capability(mine, flow[q], gap, development))
        self.coverage, self._next_capability = coverage / SKILLS, learned

    def _take_stock(self: Any) -> None:
        """Work out what the month's interactions mean for the firm."""
        success = trust = routines = allies = 0.0
        for partner, tie in self.ties.items():
            success += tie["success"]
            if partner.kind == PARTNER:
                allies += 1.0
                trust += tie["trust"]
                routines += tie["routines"]
        self.interaction = success / max(1, len(self.ties))
        self.alliance_trust = trust / max(1.0, allies)
        self.alliance_routines = routines / max(1.0, allies)
        self.quality = delivered_quality(self.coverage, self.coupling, self.supply_gap)
        self.legitimacy = earned_legitimacy(
            self.legitimacy,
            self.employees,
            self.interaction,
            self.liquidity,
            self.model.p.legitimacy_pace,
        )

    def _drift(self: Any, value_pulls: list[float], scheme_pulls: list[float]) -> None:
        """Work out the next values and schemes."""
        p = self.model.p
        self._next_values = self._moved(
            self.values, value_pulls, self.own_values, VALUE_NOISE,
            p.value_noise, p.value_reversion,
        )  # fmt: skip
        self._next_schemes = self._moved(
            self.schemes, scheme_pulls, self.own_schemes, SCHEME_NOISE,
            p.scheme_noise, p.scheme_reversion,
        )  # fmt: skip

    def _moved(
        self: Any,
        vector: list[float],
        pulls: list[float],
        own: list[float],
        purpose: int,
        noise: float,
        reversion: float,
    ) -> list[float]:
        """Return a unit vector after a month."""
        moved, length, streams = [], 0.0, self.model.streams
        for k in range(DOMAINS):
            chance = noise * bell(streams[purpose + k], self.key)
            x = drifted(vector[k], pulls[k], chance, own[k], reversion)
            moved.append(x)
            length += x * x
        root = math.sqrt(length)
        return [x / root for x in moved]

    def adopt(self: Any) -> None:
        """Make what was learned current."""
        if not self.alive:
            return
        self.digitization = self._next_digitization
        self.values, self.schemes = self._next_values, self._next_schemes
        self.capability = self._next_capability
