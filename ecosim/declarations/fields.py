"""What a user may say about a firm, and what is assumed where nothing is said.

A field is a fixed number, or a distribution from which each firm draws its own. The assumption
depends on the kind of firm and, where one is named, on its role: a role is nothing but a set of
assumptions, and no rule of the model ever reads it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecosim.declarations.base import read_register

__all__ = [
    "CAPABILITIES",
    "FIELDS",
    "INNOVATION",
    "INTERNATIONALIZATION",
    "KINDS",
    "PARTNER_SELECTION",
    "ROLES",
    "SHOCK_KINDS",
    "Distribution",
    "assumption",
]  # fmt: skip

KINDS = ("provider", "customer", "partner", "logistics")
CAPABILITIES = (
    "product", "process_knowledge", "connectivity", "analytics", "intelligence", "market_access",
)  # fmt: skip
PARTNER_SELECTION = (
    "viable", "random", "reputation", "cheapest", "similar", "complementary", "consonant",
)  # fmt: skip
INTERNATIONALIZATION = ("adaptive", "innovation", "ecosystem", "scaling", "none")
INNOVATION = ("micro-service", "stage-gate", "big-bang")
SHOCK_KINDS = ("demand", "technology", "regulation", "supply", "taste")


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a field varies over firms.

    Parameters
    ----------
    shape : "fixed" (first), "uniform" (first to second) or "lognormal" (median, spread)
    first, second : in the unit of the field; a spread is the standard deviation of the logarithm
    """

    shape: str
    first: float
    second: float = 0.0


def fixed(value: float) -> Distribution:
    """Return the distribution that always gives ``value``."""
    return Distribution("fixed", value)


def uniform(low: float, high: float) -> Distribution:
    """Return the uniform distribution between two bounds."""
    return Distribution("uniform", low, high)


def lognormal(median: float, spread: float) -> Distribution:
    """Return the lognormal distribution with this median and spread of its logarithm."""
    return Distribution("lognormal", median, spread)


FIELDS = read_register("firm fields")

_COMMON = {
    "turnover": lognormal(1.2, 0.2),  # MSEK per employee and year; multiplied by employees
    "cash": uniform(2.0, 5.0),
    "margin": uniform(0.06, 0.14),
    "price": uniform(0.01, 0.03),
    "ties": lognormal(1.0, 0.6),
    "search": fixed(1.0),
    "openness": uniform(0.3, 0.8),
    "coupling": uniform(0.3, 0.8),
    "legitimacy": uniform(0.3, 0.7),
    "digitization": uniform(0.1, 0.5),
    "information": uniform(0.4, 0.7),
    "readiness": uniform(0.05, 0.4),
    "services": uniform(0.0, 0.2),
    "modularity": uniform(0.0, 0.1),
    "knowledge": uniform(0.05, 0.4),
    "formalization": uniform(0.0, 0.2),
    "joint_sphere": uniform(0.0, 0.1),
    "service_orientation": uniform(0.1, 0.6),
    "datatization": uniform(0.0, 0.2),
    "tracking": fixed(0.0),
    "tracking_burden": lognormal(1.0, 0.5),
    "risk_aversion": uniform(0.5, 2.0),
    **{f"capability.{q}": uniform(0.2, 0.6) for q in CAPABILITIES},
    **{f"requirement.{q}": uniform(0.45, 0.8) for q in CAPABILITIES},
    "needs_rate": uniform(0.05, 0.15),
    "bottleneck": uniform(0.0, 3.999),
    "spare_part_share": fixed(0.0),
    "front_end": uniform(0.1, 0.5),
    "back_end": uniform(0.1, 0.5),
    "kam": fixed(0.0),
    "pdm": fixed(0.0),
    "boundary_spanning": uniform(0.3, 0.7),
    "boundary_spanning_inward": uniform(0.3, 0.7),
    "bricolage": uniform(0.3, 0.7),
    "manager_support": uniform(0.4, 1.0),
    "handover": uniform(0.2, 0.8),
}
_BY_KIND: dict[str, dict[str, Distribution]] = {
    "provider": {
        "employees": lognormal(60, 0.9),
        "kam": lognormal(1.0, 0.5),
        "pdm": lognormal(0.8, 0.5),
        "capability.product": uniform(0.5, 0.9),
        "capability.process_knowledge": uniform(0.3, 0.7),
        "spare_part_share": uniform(0.05, 0.3),
    },
    "customer": {
        "employees": lognormal(150, 0.9),
        "capability.process_knowledge": uniform(0.5, 0.9),
        "capability.market_access": uniform(0.3, 0.7),
    },
    "partner": {
        "employees": lognormal(40, 1.0),
        "capability.connectivity": uniform(0.3, 0.9),
        "capability.analytics": uniform(0.3, 0.9),
        "capability.intelligence": uniform(0.2, 0.9),
        "capability.market_access": uniform(0.2, 0.9),
    },
    "logistics": {
        "employees": lognormal(60, 0.7),
        "price": uniform(0.02, 0.06),
        "capability.market_access": uniform(0.4, 0.8),
    },
}

ROLES: dict[str, dict[str, Distribution]] = {
    "technology provider": {
        "capability.connectivity": uniform(0.6, 0.9), "capability.analytics": uniform(0.5, 0.9),
        "capability.intelligence": uniform(0.5, 0.9), "digitization": uniform(0.5, 0.8),
    },
    "platform provider": {
        "capability.connectivity": uniform(0.7, 0.95), "capability.analytics": uniform(0.4, 0.7),
        "digitization": uniform(0.6, 0.9), "openness": uniform(0.5, 0.8),
    },
    "research institute": {
        "capability.intelligence": uniform(0.7, 0.95), "capability.analytics": uniform(0.6, 0.9),
        "capability.market_access": uniform(0.0, 0.2), "openness": uniform(0.6, 0.9),
    },
    "distributor": {
        "capability.market_access": uniform(0.7, 0.95), "capability.product": uniform(0.2, 0.5),
    },
    "trade organization": {
        "capability.market_access": uniform(0.5, 0.8), "openness": uniform(0.6, 0.9),
    },
    "machinery supplier": {
        "capability.product": uniform(0.7, 0.95), "capability.market_access": uniform(0.6, 0.9),
        "capability.process_knowledge": uniform(0.4, 0.7),
    },
}  # fmt: skip


def assumption(field: str, kind: str, role: str | None) -> Distribution:
    """Return what is assumed of a field for a kind of firm and, if named, its role."""
    for table in (ROLES.get(role or "", {}), _BY_KIND[kind], _COMMON):
        if field in table:
            return table[field]
    raise KeyError(field)
