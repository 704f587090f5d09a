"""The columns of the state: one row of a matrix for each, one entry for each firm or relationship."""

from __future__ import annotations

from collections import namedtuple

from ecosim.declarations.base import Declaration, Register

__all__ = [
    "ECOSYSTEM", "EVENT", "EVENTS", "FIRM", "FIRM_COLUMNS", "SERIES", "TIE", "TIE_COLUMNS",
]  # fmt: skip


def _column(name: str, unit: str, low: float | None, high: float | None, text: str, source: str) -> Declaration:
    return Declaration(name, unit, None, low, high, text, source)


def _shares(source: str, **texts: str) -> list[Declaration]:
    return [_column(name, "1", 0, 1, text, source) for name, text in texts.items()]


def _money(source: str, **texts: str) -> list[Declaration]:
    return [_column(name, "MSEK per month", None, None, text, source) for name, text in texts.items()]


FIRM_COLUMNS = Register(
    "firm columns",
    [
        _column("alive", "yes or no", 0, 1, "Still in business.", "Ours"),
        _column("age", "months", 0, None, "Months in the simulation.", "Ours"),
        _column("employees", "full-time equivalents", 1, None, "Size now.", "[IN] Table 2"),
        _column("productivity", "MSEK per employee and month", 0, None, "Normal output per employee; for a provider at full quality.", "Ours"),
        _column("turnover", "MSEK per month", 0, None, "Normal business outside the modelled relationships, or home sales of a provider at the start.", "[IN] Table 2"),
        _column("budget", "MSEK per month", 0, None, "A customer's normal purchases of what providers sell.", "Ours"),
        _column("material_share", "share of revenue", None, None, "Cost of materials and goods.", "Ours"),
        _column("price", "share of the partner's revenue", 0, 0.5, "Fee asked for full service.", "Ours"),
        _column("search", "1", 0, 10, "How eagerly the firm looks for new relationships.", "Ours"),
        *_shares("[DS] §2.2, §4.1", openness="Flexibility of boundaries.", coupling="Consonance of front and back end.", digitization="Digitization, Z."),
        *_shares("[IN] §6.1", legitimacy="Standing with others."),
        *_shares("[IN] §4.1", readiness="Maturity 1: readiness and technology.", services="Maturity 2: value-adding services.", modularity="Maturity 3: modular offering."),
        *_shares("[IN] §4.2", knowledge="Involvement 1: market knowledge, partner assessment.", formalization="Involvement 2: formal collaboration.", joint_sphere="Involvement 3: joint sphere."),
        _column("maturity", "phases", 0, 3, "Digital service maturity, D.", "[IN] §4.1"),
        _column("involvement", "phases", 0, 3, "Ecosystem involvement, E.", "[IN] §4.2"),
        *_shares("[DS] §2.2", information_mean="Freshness of information, mean over domains."),
        *_shares("Ours", coverage="Mean share of requirements met, with partners' help.", quality="Quality of delivery.", served="How well own suppliers delivered.", interaction="Mean success of this month's interactions."),
        *_shares("[DS] §2.2", support="Support from relationships, R.", disturbance="This month's own disturbance.", felt_disturbance="Disturbance after pooling with partners.", demand_gap="Share of demand missing.", supply_gap="Share of supplies missing."),
        *_shares("[IN] §4.2.3", alliance_trust="Mean trust toward partners.", alliance_routines="Mean routines with partners."),
        *_shares("[IN] §4.2.2", friction="Sales effort lost to partners who compete."),
        *_money("[AC] §4.1", revenue_product="Product sales at home.", revenue_foreign="Foreign sales.", revenue_partner="Fees and commissions from partners.", revenue_other="Own business outside the model."),
        *_money("Ours", paid_home="Paid to providers.", paid_elsewhere="A customer's purchases outside the ecosystem.", paid_partners="Fees and commissions paid to partners and carriers.", cost_materials="Materials and goods.", cost_wages="Wages.", cost_relationships="Upkeep and monitoring of relationships.", cost_markets="Opening and running of foreign markets.", investment_maturity="Invested in maturity.", investment_involvement="Invested in involvement.", cost="All costs.", profit="Revenues minus costs."),
        _column("cash", "MSEK", None, None, "Money at hand.", "Ours"),
        _column("paid_outside", "MSEK", None, None, "Net paid to the outside world since the start.", "Ours: closes the accounts"),
        *_money("Ours", dividends="Paid out to owners."),
        *_shares("Ours", liquidity="Cash against three months of cost."),
        _column("operating_result", "share of revenue", None, None, "Profit over revenue.", "Ours"),
        _column("markets_served", "markets", 0, None, "Foreign markets served.", "[IN]"),
        _column("first_entry", "month", 0, None, "Month of the first entry to a foreign market, 0 for none yet.", "[IN]"),
        _column("partner_sales", "MSEK per month", 0, None, "Foreign sales borne by partners.", "[IN] §4.2"),
        _column("viability", "1", 0, 1, "Distance of the weakest essential variable to its bound.", "[DS] §2.2"),
        _column("inside", "yes or no", 0, 1, "All essential variables inside their bounds.", "[DS] §2.2"),
    ],
)  # fmt: skip

TIE_COLUMNS = Register(
    "relationship columns",
    [
        *_shares("[RT]", complementarity="How far each fills the other's gaps, γ."),
        *_shares("[DS] §2.3.2", consonance="Structural compatibility, κ.", resonance="Self-reinforcing success, ρ."),
        *_shares("[RT]; [IN] §4.2.3", trust="Trust, τ."),
        *_shares("[RT]", assets="Relation-specific digital assets, a.", routines="Knowledge-sharing routines, k.", governance="0 contractual to 1 relational, g."),
        _column("phase", "phases", 0, 3, "None, foundational, intermediate, advanced.", "[RT]"),
        _column("age", "months", 0, None, "Since the relationship began.", "[RT]"),
        *_shares("[DS] §2.3.2", success="Success of this month's interaction, y."),
        *_shares("[RT]", betrayal="Opportunism this month.", failure="Failed delivery this month.", potential="Relational potential, Π."),
        *_shares("[IN] §4.2.3", distance="Psychic distance between home markets.", overlap="How far the two sell the same."),
        *_shares("[AC] §4.1", share="Share of the customer's budget spent with this provider."),
        _column("trade", "MSEK per month", 0, None, "Paid by the customer to the provider.", "Ours"),
        _column("fee", "MSEK per month", 0, None, "Paid by the provider to the partner or carrier.", "Ours"),
    ],
)  # fmt: skip

ECOSYSTEM = Register(
    "ecosystem series",
    [
        _column("firms_alive", "firms", 0, None, "Firms in business.", "Ours"),
        _column("relationships", "relationships", 0, None, "Active relationships.", "Ours"),
        _column("viability", "1", 0, 1, "Revenue-weighted viability of firms alive.", "[DS] §2.2"),
        _column("inside_share", "1", 0, 1, "Share of firms alive with all essential variables inside.", "[DS] §2.2"),
        _column("consonance", "1", 0, 1, "Mean over relationships.", "[DS] §2.3.2"),
        _column("resonance", "1", 0, 1, "Mean over relationships.", "[DS] §2.3.2"),
        _column("trust", "1", 0, 1, "Mean over relationships.", "[RT]"),
        _column("complementarity", "1", 0, 1, "Mean over relationships.", "[RT]"),
        _column("governance", "1", 0, 1, "Mean over relationships.", "[RT]"),
        _column("phase", "phases", 0, 3, "Mean over relationships.", "[RT]"),
        _column("maturity", "phases", 0, 3, "Mean over providers alive.", "[IN] §4.1"),
        _column("involvement", "phases", 0, 3, "Mean over providers alive.", "[IN] §4.2"),
        _column("coverage", "1", 0, 1, "Mean over providers alive.", "Ours"),
        _column("revenue", "MSEK per month", 0, None, "Of all firms.", "Ours"),
        _column("profit", "MSEK per month", None, None, "Of all firms.", "Ours"),
        _column("foreign_share", "1", 0, 1, "Providers' foreign sales over their sales.", "[IN]"),
        _column("markets_served", "markets", 0, None, "Mean over providers alive.", "[IN]"),
        _column("cash", "MSEK", None, None, "Of all firms, closed ones included.", "Ours"),
        _column("outside_cash", "MSEK", None, None, "Net paid by firms to the outside world since the start.", "Ours: with cash it never changes in sum"),
    ],
)  # fmt: skip

EVENTS = Register(
    "events",
    [
        _column("partner_chosen", "", None, None, "Subject begins a relationship with object; detail is the score.", "[DS] §2.3.1"),
        _column("offer_declined", "", None, None, "Object declines subject's offer; detail is the probability it accepts.", "[IN] §6.1"),
        _column("relationship_ended", "", None, None, "Subject and object part; detail is their trust.", "[RT]"),
        _column("phase_up", "", None, None, "A relationship enters its next phase; detail is the phase.", "[RT]"),
        _column("phase_down", "", None, None, "A relationship falls back; detail is the phase.", "[RT]"),
        _column("betrayal", "", None, None, "Opportunism between subject and object; detail is trust afterwards.", "[RT]"),
        _column("market_entered", "", None, None, "Subject enters market object; detail is partners' share of reach.", "[IN]"),
        _column("market_left", "", None, None, "Subject leaves market object; detail is months served.", "[IN]"),
        _column("shock", "", None, None, "A dated shock hits subject; detail is its size.", "Ours"),
        _column("firm_closed", "", None, None, "Subject runs out of money; detail is its cash.", "[DS] §2.2"),
    ],
)  # fmt: skip

# Index of each column by name; kernels read them as constants.
FIRM = namedtuple("FIRM", FIRM_COLUMNS.names)(*range(len(FIRM_COLUMNS)))  # type: ignore[misc]
TIE = namedtuple("TIE", TIE_COLUMNS.names)(*range(len(TIE_COLUMNS)))  # type: ignore[misc]
SERIES = namedtuple("SERIES", ECOSYSTEM.names)(*range(len(ECOSYSTEM)))  # type: ignore[misc]
EVENT = namedtuple("EVENT", EVENTS.names)(*range(len(EVENTS)))  # type: ignore[misc]
