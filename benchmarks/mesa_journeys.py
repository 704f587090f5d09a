"""Firms of the Mesa twin: what becomes of offers, data and loads where no firm changes."""

from __future__ import annotations

from typing import Any

from benchmarks.plain_rules import plain
from ecosim.engine.kernels import journeys
from ecosim.engine.world import CUSTOMER, PARTNER, PROVIDER, SKILLS
from ecosim.rules import implementation, planning, taste

decision_latency, offer_lag = plain(taste.decision_latency), plain(taste.offer_lag)
offer_pace = plain(taste.offer_pace)
mapped_data = plain(implementation.mapped_data)
load_factor, load_surcharge = plain(planning.load_factor), plain(planning.load_surcharge)


class Following:
    """The stage in which a provider follows its customers' taste and takes stock of partners."""

    def reorient(self: Any) -> None:
        """Let the offer lag behind taste and catch up, and count kinds of partners."""
        if not self.alive:
            return
        kinds, customers, shift = set(), 0.0, 0.0
        for partner in self.ties:
            if partner.kind == CUSTOMER:
                customers += 1.0
                shift += partner.taste_shift
            elif partner.kind == PARTNER:
                kinds.add(max(range(SKILLS), key=partner.capability.__getitem__))
        self.partner_variety = float(len(kinds))
        self._follow_taste(shift / max(1.0, customers))
        if self.platform_month == 0.0 and (
            max(self.datatization, self.digitization) >= journeys.PLATFORM
        ):
            self.platform_month = float(self.model.month)

    def _follow_taste(self: Any, shift: float) -> None:
        """Let the offer lag behind a shift of taste, and catch up."""
        p, seen = self.model.p, self.datatization
        analysis = p.central_analytics * self.capability[journeys.ANALYTICS]
        latency = decision_latency(seen, analysis, p.decision_months, p.data_complexity)
        pace = offer_pace(seen, latency, p.offer_pace, p.platform_insight)
        self.decision_latency = latency
        self.offer_lag = offer_lag(self.offer_lag, shift, pace)


class Sharing:
    """The stage in which a customer maps data where a joint project asks for it: none does."""

    def map_data(self: Any) -> None:
        """Let providers' access to the customer's data fade."""
        if not self.alive:
            return
        p = self.model.p
        for partner, tie in self.ties.items():
            if partner.kind == PROVIDER:
                access = mapped_data(tie["data_access"], 0.0, p.mapping_rate, p.mapping_fade)
                tie["data_access"] = access


class Driving:
    """The stage in which a carrier sees how full it drove; nobody plans for it."""

    def reorient(self: Any) -> None:
        """Write how full the carrier drove and what it therefore charges."""
        if not self.alive:
            return
        p, income = self.model.p, 0.0
        for tie in self.ties.values():
            income += tie["fee"]
            tie["value_in_use"] = 0.0
        self.load_factor = p.load_normal
        if income > 0.0:
            self.load_factor = load_factor(0.0, p.load_unplanned, p.load_planned)
        self.surcharge = load_surcharge(self.load_factor, p.load_normal, p.load_pricing)
