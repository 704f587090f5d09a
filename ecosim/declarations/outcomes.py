"""Every outcome of a run, declared once: what one run says about the whole ecosystem."""

from __future__ import annotations

from ecosim.declarations.base import Declaration, Register

__all__ = ["FIRM_OUTCOMES", "OUTCOMES"]


def _outcome(
    name: str, unit: str, low: float | None, high: float | None, text: str, source: str
) -> Declaration:
    return Declaration(name, unit, None, low, high, text, source)


OUTCOMES = Register(
    "outcomes",
    [
        _outcome("viability", "1", 0, 1, "Revenue-weighted viability of firms in business, mean over the run.", "[DS] §2.2"),
        _outcome("inside_share", "1", 0, 1, "Share of firms with all essential variables inside their bounds, mean over the run.", "[DS] §2.2"),
        _outcome("survival", "1", 0, 1, "Share of firms still in business at the end.", "[DS] §2.2"),
        _outcome("provider_survival", "1", 0, 1, "Share of providers still in business at the end.", "[DS] §2.2"),
        _outcome("variety_attenuation", "1", 0, None, "Spread of firms' monthly results over spread of the disturbances that hit them.", "[DS] §2.2; Ours: the ratio"),
        _outcome("consonance", "1", 0, 1, "Mean over relationships in the last year.", "[DS] §2.3.2"),
        _outcome("resonance", "1", 0, 1, "Mean over relationships in the last year.", "[DS] §2.3.2"),
        _outcome("trust", "1", 0, 1, "Mean over relationships in the last year.", "[RT]"),
        _outcome("governance", "1", 0, 1, "Mean over relationships in the last year, 0 contractual to 1 relational.", "[RT]"),
        _outcome("phase", "phases", 0, 3, "Mean over relationships in the last year.", "[RT]"),
        _outcome("relationships", "relationships", 0, None, "Active relationships at the end.", "Ours"),
        _outcome("maturity", "phases", 0, 3, "Providers' digital service maturity, mean over the last year.", "[IN] §4.1"),
        _outcome("involvement", "phases", 0, 3, "Providers' ecosystem involvement, mean over the last year.", "[IN] §4.2"),
        _outcome("coevolution", "1", -1, 1, "Correlation of maturity and involvement over providers at the end.", "[IN] §6.1"),
        _outcome("coverage", "1", 0, 1, "Providers' coverage of requirements, mean over the last year.", "Ours"),
        _outcome("foreign_share", "1", 0, 1, "Providers' foreign sales over all their sales in the last year.", "[IN]"),
        _outcome("partner_borne_share", "1", 0, 1, "Share of all foreign sales that partners bore.", "[IN] §4.2"),
        _outcome("markets_served", "markets", 0, None, "Foreign markets a provider serves, mean over the last year.", "[IN]"),
        _outcome("first_entry", "months", 1, None, "Months until the first foreign market, mean over providers who entered one.", "[IN]"),
        _outcome("revenue_growth", "1", None, None, "Revenue of all firms in the last year over that in the first, minus 1.", "Ours"),
        _outcome("profit", "MSEK per month", None, None, "Profit of all firms, mean over the run.", "Ours"),
    ],
)  # fmt: skip

FIRM_OUTCOMES = Register(
    "outcomes of one firm",
    [
        _outcome("viability", "1", 0, 1, "Mean over the run, 0 after it has closed.", "[DS] §2.2"),
        _outcome("inside_share", "1", 0, 1, "Share of months with all essential variables inside their bounds.", "[DS] §2.2"),
        _outcome("survival", "1", 0, 1, "In business at the end (1) or not (0).", "[DS] §2.2"),
        _outcome("profit", "MSEK per month", None, None, "Mean over the run.", "Ours"),
        _outcome("revenue", "MSEK per month", 0, None, "Mean over the run.", "Ours"),
        _outcome("revenue_foreign", "MSEK per month", 0, None, "Foreign sales, mean over the run.", "[IN]"),
        _outcome("partner_sales", "MSEK per month", 0, None, "Foreign sales borne by partners, mean over the run.", "[IN] §4.2"),
        _outcome("markets_served", "markets", 0, None, "Foreign markets served at the end.", "[IN]"),
        _outcome("coverage", "1", 0, 1, "Coverage of requirements, mean over the run.", "Ours"),
        _outcome("support", "1", 0, 1, "Support from relationships, mean over the run.", "[DS] §2.2"),
        _outcome("maturity", "phases", 0, 3, "Digital service maturity at the end.", "[IN] §4.1"),
        _outcome("involvement", "phases", 0, 3, "Ecosystem involvement at the end.", "[IN] §4.2"),
        _outcome("cash", "MSEK", None, None, "Money at hand at the end.", "Ours"),
    ],
)  # fmt: skip
