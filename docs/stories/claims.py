"""What the words of each page claim: a page is not written if runs no longer bear it out."""

from __future__ import annotations

from collections.abc import Callable

from stories.drawing import Numbers

__all__ = ["CLAIMS"]

Claim = Callable[[Numbers], bool]

CLAIMS: dict[str, Claim] = {
    "alpha": lambda n: (
        n["datatization_last"] > n["other_datatization_last"]
        and n["coupling_last"] > n["coupling_first"]
        and n["wrong_share_last"] < n["wrong_share_first"]
        and n["late_share_last"] < n["late_share_first"]
        and n["offer_lag_last"] < n["other_offer_lag_last"]
    ),
    "baseline": lambda n: (
        n["resonance_high"] - n["resonance_low"]
        > max(n[f"{what}_high"] - n[f"{what}_low"] for what in ("trust", "consonance"))
        and all(n["viability_provider"] < n[f"viability_{k}"] for k in ("customer", "partner"))
    ),
    "beta": lambda n: (
        n["digitization_last"] > n["other_digitization_last"]
        and n["datatization_last"] < n["other_datatization_last"]
        and n["partner_variety_last"] > n["other_partner_variety_last"]
        and n["wrong_share_last"] > n["other_wrong_share_last"]
        and abs(n["coupling_last"] - n["coupling_first"]) < 0.1
    ),
    "crowded-platform": lambda n: (
        n["many"]["cost"] - n["few"]["cost"] > n["many"]["coverage"] - n["few"]["coverage"] > 0
        and n["many"]["after_10"] < n["few"]["after_10"]
    ),
    "energy-network": lambda n: (
        n["reuse_none"] - n["reuse_most"] > n["margin_none"] - n["margin_most"] > 0
        and n["many"] > n["few"]
    ),
    "machine-fleet": lambda n: (
        n["phase_3"] > 50
        and n["phase_up"] > n["phase_down"] > 0
        and all(n[f"{x}_last"] > n[f"{x}_first"] for x in ("trust", "governance", "routines"))
    ),
    "mill-services": lambda n: (
        n["no_managers"] < n["no_support"] < n["no_bricolage"] < n["no_handover"] < n["all_there"]
        and n["no_boundary_spanning"] > 0.9 * n["all_there"] < 1.2 * n["no_handover"]
        and n["created_spread"] > n["discovered_spread"]
    ),
    "partner-selection": lambda n: n["first"].gain.estimate > n["last"].gain.estimate,
    "site-optimization": lambda n: (
        n["fees"] > n["gain"] > 0
        and n["paradox_months"] > 0
        and n["machines_hold_it_up"] > n["something_else_does"] > n["and_nobody_looks"]
    ),
    "six-smes": lambda n: (
        all(n[f"{f}_maturity"] > n[f"{f}_involvement"] for f in "AB")
        and all(n[f"{f}_maturity"] < n[f"{f}_involvement"] for f in "DF")
        and min(n["C"], n["E"]) > max(n[f] for f in "ABDF")
        and n["C_alive"] < n["E_alive"]
    ),
    "supply-shock": lambda n: (
        n["lowest"] < n["calm"]
        and n["balancing_feedback"] > 1.2 * n["all"]
        and abs(n["pooling"] - n["all"]) < 0.1 * n["all"]
    ),
}
