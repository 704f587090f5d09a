"""Every outcome, declared once: what a run says about the whole ecosystem, and about one firm."""

from __future__ import annotations

from ecosim.declarations.base import read_register

__all__ = ["FIRM_OUTCOMES", "NO_AIMS", "OUTCOMES"]

OUTCOMES = read_register("outcomes")
FIRM_OUTCOMES = read_register("firm outcomes")

NO_AIMS = ("cost_service", "customers_lost", "platform_month")
"""Outcomes of a firm of which more is no better."""
