"""What a scenario file may say: one class for each of its tables."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ecosim.declarations.columns import TIE_COLUMNS
from ecosim.declarations.fields import (
    FIELDS,
    INNOVATION,
    INTERNATIONALIZATION,
    KINDS,
    PARTNER_SELECTION,
    ROLES,
    SHOCK_KINDS,
)
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.networks import GENERATORS, PAIRS, STARTING_COLUMNS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.scenarios.tables import Table, generated
from ecosim.scenarios.values import (
    Prose,
    Share,
    Word,
    bounded,
    distribution,
    listed,
    one_of,
    several,
)

__all__ = [
    "MOST_FIRMS",
    "MOST_MONTHS",
    "ComparisonTable",
    "FirmEntry",
    "FirmTable",
    "Firms",
    "GroupEntry",
    "GroupTable",
    "MarketTable",
    "MarketTables",
    "MechanismsTable",
    "NetworkTable",
    "ParametersTable",
    "PolicyTable",
    "PopulationTable",
    "RelationshipEntry",
    "RelationshipTable",
    "Relationships",
    "ScenarioTable",
    "ShockTable",
    "Shocks",
    "StrategyTable",
    "TeamsTable",
]

MOST_FIRMS = 5_000_000
MOST_MONTHS = 12_000
_MOST_NAMED_FIRMS = 100_000
_MOST_RELATIONSHIPS = 1_000_000
_MOST_LISTED = 1_000
_LARGEST_NUMBER = 1e9

Kind = Annotated[str, one_of(KINDS)]
Role = Annotated[str, one_of(ROLES)]
Generator = Annotated[str, one_of(("role-constrained", "none", *GENERATORS))]
Pair = Annotated[str, one_of(PAIRS)]
ShockKind = Annotated[str, one_of(SHOCK_KINDS)]
Policy = Annotated[str, one_of(PARTNER_SELECTION)]
Strategy = Annotated[str, one_of(INTERNATIONALIZATION)]
Innovation = Annotated[str, one_of(INNOVATION)]
Words = Annotated[list[Word], Field(min_length=1, max_length=_MOST_LISTED)]
Positive = Annotated[float, Field(gt=0.0, le=_LARGEST_NUMBER)]
Weight = Annotated[float, Field(ge=0.0, le=_LARGEST_NUMBER)]
Component = Annotated[float, Field(ge=-1.0, le=1.0)]
Identity = Annotated[list[Component], Field(min_length=4, max_length=4)]


class ScenarioTable(Table):
    """``[scenario]``: words, length, seed, and the codes of the markets that exist."""

    name: Word | None = None
    title: Prose = ""
    description: Prose = ""
    ticks: Annotated[int, Field(ge=1, le=MOST_MONTHS)] = 120
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 42
    markets: Words | None = None


class GroupTable(Table):
    """An entry of ``[population]``: generated firms of one kind."""

    count: Annotated[int, Field(ge=0, le=MOST_FIRMS)]
    role: Role | None = None
    industries: Words = Field(default_factory=lambda: ["manufacturing"])
    markets: Words = Field(default_factory=lambda: ["SE"])
    presence: Annotated[float, Field(ge=0.0, le=_MOST_LISTED)] = 0.0


class FirmTable(Table):
    """``[[firm]]``: one named firm."""

    id: Word
    kind: Kind
    role: Role | None = None
    industry: Word | None = None
    market: Word | None = None
    markets: Annotated[list[Word], Field(max_length=_MOST_LISTED)] = Field(default_factory=list)
    values: Identity | None = None
    schemes: Identity | None = None
    partner_selection: Policy | None = Field(None, alias="policy.partner_selection")
    internationalization: Strategy | None = Field(None, alias="strategy.internationalization")
    innovation: Innovation | None = Field(None, alias="strategy.innovation")


class RelationshipTable(Table):
    """``[[relationship]]``: one relationship at the start; its columns are generated."""

    source: Word
    target: Word


class NetworkTable(Table):
    """``[network]``: how relationships at the start are made."""

    generator: Generator | None = None
    file: Word | None = None
    mean_degree: Annotated[float, Field(ge=0.0, le=1000.0)] = 8.0
    options: dict[str, float] = Field(default_factory=dict)
    layers: dict[Pair, Weight] = Field(default_factory=dict)


class ShockTable(Table):
    """``[[shock]]``: a dated disturbance."""

    month: Annotated[int, Field(ge=1, le=MOST_MONTHS)]
    kind: ShockKind
    size: Share
    industry: Word | None = None
    market: Word | None = None
    firm: Word | None = None


class MarketTable(Table):
    """``[[market]]``: a market beside the shipped ones."""

    code: Word
    name: Word
    gdp: Positive
    population: Positive
    distances: dict[Word, Share] = Field(default_factory=dict)


class StrategyTable(Table):
    """``[strategy]``: what firms do that name no strategy of their own."""

    internationalization: Strategy = "adaptive"
    innovation: Innovation = "micro-service"


class TeamsTable(Table):
    """``[teams]``: how far each of the three joint teams exists; where given, a parameter."""

    steering: Share | None = None
    development: Share | None = None
    operations: Share | None = None


class PolicyTable(Table):
    """``[policy]``: how firms choose partners that name no policy of their own."""

    partner_selection: Policy = "viable"


class ComparisonTable(Table):
    """``[comparison]``: the firm that chooses, and among whom."""

    focal: Word
    candidates: Words
    objective: Word = "viability"


FirmEntry = generated("FirmEntry", FirmTable, {f.name: (bounded(f), None) for f in FIELDS})
GroupEntry = generated("GroupEntry", GroupTable, {f.name: (distribution(f), None) for f in FIELDS})
RelationshipEntry = generated(
    "RelationshipEntry",
    RelationshipTable,
    {name: (bounded(TIE_COLUMNS[name]), None) for name in STARTING_COLUMNS},
)
PopulationTable = generated(
    "PopulationTable", Table, {kind: (listed(GroupEntry, _MOST_LISTED), []) for kind in KINDS}
)
MechanismsTable = generated(
    "MechanismsTable", Table, {m.name: (bool, m.default) for m in MECHANISMS}
)
ParametersTable = generated(
    "ParametersTable", Table, {p.name: (bounded(p), p.default) for p in PARAMETERS}
)
Firms = several(FirmEntry, _MOST_NAMED_FIRMS)
Relationships = several(RelationshipEntry, _MOST_RELATIONSHIPS)
Shocks = Annotated[list[ShockTable], Field(max_length=_MOST_LISTED)]
MarketTables = Annotated[list[MarketTable], Field(max_length=_MOST_LISTED)]
