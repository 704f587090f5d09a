"""Firms of the Mesa twin: disturbances, accounts and viability, the same for every kind of firm."""

from __future__ import annotations

import math
from typing import Any

import mesa

from benchmarks.mesa_learning import Learning
from benchmarks.mesa_relationships import Tie
from benchmarks.mesa_search import Searching
from benchmarks.plain_rules import plain
from benchmarks.plain_streams import bell, uniform
from ecosim.declarations.columns import FIRM
from ecosim.engine.kernels import environment
from ecosim.engine.kernels.settling import SMOOTHING
from ecosim.engine.kernels.viability import FIRST_YEAR
from ecosim.engine.world import CUSTOMER, DOMAINS, ESSENTIALS, PROVIDER, TOTAL, World
from ecosim.rules import (
    accounts,
    disturbance,
    elementary,
    governance,
    information,
    interaction,
    learning,
    support,
)
from ecosim.rules import viability as on_viability

SHOCK, SHOCK_SIZE, SURPRISE = environment.SHOCK, environment.SHOCK_SIZE, environment.SURPRISE
TASTE = environment.TASTE
FLOWS = FIRM._fields[FIRM.revenue_product : FIRM.profit + 1]
VECTORS = ("values", "schemes", "own_values", "own_schemes", "information")
SKILL_TABLES = ("capability", "requirement", "effective")

shock_size, gap_after = plain(disturbance.shock_size), plain(disturbance.gap_after)
mixed_disturbance = plain(disturbance.mixed_disturbance)
pooled_disturbance = plain(disturbance.pooled_disturbance)
closing_rate = plain(disturbance.closing_rate)
aged_information = plain(information.aged_information)
renewed_information = plain(information.renewed_information)
risen_requirement = plain(learning.risen_requirement)
readiness, clip = plain(interaction.readiness), plain(elementary.clip)
scale, upkeep = plain(accounts.scale), plain(support.upkeep)
monitoring_cost = plain(governance.monitoring_cost)
own_business, materials = plain(accounts.own_business), plain(accounts.materials)
dividend, liquidity = plain(accounts.dividend), plain(accounts.liquidity)
operating_margin = plain(accounts.operating_margin)
adjusted_staff, volume = plain(accounts.adjusted_staff), plain(accounts.volume)
margin_tolerance = plain(on_viability.margin_tolerance)
essential_margin = plain(on_viability.essential_margin)
viability, closes_down = plain(on_viability.viability), plain(on_viability.closes_down)


class Firm(Learning, Searching, mesa.Agent):
    """A firm whose attributes are the columns of the state; ``ties`` maps partners to edges."""

    ties: dict[Firm, Tie]

    def __init__(self, model: Any, world: World, number: int) -> None:
        super().__init__(model)
        self.number = number
        for name, column in FIRM._asdict().items():
            setattr(self, name, float(world.firms[column, number]))
        for name in ("kind", "home", "policy", "strategy", "industry", "firm_key", "industry_key"):
            setattr(self, name, int(getattr(world, name)[number]))
        for name in (*VECTORS, *SKILL_TABLES):
            setattr(self, name, getattr(world, name)[number].tolist())
        self.key = self.firm_key
        self.room = int(world.link_start[number + 1] - world.link_start[number])
        self.months_in = {
            m: int(world.months_in[number, m]) for m in world.months_in[number].nonzero()[0]
        }
        self.months_of_loss = dict.fromkeys(self.months_in, 0)
        self.reference = [0.0] * ESSENTIALS
        self.totals = dict.fromkeys(TOTAL._fields, 0.0)
        self.preparedness = 0.0

    def disturb(self) -> None:
        """Meet this month's disturbance; information ages and requirements rise."""
        p, streams, me, industry = self.model.p, self.model.streams, self.key, self.industry_key
        hit, size = streams[SHOCK], streams[SHOCK_SIZE]
        rate, mean = p.shock_rate, p.shock_mean
        own = shock_size(uniform(hit, me), rate, uniform(size, me), mean)
        common = shock_size(uniform(hit, industry), rate, uniform(size, industry), mean)
        felt = self.disturbance = mixed_disturbance(own, common, p.shock_shared)
        struck = int(uniform(streams[SURPRISE], me) * DOMAINS)
        self.information = [
            aged_information(known, p.information_ageing, felt if k == struck else 0.0)
            for k, known in enumerate(self.information)
        ]
        self.requirement = [risen_requirement(n, p.requirement_pace) for n in self.requirement]
        self.upheaval = self.taste_shift = 0.0

    def strike(self, kind: int, size: float) -> None:
        """Be hit by a dated shock."""
        if kind not in (environment.DEMAND, environment.SUPPLY):
            self.upheaval = max(self.upheaval, size)
        if kind == environment.DEMAND:
            self.disturbance = clip(self.disturbance + size, 0.0, 1.0)
        elif kind == environment.SUPPLY:
            self.supply_gap = gap_after(self.supply_gap, size, 0.0)
        elif kind == environment.TECHNOLOGY:
            self.requirement = [risen_requirement(n, size) for n in self.requirement]
            self.information = [aged_information(i, 0.0, size) for i in self.information]
        elif kind == environment.REGULATION:
            for q in range(environment.CONNECTIVITY, environment.INTELLIGENCE + 1):
                self.requirement[q] = risen_requirement(self.requirement[q], size)
        elif self.kind == CUSTOMER:
            self._change_taste(size)
            self.taste_shift = clip(self.taste_shift + size, 0.0, 1.0)

    def _change_taste(self, size: float) -> None:
        """Turn schemes toward a random direction."""
        streams = self.model.streams
        turned, length = [], 0.0
        for k, now in enumerate(self.schemes):
            x = (1.0 - size) * now + size * bell(streams[TASTE + k], self.key)
            turned.append(x)
            length += x * x
        root = math.sqrt(length)
        self.own_schemes = [x / root for x in turned]
        self.schemes = list(self.own_schemes)

    def absorb(self) -> None:
        """Pool the disturbance over resonant partners; close what is open of earlier ones."""
        p, total, weight = self.model.p, 0.0, 0.0
        for partner, tie in self.ties.items():
            bond = p.pooling * tie["consonance"] * tie["resonance"]
            total += bond * partner.disturbance
            weight += bond
        felt = self.felt_disturbance = pooled_disturbance(self.disturbance, total, weight)
        closing = closing_rate(
            p.gap_closing,
            self.support,
            self.information_mean,
            p.gap_closing_support,
            p.gap_closing_information,
        )
        self.demand_gap = gap_after(self.demand_gap, felt, closing)
        self.supply_gap = gap_after(self.supply_gap, 0.0, closing)

    def prepare_to_meet(self) -> None:
        """Work out once a month what every interaction reads."""
        self.preparedness = readiness(self.coupling, self.information_mean)

    def close_books(self) -> None:
        """Earn, pay, adjust staff and know one's liquidity."""
        if not self.alive:
            return
        p = self.model.p
        self._add_up_relationships()
        if self.kind != PROVIDER:
            self.revenue_other = own_business(self.turnover, self.demand_gap, self.served)
        revenue = self._revenue()
        self.cost_materials = materials(revenue, self.material_share, self.supply_gap)
        self.cost_wages = p.wage * self.employees
        self._settle()
        self.liquidity = liquidity(self.cash, self.cost)
        result = operating_margin(self.profit, revenue)
        self.operating_result += SMOOTHING * (result - self.operating_result)
        work = volume(revenue, self.quality) if self.kind == PROVIDER else revenue
        self.employees = adjusted_staff(self.employees, work, self.productivity, p.staff_pace)

    def _add_up_relationships(self) -> None:
        """Sum up income and outlays over relationships."""
        p, trade, fees, cost, size = self.model.p, 0.0, 0.0, 0.0, scale(self.employees)
        for tie in self.ties.values():
            trade += tie["trade"]
            fees += tie["fee"]
            cost += upkeep(p.upkeep, size)
            cost += monitoring_cost(tie["governance"], p.monitoring, size)
        provides, buys = self.kind == PROVIDER, self.kind == CUSTOMER
        self.revenue_product = trade if provides else 0.0
        self.paid_home = trade if buys else 0.0
        self.paid_partners = fees if provides else 0.0
        self.revenue_partner = 0.0 if provides else fees
        self.cost_relationships = cost

    def _revenue(self) -> float:
        """Return all that was earned this month."""
        own = self.revenue_product + self.revenue_foreign
        return own + self.revenue_partner + self.revenue_other

    def _settle(self) -> None:
        """Sum up costs, pay owners, and move the rest of the profit into cash."""
        inside = self.paid_home + self.paid_partners
        outside = self.paid_elsewhere + self.cost_materials
        outside += self.cost_wages + self.cost_relationships
        outside += self.cost_markets
        outside += self.investment_maturity + self.investment_involvement
        self.cost = inside + outside
        self.profit = self._revenue() - self.cost
        paid = self.dividends = dividend(
            self.cash + self.profit, self.cost, self.model.p.dividend_share
        )
        self.cash += self.profit - paid
        self.paid_outside += outside + paid - (self.revenue_foreign + self.revenue_other)

    def renew_information(self) -> None:
        """Renew information by co-learning."""
        p, total = self.model.p, 0.0
        for k, known in enumerate(self.information):
            self.information[k] = renewed_information(
                known, self.support, p.information_renewal, p.information_support
            )
            total += self.information[k]
        self.information_mean = total / DOMAINS

    def assess(self) -> None:
        """Compare essential variables with those of the first year."""
        if not self.alive:
            return
        self.age += 1.0
        months, looseness = min(self.age, FIRST_YEAR), self.model.p.viability_tolerance
        nearest, reference = 1.0, self.reference
        for v, value in enumerate(self._essentials()):
            if self.age <= FIRST_YEAR:
                reference[v] += (value - reference[v]) / months
            tolerance = margin_tolerance(reference[v], looseness, v == ESSENTIALS - 1)
            nearest = min(nearest, essential_margin(value, reference[v], tolerance))
        self.viability = viability(nearest)
        self.inside = 1.0 if nearest >= 0.0 else 0.0
        self._add_up()

    def _essentials(self) -> tuple[float, ...]:
        """Return the essential variables; customers are judged by what they receive."""
        judged = self.served if self.kind == CUSTOMER else self.quality
        return (
            self.liquidity, judged, self.interaction, self.information_mean, self.coverage,
            1.0 + self.operating_result,
        )  # fmt: skip

    def _add_up(self) -> None:
        """Add this month to the totals."""
        revenue, hit = self.profit + self.cost, self.disturbance
        result = operating_margin(self.profit, revenue)
        month = {
            "viability": self.viability, "inside": self.inside, "revenue": revenue,
            "profit": self.profit, "foreign": self.revenue_foreign,
            "partner_sales": self.partner_sales, "coverage": self.coverage,
            "support": self.support, "disturbance": hit, "disturbance_squared": hit * hit,
            "result": result, "result_squared": result * result, "home": self.revenue_product,
        }  # fmt: skip
        for name, now in month.items():
            self.totals[name] += now

    def close_down(self) -> None:
        """Close when cash and credit are gone."""
        if self.alive and closes_down(self.cash, self.cost, self.model.p.credit):
            for name in (
                "alive",
                *FLOWS,
                "dividends",
                "entry_due",
                "quality",
                "viability",
                "inside",
                "markets_served",
            ):
                setattr(self, name, 0.0)
            self.months_in.clear()
