"""What a scenario needs around the firms that a user's tables name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ecosim.declarations.scenario import NetworkSpec

__all__ = ["surroundings"]

_CUSTOMERS_EACH, _CARRIERS = 8, 2
_CUSTOMERS_TIED, _CARRIERS_TIED = 3, 1  # mean degree where these alone are generated
_WORDS = {"customer": "customers", "logistics": "carriers"}


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
    if has_relationships and population:
        tables["network"] = _network_around(firms, population, assumed)
    else:
        tables["network"] = _network(has_relationships, assumed)
    return tables


def _around(firms: list[dict[str, Any]]) -> dict[str, Any]:
    """Return industries and home markets of providers, where any are named."""
    found: dict[str, Any] = {}
    for key, name in (("industry", "industries"), ("market", "markets")):
        words = sorted({f[key] for f in firms if key in f and f["kind"] == "provider"})
        if words:
            found[name] = words
    return found


def _network(listed: bool, assumed: list[str]) -> dict[str, Any]:
    """Return the network of firms that are all named, or of which no relationship is listed."""
    if listed:
        assumed.append("relationships are those listed and no others: "
                       "a firm without one starts tied to nobody")  # fmt: skip
        return {"generator": "none"}
    assumed.append("relationships not listed are generated, four to a firm on average")
    return {"generator": "role-constrained", "mean_degree": 4}


def _network_around(
    firms: list[dict[str, Any]], population: Mapping[str, Any], assumed: list[str]
) -> dict[str, Any]:
    """Return a network that ties providers to generated firms, and none of the named to another."""
    degree = _CUSTOMERS_TIED if "customer" in population else _CARRIERS_TIED
    layers = {
        pair: weight if pair.partition("-")[2] in population else 0.0
        for pair, weight in NetworkSpec().layers.items()
    }
    words = " and ".join(_WORDS[kind] for kind in population)
    assumed.append("relationships among your firms are those listed and no others: a firm without "
                   f"one starts tied to none of the others{_untied(firms)}")  # fmt: skip
    assumed.append(f"relationships of your providers with generated {words} are generated, "
                   f"{degree} to a firm on average")  # fmt: skip
    return {"generator": "role-constrained", "mean_degree": degree, "layers": layers}


def _untied(firms: list[dict[str, Any]]) -> str:
    """Keep named customers out of what is generated; return which of them want to be in it.

    The generator gives every customer a provider, whatever the weight of their layer.
    """
    customers = [firm for firm in firms if firm["kind"] == "customer"]
    wanting = [firm for firm in customers if firm.setdefault("ties", 0.0) > 0.0]
    said = ", which is why customers have ties = 0" if len(customers) > len(wanting) else ""
    return said + ("; customers with ties of their own get more" if wanting else "")
