"""Firms of the Mesa twin: how they look for partners, choose and agree."""

from __future__ import annotations

from typing import Any

from benchmarks.mesa_relationships import capability_gap, complementarity_of, consonance_of
from benchmarks.plain_rules import plain
from benchmarks.plain_streams import pair_key, uniform
from ecosim.engine.kernels import partners
from ecosim.engine.world import CANDIDATES, CUSTOMER, PARTNER, PROVIDER, SKILLS
from ecosim.rules import partner_selection

SEARCH, WANTED, WALK = partners.SEARCH, partners.WANTED, partners.WALK
WALK_ON, MEETING = partners.WALK_ON, partners.MEETING
TASTE, ACCEPTANCE = partners.TASTE, partners.ACCEPTANCE

acceptance = plain(partner_selection.acceptance)
critical_resources = plain(partner_selection.critical_resources)
influence, viable_score = plain(partner_selection.influence), plain(partner_selection.viable_score)
similarity = plain(partner_selection.similarity)
starting_trust = plain(partner_selection.starting_trust)


class Searching:
    """The stages in which a firm finds candidates, chooses among them and makes an offer."""

    candidates: list[Any] = []  # noqa: RUF012 - replaced, never changed
    choice: Any = None

    def look_for_partners(self: Any) -> None:
        """Find candidates, if the firm looks for any this month."""
        self.candidates = []
        p, streams = self.model.p, self.model.streams
        if uniform(streams[SEARCH], self.key) >= p.search_rate * self.search:
            return
        wanted = self._wanted_kind(uniform(streams[WANTED], self.key))
        if wanted >= 0 and self.alive and len(self.ties) < self.room:
            self._look_around(wanted)

    def _wanted_kind(self: Any, chance: float) -> int:
        """Return the kind of firm it looks for; −1 where it never looks."""
        if self.kind == CUSTOMER:
            return PROVIDER
        if self.kind != PROVIDER:
            return -1
        if chance < 0.45:
            return PARTNER
        return CUSTOMER if chance < 0.9 else PROVIDER

    def _look_around(self: Any, wanted: int) -> None:
        """Every other candidate comes by way of partners, the rest are met by chance."""
        streams, me, found = self.model.streams, self.key, self.candidates
        for k in range(min(CANDIDATES, int(self.model.p.search_breadth))):
            if k % 2 == 0:
                first = uniform(streams[WALK + k], me)
                met = self._two_steps_away(first, uniform(streams[WALK_ON + k], me))
            else:
                others = self.model.firms_by_kind[wanted]
                chance = uniform(streams[MEETING + k], me)
                met = others[int(chance * len(others))] if others else None
            if met is None or met is self or met.kind != wanted or not met.alive:
                continue
            if met not in found and met not in self.ties:
                found.append(met)

    def _two_steps_away(self: Any, first: float, second: float) -> Any:
        """Return a partner's partner, reached by two random steps."""
        if not self.ties:
            return None
        through = list(self.ties)[int(first * len(self.ties))]
        return list(through.ties)[int(second * len(through.ties))]

    def choose_partner(self: Any) -> None:
        """Choose the best candidate by the firm's own policy, or none."""
        self.choice, best = None, self.model.p.acceptance_floor
        for candidate in self.candidates:
            worth = self._worth(candidate)
            if worth > best:
                self.choice, best = candidate, worth

    def _worth(self: Any, other: Any) -> float:
        """Return what a candidate is worth by one of the built-in policies."""
        policy, p = self.policy, self.model.p
        if policy == partners.VIABLE:
            return self._viable(other)
        if policy == partners.REPUTATION:
            return other.legitimacy
        if policy == partners.CHEAPEST:
            return 1.0 - other.price
        if policy == partners.SIMILAR:
            return self._similarity(other)
        if policy == partners.COMPLEMENTARY:
            return complementarity_of(self, other, p.complementarity_slack)
        if policy == partners.CONSONANT:
            return consonance_of(self, other, p)
        taste = self.model.streams[TASTE]
        return uniform(taste, pair_key(self.key, other.key))

    def _similarity(self: Any, other: Any) -> float:
        """Score a candidate by likeness of capabilities."""
        total = 0.0
        for mine, theirs in zip(self.capability, other.capability, strict=True):
            total += (mine - theirs) * (mine - theirs)
        return similarity(total, SKILLS)

    def _viable(self: Any, other: Any) -> float:
        """Score a candidate by the framework's own rule."""
        filled, gap = 0.0, 0.0
        skills = zip(self.capability, self.requirement, other.capability, strict=True)
        for mine, asked, theirs in skills:
            lacking = capability_gap(asked, mine)
            filled += lacking * theirs
            gap += lacking
        served = self.months_in
        opened = float(len([market for market in other.months_in if market not in served]))
        if other.home != self.home and other.home not in served:
            opened += 1.0
        weight = influence(min(1.0, opened / 10.0), other.legitimacy)
        brought = critical_resources(filled, gap, self.model.p.complementarity_slack)
        return viable_score(brought, weight, consonance_of(self, other, self.model.p))

    def agree(self: Any) -> None:
        """Make an offer to the candidate chosen; it leads to a relationship or is declined."""
        other, p = self.choice, self.model.p
        if other is None or other in self.ties:
            return
        willing = acceptance(
            self.legitimacy,
            complementarity_of(self, other, p.complementarity_slack),
            consonance_of(self, other, p),
            self.maturity,
        )
        chance = uniform(self.model.streams[ACCEPTANCE], pair_key(self.key, other.key))
        has_room = len(self.ties) < self.room and len(other.ties) < other.room
        if chance < willing and has_room:
            source, target = (self, other) if self.kind == PROVIDER else (other, self)
            tie = self.model.relate(source, target, starting_trust(other.legitimacy))
            if tie is not None and target.kind == CUSTOMER:
                tie["share"] = p.new_share
            elif tie is not None and target.kind == PARTNER:
                source.totals["new_partners"] += 1.0
