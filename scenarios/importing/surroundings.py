"""What a scenario needs around the firms that a user's tables name."""

from __future__ import annotations

from collections import Counter
from typing import Any

__all__ = ["surroundings"]

_CUSTOMERS_EACH, _CARRIERS = 8, 2


def surroundings(
    firms: list[dict[str, Any]], has_relationships: bool, assumed: list[str]
) -> dict[str, Any]:
    """Return the tables of generated firms and of the network, and note them as assumed."""
    kinds = Counter(firm["kind"] for firm in firms)
    population: dict[str, Any] = {}
    if kinds["provider"] and not kinds["customer"]:
        count = _CUSTOMERS_EACH * kinds["provider"]
        population["customer"] = {"count": count, **_around(firms)}
        assumed.append(f"no customers are named: {count} generated ones, from the "
                                "industries and home markets of your firms")  # fmt: skip
    if kinds["provider"] and not kinds["logistics"]:
        population["logistics"] = {"count": _CARRIERS, "industries": ["transport"]}
        assumed.append(f"no carriers are named: {_CARRIERS} generated ones")
    tables: dict[str, Any] = {"population": population} if population else {}
    tables["network"] = _network(has_relationships, bool(population), assumed)
    return tables


def _around(firms: list[dict[str, Any]]) -> dict[str, Any]:
    """Return industries and home markets of providers, where any are named."""
    found: dict[str, Any] = {}
    for key, name in (("industry", "industries"), ("market", "markets")):
        words = sorted({f[key] for f in firms if key in f and f["kind"] == "provider"})
        if words:
            found[name] = words
    return found


def _network(listed: bool, generated: bool, assumed: list[str]) -> dict[str, Any]:
    """Return how relationships come about that no table lists."""
    if listed and not generated:
        return {"generator": "none"}
    assumed.append("relationships not listed are generated, four to a firm on average")
    return {"generator": "role-constrained", "mean_degree": 4}
