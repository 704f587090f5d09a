"""A whole scenario file, checked table by table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError, create_model

from ecosim.scenarios import schema
from ecosim.scenarios.complaints import problems_of
from ecosim.scenarios.messages import refuse
from ecosim.scenarios.tables import Table

__all__ = ["SECTIONS", "Document", "read_document"]

SECTIONS: dict[str, type[Table]] = {
    "scenario": schema.ScenarioTable,
    "population": schema.PopulationTable,
    "firm": schema.FirmEntry,
    "relationship": schema.RelationshipEntry,
    "network": schema.NetworkTable,
    "mechanisms": schema.MechanismsTable,
    "parameters": schema.ParametersTable,
    "shock": schema.ShockTable,
    "market": schema.MarketTable,
    "strategy": schema.StrategyTable,
    "teams": schema.TeamsTable,
    "policy": schema.PolicyTable,
    "comparison": schema.ComparisonTable,
}
"""The class of each table, or of each entry where a table may be repeated."""


class Document(Table):
    """The tables of a scenario; those with generated keys are put in by ``create_model``."""

    scenario: schema.ScenarioTable = schema.ScenarioTable()
    population: Table
    firm: list[schema.FirmTable]
    relationship: list[schema.RelationshipTable]
    network: schema.NetworkTable = schema.NetworkTable()
    mechanisms: Table
    parameters: Table
    shock: schema.Shocks = Field(default_factory=list)
    market: schema.MarketTables = Field(default_factory=list)
    strategy: schema.StrategyTable = schema.StrategyTable()
    teams: schema.TeamsTable = schema.TeamsTable()
    policy: schema.PolicyTable = schema.PolicyTable()
    comparison: schema.ComparisonTable | None = None


_COMPLETE: type[Document] = create_model(
    "CompleteDocument",
    __base__=Document,
    population=(schema.PopulationTable, schema.PopulationTable()),
    firm=(schema.Firms, []),
    relationship=(schema.Relationships, []),
    mechanisms=(schema.MechanismsTable, schema.MechanismsTable()),
    parameters=(schema.ParametersTable, schema.ParametersTable()),
)


def read_document(content: Mapping[str, Any]) -> Document:
    """Return the checked tables of a scenario.

    Raises
    ------
    InputError
        for the first thing that is wrong, and how many more there are
    """
    try:
        return _COMPLETE.model_validate(content)
    except ValidationError as error:
        refuse(problems_of(error, content, SECTIONS), error.error_count())
        raise
