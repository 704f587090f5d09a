"""Firms of the Mesa twin by kind: what only customers and only providers do."""

from __future__ import annotations

from benchmarks.mesa_firms import Firm, scale
from benchmarks.mesa_journeys import Driving, Following, Sharing
from benchmarks.mesa_relationships import Tie
from benchmarks.plain_rules import plain
from benchmarks.plain_streams import uniform
from ecosim.engine.kernels.markets import MARKET
from ecosim.engine.kernels.sales import LONGEST
from ecosim.engine.world import LOGISTICS, PARTNER, PROVIDER
from ecosim.rules import (
    accounts,
    market_entry,
    maturity,
    potential,
    purchasing,
    resonance,
)

value_factor, shifted_share = plain(potential.value_factor), plain(purchasing.shifted_share)
attraction, increasing_returns = plain(purchasing.attraction), plain(resonance.increasing_returns)
partner_use, service_fee = plain(accounts.partner_use), plain(accounts.service_fee)
deliverable_share, volume = plain(accounts.deliverable_share), plain(accounts.volume)
distance_barrier = plain(market_entry.distance_barrier)
market_potential = plain(market_entry.market_potential)
own_reach, partner_reach = plain(market_entry.own_reach), plain(market_entry.partner_reach)
ramped, entry_cost = plain(market_entry.ramped), plain(market_entry.entry_cost)
running_cost = plain(market_entry.running_cost)
entry_hazard, entry_pays = plain(market_entry.entry_hazard), plain(market_entry.entry_pays)
joint_reach = plain(market_entry.joint_reach)
grown_activity = plain(maturity.grown_activity)
investment_effort = plain(maturity.investment_effort)
investment_plan, mutual_help = plain(maturity.investment_plan), plain(maturity.mutual_help)
partner_help, phase_position = plain(maturity.partner_help), plain(maturity.phase_position)
resources, strain = plain(maturity.resources), plain(maturity.strain)


class Customer(Sharing, Firm):
    """A firm that buys from providers."""

    def buy(self) -> None:
        """Shift the budget among providers, and buy."""
        if not self.alive:
            return
        p = self.model.p
        average, served, spent = self._average_attraction(), 0.0, 0.0
        budget = self.budget * (1.0 - self.demand_gap)
        for tie in self.ties.values():
            provider = tie["source"]
            if provider.kind != PROVIDER:
                continue
            quality = provider.quality
            share = shifted_share(tie["share"], self._drawn(tie, quality), average, p.share_pace)
            share = tie["share"] = min(share, 1.0 - spent)
            tie["trade"] = budget * share * quality * (1.0 - provider.friction)
            served += share * quality
            spent += share
        self.served = min(1.0, served + (1.0 - spent) * p.elsewhere_attraction)
        self.paid_elsewhere = budget * (1.0 - spent)

    def _average_attraction(self) -> float:
        """Return the mean attraction over the budget, purchases elsewhere included."""
        total, spent = 0.0, 0.0
        for tie in self.ties.values():
            if tie["source"].kind == PROVIDER:
                total += tie["share"] * self._drawn(tie, tie["source"].quality)
                spent += tie["share"]
        return total + max(0.0, 1.0 - spent) * self.model.p.elsewhere_attraction

    def _drawn(self, tie: Tie, quality: float) -> float:
        """Return what draws the customer to the provider of one relationship."""
        p = self.model.p
        return attraction(
            quality,
            value_factor(tie["potential"]),
            increasing_returns(tie["resonance"], p.returns_effect),
            tie["share"],
            p.dependence_aversion,
        )


class Ally(Firm):
    """A partner that provides services."""


class Carrier(Driving, Firm):
    """A logistics firm."""


class Provider(Following, Firm):
    """A firm that sells to customers, and abroad with the help of partners."""

    market_choice = -1

    def sell(self) -> None:
        """Use partners and carriers at home, and sell abroad."""
        if not self.alive:
            return
        self._ration()
        self._charge_services()
        self.revenue_foreign = self.partner_sales = 0.0
        self.cost_markets, self.entry_due = self.entry_due, 0.0
        if self.months_in:
            self._sell_abroad()

    def _ration(self) -> None:
        """Hold home sales to what the firm's people can deliver."""
        demand, quality = 0.0, self.quality
        for tie in self.ties.values():
            demand += tie["trade"]
        abroad = volume(self.revenue_foreign, quality)
        share = deliverable_share(
            volume(demand, quality),
            self.employees,
            self.productivity,
            self.model.p.overtime,
            abroad,
        )
        for tie in self.ties.values():
            tie["trade"] *= share

    def _charge_services(self) -> None:
        """Write what partners and carriers charge for this month's home sales."""
        sales, carriers, ties = 0.0, 0.0, self.ties.values()
        for tie in ties:
            sales += tie["trade"]
            carriers += 1.0 if tie["target"].kind == LOGISTICS else 0.0
        for tie in ties:
            other = tie["target"]
            if other.kind == PARTNER:
                tie["fee"] = service_fee(other.price, sales, partner_use(tie["routines"]))
            elif other.kind == LOGISTICS:
                tie["fee"] = service_fee(other.price, sales, 1.0 / carriers)

    def _presence(self) -> dict[int, float]:
        """Return Σ κτ over partners and fellow providers present, for every market with any."""
        presence: dict[int, float] = {}
        for partner, tie in self.ties.items():
            if partner.kind == PARTNER or partner.kind == PROVIDER:
                weight = tie["consonance"] * tie["trust"]
                for market in (partner.home, *partner.months_in):
                    presence[market] = presence.get(market, 0.0) + weight
        return presence

    def _reach_factors(self) -> tuple[float, float]:
        """Return own reach, and the reach that each unit of partners' presence lends."""
        own = own_reach(self.employees, self.maturity)
        return own, partner_reach(self.employees, self.model.p.partner_reach, self.involvement)

    def _potential(self, market: int) -> float:
        """Return what could be sold in a market each month once established, in MSEK."""
        model = self.model
        distance, pull = model.distance[self.home][market], model.pull[self.home][market]
        barrier = distance_barrier(distance, self.maturity, model.p.distance_effect)
        appeal = self.quality * (0.3 + 0.7 * self.maturity / 3.0)
        return market_potential(self.turnover, pull, barrier, appeal)

    def _sell_abroad(self) -> None:
        """Sell in the markets served, and count another month in each."""
        p, presence, losses = self.model.p, self._presence(), self.months_of_loss
        wanting, keep = 1.0 - self.demand_gap, 1.0 - self.material_share
        own, lending = self._reach_factors()
        size, commissions = scale(self.employees), []
        foreign = with_partners = cost = 0.0
        for market in sorted(self.months_in):
            months = self.months_in[market]
            sales = ramped(self._potential(market), months, p.market_ramp)
            share = partner_share(own, lending * presence.get(market, 0.0))
            running = running_cost(p.market_running_cost, size, share)
            losses[market] = losses[market] + 1 if keep * sales < running else 0
            self.months_in[market] = min(months + 1, LONGEST)
            borne = wanting * sales * share
            commissions.append((market, borne))
            foreign += wanting * sales
            with_partners += borne
            cost += running
        self.revenue_foreign, self.partner_sales = foreign, with_partners
        self.cost_markets += cost
        for market, borne in commissions:
            if borne > 0.0:
                self._share_commission(market, borne * p.commission / presence[market])

    def _share_commission(self, market: int, rate: float) -> None:
        """Pay partners in a market a commission for the reach each lends."""
        for tie in self.ties.values():
            other = tie["target"]
            if other.kind == PARTNER and (other.home == market or market in other.months_in):
                tie["fee"] += rate * tie["consonance"] * tie["trust"]

    def develop(self) -> None:
        """Build the enabling activities with what was invested."""
        if not self.alive:
            return
        p, inward, outward = self.model.p, self.investment_maturity, self.investment_involvement
        able = resources(self.cash, self.profit)
        efficiency = strain(inward + outward, able, p.strain_effect)
        size = scale(self.employees)
        effort = efficiency * investment_effort(inward, size, p.activity_cost)
        help_ = mutual_help(p.mutual_help_base, self.involvement)
        for name in ("readiness", "services", "modularity"):
            self._grow(name, effort, help_)
        effort = efficiency * investment_effort(outward, size, p.activity_cost)
        help_ = mutual_help(p.mutual_help_base, self.maturity)
        self._grow("knowledge", effort, help_)
        self._grow("formalization", effort, help_ * partner_help(self.alliance_routines))
        self._grow("joint_sphere", effort, help_ * partner_help(self.alliance_trust))
        self.maturity = phase_position(self.readiness, self.services, self.modularity)
        self.involvement = phase_position(self.knowledge, self.formalization, self.joint_sphere)

    def _grow(self, name: str, effort: float, help_: float) -> None:
        """Let one enabling activity grow."""
        p = self.model.p
        grown = grown_activity(getattr(self, name), effort, help_, p.activity_rate, p.activity_fade)
        setattr(self, name, grown)

    def decide_investment(self) -> None:
        """Decide what to invest next month in maturity and in involvement."""
        self.investment_maturity = self.investment_involvement = 0.0
        if not self.alive:
            return
        revenue = self.revenue_product + self.revenue_foreign
        budget = self.model.p.innovation_share * revenue * self.liquidity
        carries_both = 2.0 * budget <= resources(self.cash, self.profit)
        first, second = investment_plan(
            self.strategy, carries_both, self.maturity, self.involvement
        )
        self.investment_maturity, self.investment_involvement = first * budget, second * budget

    def choose_market(self) -> None:
        """Choose the most promising market among those that chance and reach bring up."""
        self.market_choice = -1
        if not self.alive:
            return
        p, presence, me = self.model.p, self._presence(), self.key
        key, market_keys = self.model.streams[MARKET], self.model.market_keys
        (own, lending), best = self._reach_factors(), (0.0, 0.0)
        for market, distance in enumerate(self.model.distance[self.home]):
            if market == self.home or market in self.months_in:
                continue
            barrier = distance_barrier(distance, self.maturity, p.distance_effect)
            lent = lending * presence.get(market, 0.0)
            hazard = entry_hazard(barrier, joint_reach(own, lent), p.entry_rate)
            chance = uniform(key, me + market_keys[market])
            if chance < hazard:
                # Of equal markets the smaller draw decides.
                worth = self._expected_margin(market, own, lent), -chance
                if worth[0] > 0.0 and worth > best:
                    best, self.market_choice = worth, market

    def _cost_of_entry(self, market: int, own: float, lent: float) -> float:
        """Return what opening a market would cost, in MSEK."""
        distance = self.model.distance[self.home][market]
        share = partner_share(own, lent)
        return entry_cost(self.model.p.entry_cost, scale(self.employees), distance, share)

    def _expected_margin(self, market: int, own: float, lent: float) -> float:
        """Return the monthly margin expected of a market, or 0 if entry would not pay."""
        margin = self._potential(market) * (1.0 - self.material_share)
        rate, size = self.model.p.market_running_cost, scale(self.employees)
        running = running_cost(rate, size, partner_share(own, lent))
        cost = self._cost_of_entry(market, own, lent)
        pays = cost < self.cash and entry_pays(margin, running, cost)
        return margin - running if pays else 0.0

    def move_in_markets(self) -> None:
        """Leave markets that have lost money for too long, and enter the one chosen."""
        if not self.alive:
            return
        patience, losses = self.model.p.market_patience, self.months_of_loss
        for market in [served for served in self.months_in if losses[served] > patience]:
            del self.months_in[market]
            losses[market] = 0
        if self.market_choice >= 0:
            self._enter(self.market_choice)
        self.markets_served = float(len(self.months_in))

    def _enter(self, market: int) -> None:
        """Enter a market; what it costs is paid next month."""
        own, lending = self._reach_factors()
        lent = lending * self._presence().get(market, 0.0)
        self.entry_due = self._cost_of_entry(market, own, lent)
        self.months_in[market] = 1
        self.months_of_loss.setdefault(market, 0)
        if self.first_entry == 0.0:
            self.first_entry = float(self.model.month)


def partner_share(own: float, lent: float) -> float:
    """Return how much of a firm's reach is its partners'."""
    return lent / max(own + lent, 1e-9)
