"""Where firms start: the assumptions for each kind and role."""

from __future__ import annotations

from ecosim.declarations.fields import FIELDS, KINDS, ROLES, Distribution, assumption
from ecosim.protocol.registers import markdown_table

__all__ = ["assumptions"]


def assumptions() -> str:
    """Return what is drawn for each kind of firm, and what a role changes."""
    by_kind = [
        (f"`{field}`", *(_drawn(assumption(field, kind, None)) for kind in KINDS))
        for field in FIELDS.names
    ]
    by_role = [
        (role, "; ".join(f"`{field}` {_drawn(drawn)}" for field, drawn in table.items()))
        for role, table in ROLES.items()
    ]
    return "\n\n".join(
        (
            markdown_table(("field", *KINDS), by_kind),
            "A role only changes assumptions; no rule reads it:",
            markdown_table(("role", "fields"), by_role),
        )
    )


def _drawn(distribution: Distribution) -> str:
    """Return a distribution in words."""
    first, second = f"{distribution.first:g}", f"{distribution.second:g}"
    if distribution.shape == "uniform":
        return f"{first} to {second}"
    return f"median {first}, spread {second}" if distribution.shape == "lognormal" else first
