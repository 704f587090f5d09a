"""Parameters, switches and strategies from their registers, in groups, for the settings panel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecosim.dashboards.setup import FEWEST_FIRMS, MOST_FIRMS, MOST_MONTHS, scenario_names
from ecosim.declarations.base import Declaration
from ecosim.declarations.fields import INNOVATION, INTERNATIONALIZATION, PARTNER_SELECTION
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario

__all__ = ["FIRST_OF_GROUP", "plain", "setting_groups"]

# Parameters stand in their register idea after idea; each idea begins with one of these.
FIRST_OF_GROUP = {
    "complementarity_slack": "Complementarity",
    "value_weight": "Consonance and identity",
    "success_base": "Interaction",
    "resonance_gain": "Resonance",
    "trust_gain": "Trust and governance",
    "asset_rate": "Joint investment and phases",
    "transfer_strength": "Capabilities and learning",
    "information_ageing": "Information and support",
    "shock_rate": "Disturbances",
    "coopetition_friction": "Coopetition",
    "wage": "Work and upkeep",
    "share_pace": "Purchasing",
    "commission": "Money",
    "activity_cost": "Maturity and involvement",
    "search_rate": "Partner search",
    "partner_reach": "Going abroad",
    "viability_tolerance": "Viability",
}


def plain(name: str) -> str:
    """Return a declared name as words.

    >>> plain("relationships.trust_gain")
    'relationships: trust gain'
    """
    return name.replace("_", " ").replace(".", ": ")


def setting_groups(scenario: Scenario) -> list[dict[str, Any]]:
    """Return all settings of a scenario; what is usual is what the scenario itself says."""
    groups: list[dict[str, Any]] = [
        {"title": "Experiment", "items": _experiment(scenario)},
        {"title": "Strategies", "items": _strategies(scenario)},
        {"title": "Mechanisms", "items": [_switch(m, scenario) for m in MECHANISMS]},
    ]
    for declared in PARAMETERS:
        title = FIRST_OF_GROUP.get(declared.name)
        if title:
            groups.append({"title": title, "items": []})
        groups[-1]["items"].append(_number(declared, scenario))
    return groups


def _experiment(scenario: Scenario) -> list[dict[str, Any]]:
    """Return what the run is about: scenario, size, length, seed."""
    titles = scenario_names()
    firms = len(scenario.firms) + sum(group.count for group in scenario.groups)
    own = {"unit": "1", "source": ""}
    return [
        {"key": "scenario", "name": "scenario", "kind": "word", "usual": "baseline",
         "words": list(titles), "titles": list(titles.values()),
         "text": "Who is there at the start.", **own},
        {"key": "firms", "name": "firms", "kind": "whole", "usual": firms, "low": FEWEST_FIRMS,
         "high": MOST_FIRMS, "text": "Generated firms are added or left out.", **own},
        {"key": "months", "name": "months", "kind": "whole", "usual": scenario.ticks, "low": 12,
         "high": MOST_MONTHS, "text": "How long the run lasts.", **own},
        {"key": "seed", "name": "seed", "kind": "seed", "usual": scenario.seed, "low": 0,
         "high": 2**53, "text": "Source of chance: the same seed gives the same run.", **own},
    ]  # fmt: skip


def _strategies(scenario: Scenario) -> list[dict[str, Any]]:
    return list(_words(scenario))


def _words(scenario: Scenario) -> Iterator[dict[str, Any]]:
    choices = (
        ("policy.partner_selection", PARTNER_SELECTION, scenario.partner_selection,
         "How firms choose partners that have no policy of their own."),
        ("strategy.internationalization", INTERNATIONALIZATION, scenario.internationalization,
         "How providers go abroad that have no strategy of their own."),
        ("strategy.innovation", INNOVATION, scenario.innovation,
         "How providers run joint projects that have no way of their own."),
    )  # fmt: skip
    for key, words, usual, text in choices:
        name = plain(key.partition(".")[2])
        yield {"key": key, "name": name, "kind": "word", "usual": usual, "words": list(words),
               "text": text, "source": ""}  # fmt: skip


def _switch(declared: Declaration, scenario: Scenario) -> dict[str, Any]:
    usual = scenario.mechanisms[declared.name]
    return {"key": f"mechanisms.{declared.name}", "name": plain(declared.name), "kind": "switch",
            "usual": usual, "text": declared.description, "source": declared.source}  # fmt: skip


def _number(declared: Declaration, scenario: Scenario) -> dict[str, Any]:
    usual = scenario.parameters[declared.name]
    return {"key": f"parameters.{declared.name}", "name": plain(declared.name), "kind": "number",
            "usual": usual, "low": declared.low, "high": declared.high, "unit": declared.unit,
            "text": declared.description, "source": declared.source}  # fmt: skip
