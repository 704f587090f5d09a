"""A resolved scenario: everything the engine needs to know, checked and complete."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ecosim.declarations.fields import (
    INNOVATION,
    INTERNATIONALIZATION,
    PARTNER_SELECTION,
    Distribution,
)
from ecosim.declarations.markets import Markets, load_markets
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.errors import InputError, nearest

__all__ = [
    "TEAMS", "Comparison", "FirmSpec", "Group", "NetworkSpec", "RelationshipSpec", "Scenario",
    "ShockSpec",
]  # fmt: skip

# The three joint teams: settings of their own name that are parameters.
TEAMS = {f"teams.{team}": f"{team}_team" for team in ("steering", "development", "operations")}
_STRATEGIES = {
    "policy.partner_selection": PARTNER_SELECTION,
    "strategy.internationalization": INTERNATIONALIZATION,
    "strategy.innovation": INNOVATION,
}


NOBODY = "(no partner)"
"""How tables call the choice of no new partner."""

TOGETHER = "(all together)"
"""How tables call all partners at once."""


@dataclass(frozen=True)
class FirmSpec:
    """One named firm. Fields not given are drawn from the assumptions for its kind and role.

    Parameters
    ----------
    id : name a person recognizes, unique in the scenario
    kind : provider, customer, partner or logistics
    role, industry : words; a role only chooses assumptions
    market : home market, code
    fields : any of ``FIELDS`` with its value
    markets : codes of foreign markets where the firm is present at the start
    values, schemes : identity vectors of 4 numbers, or None to draw them
    partner_selection, internationalization, innovation : strategies, or None for the scenario's
    """

    id: str
    kind: str
    role: str | None = None
    industry: str | None = None
    market: str | None = None
    fields: Mapping[str, float] = field(default_factory=dict)
    markets: tuple[str, ...] = ()
    values: tuple[float, ...] | None = None
    schemes: tuple[float, ...] | None = None
    partner_selection: str | None = None
    internationalization: str | None = None
    innovation: str | None = None


@dataclass(frozen=True)
class Group:
    """Generated firms of one kind: how many, and how their fields are distributed.

    Parameters
    ----------
    kind : provider, customer, partner or logistics
    count : number of firms, at least 0
    role : word that chooses assumptions, or None
    fields : distributions for any of ``FIELDS`` that differ from the assumption
    industries, markets : words and codes among which firms are spread evenly by chance
    presence : foreign markets each firm of the group starts in, on average
    """

    kind: str
    count: int
    role: str | None = None
    fields: Mapping[str, Distribution] = field(default_factory=dict)
    industries: tuple[str, ...] = ("manufacturing",)
    markets: tuple[str, ...] = ("SE",)
    presence: float = 0.0


@dataclass(frozen=True)
class RelationshipSpec:
    """One relationship at the start, between two firm ids; columns not given start at defaults.

    Parameters
    ----------
    source, target : ids
    columns : starting values of ``trust``, ``resonance``, ``assets``, ``routines``, ``governance``,
        ``age`` or ``share`` (of the customer's budget)
    """

    source: str
    target: str
    columns: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class NetworkSpec:
    """How relationships at the start are made.

    Parameters
    ----------
    generator : "role-constrained", "none", or a networkx generator by name
    mean_degree : mean number of relationships of a firm
    options : further arguments of a networkx generator
    layers : weight of each pair of kinds, "provider-customer" and so on, among generated ones
    """

    generator: str = "role-constrained"
    mean_degree: float = 8.0
    options: Mapping[str, float] = field(default_factory=dict)
    layers: Mapping[str, float] = field(
        default_factory=lambda: {
            "provider-customer": 0.60,
            "provider-partner": 0.25,
            "provider-logistics": 0.12,
            "provider-provider": 0.03,
        }
    )


@dataclass(frozen=True)
class ShockSpec:
    """A dated disturbance.

    Parameters
    ----------
    month : first month is 1
    kind : demand, technology, regulation, supply or taste
    size : 0..1, share of demand, supplies, requirement or schemes affected
    industry, market, firm : limits it to these, None for everyone
    """

    month: int
    kind: str
    size: float
    industry: str | None = None
    market: str | None = None
    firm: str | None = None


@dataclass(frozen=True)
class Comparison:
    """Which firm chooses among which candidate partners, and by what outcome of its own."""

    focal: str
    candidates: tuple[str, ...]
    objective: str = "viability"


@dataclass(frozen=True)
class Scenario:
    """A complete scenario. Two scenarios with the same digest give the same numbers.

    Parameters
    ----------
    name, title, description : words
    ticks : months
    seed : whole number, 0 to 2⁶³ − 1
    groups, firms, relationships, network, shocks, markets : the parts
    mechanisms, parameters : every name with its value
    partner_selection, internationalization, innovation : strategies of firms that name none
    comparison : for ``compare``, or None
    apart : pairs of ids between which no relationship is generated or begins later
    remarks : what the author wrote beside a setting, by its dotted name; "" is for the whole
    """

    name: str
    title: str = ""
    description: str = ""
    ticks: int = 120
    seed: int = 42
    groups: tuple[Group, ...] = ()
    firms: tuple[FirmSpec, ...] = ()
    relationships: tuple[RelationshipSpec, ...] = ()
    network: NetworkSpec = field(default_factory=NetworkSpec)
    shocks: tuple[ShockSpec, ...] = ()
    markets: Markets = field(default_factory=load_markets)
    mechanisms: Mapping[str, bool] = field(
        default_factory=lambda: {m.name: bool(m.default) for m in MECHANISMS}
    )
    parameters: Mapping[str, float] = field(
        default_factory=lambda: {p.name: float(p.default or 0.0) for p in PARAMETERS}
    )
    partner_selection: str = "viable"
    internationalization: str = "adaptive"
    innovation: str = "micro-service"
    comparison: Comparison | None = None
    apart: tuple[tuple[str, str], ...] = ()
    remarks: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists and numbers, in a fixed order, for provenance."""
        content = {k: v for k, v in vars(self).items() if k != "markets"}
        plain = json.loads(json.dumps(content, default=asdict))
        return {**plain, "markets": self.markets.as_dict()}

    @property
    def digest(self) -> str:
        """Return a short hash of everything that determines the numbers."""
        content = self.as_dict()
        for words in ("name", "title", "description", "comparison", "remarks"):
            content.pop(words)
        text = json.dumps(content, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def with_settings(self, settings: Mapping[str, Any]) -> Scenario:
        """Return a copy with mechanisms, parameters or strategies changed by dotted name.

        Parameters
        ----------
        settings : ``mechanisms.NAME``, ``parameters.NAME``, ``teams.NAME``,
            ``policy.partner_selection``, ``strategy.internationalization`` or
            ``strategy.innovation`` with the new value

        Raises
        ------
        InputError
            for an unknown name or a value outside its range
        """
        mechanisms, parameters = dict(self.mechanisms), dict(self.parameters)
        words: dict[str, str] = {}
        for key, value in settings.items():
            table, _, name = key.partition(".")
            if table == "mechanisms":
                mechanisms[name] = _checked_switch(name, value)
            elif table == "parameters":
                parameters[name] = _checked_number(name, value)
            elif key in TEAMS:
                parameters[TEAMS[key]] = _checked_number(TEAMS[key], value)
            elif key in _STRATEGIES:
                allowed = _STRATEGIES[key]
                words[key.partition(".")[2]] = _checked_word(key, value, allowed)
            else:
                raise InputError(
                    f"setting {key!r} cannot be changed here; mechanisms, parameters, "
                    f"{', '.join((*TEAMS, *_STRATEGIES))} can"
                )
        remarks = {key: text for key, text in self.remarks.items() if key not in settings}
        return replace(self, mechanisms=mechanisms, parameters=parameters, remarks=remarks, **words)  # type: ignore[arg-type]


def _checked_switch(name: str, value: Any) -> bool:
    if name not in MECHANISMS:
        raise InputError(f"mechanisms.{name} does not exist{nearest(name, MECHANISMS.names)}")
    if not isinstance(value, bool):
        raise InputError(f"mechanisms.{name}: {value!r} is neither true nor false")
    return value


def _checked_number(name: str, value: Any) -> float:
    if name not in PARAMETERS:
        raise InputError(f"parameters.{name} does not exist{nearest(name, PARAMETERS.names)}")
    declared = PARAMETERS[name]
    low, high = declared.low or 0.0, declared.high if declared.high is not None else float("inf")
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise InputError(f"parameters.{name}: {value!r} is not a number from {low:g} to {high:g}")
    return float(value)


def _checked_word(key: str, value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise InputError(
            f"{key}: {value!r} is none of {', '.join(allowed)}{nearest(str(value), allowed)}"
        )
    return str(value)
