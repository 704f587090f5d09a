"""From the checked tables of a file to a resolved scenario."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ecosim.declarations.columns import TIE_COLUMNS
from ecosim.declarations.custom_market import CustomMarket
from ecosim.declarations.fields import FIELDS, KINDS
from ecosim.declarations.markets import Markets, load_markets
from ecosim.declarations.networks import STARTING_COLUMNS
from ecosim.declarations.scenario import (
    TEAMS,
    Comparison,
    FirmSpec,
    Group,
    NetworkSpec,
    RelationshipSpec,
    Scenario,
    ShockSpec,
)
from ecosim.errors import InputError
from ecosim.scenarios.document import Document
from ecosim.scenarios.messages import named, shown
from ecosim.scenarios.relationship_file import read_relationships
from ecosim.scenarios.schema import (
    ComparisonTable,
    FirmTable,
    GroupTable,
    NetworkTable,
    RelationshipTable,
)
from ecosim.scenarios.tables import value, values_given

__all__ = ["resolve"]

_COLUMNS = [TIE_COLUMNS[name] for name in STARTING_COLUMNS]


def resolve(document: Document, name: str, folder: Path) -> Scenario:
    """Return the scenario that a document describes; nothing is compared across tables yet.

    Parameters
    ----------
    document : the checked tables
    name : name of the scenario where the document gives none
    folder : where the file of relationships is looked for
    """
    words = document.scenario
    return Scenario(
        name=words.name or name,
        title=words.title,
        description=words.description.strip(),
        ticks=words.ticks,
        seed=words.seed,
        groups=tuple(_groups(document)),
        firms=tuple(map(_firm, document.firm)),
        relationships=tuple(_relationships(document, folder)),
        network=_network(document.network),
        shocks=tuple(ShockSpec(**shock.model_dump()) for shock in document.shock),
        markets=_markets(document),
        mechanisms=document.mechanisms.model_dump(by_alias=True),
        parameters=_parameters(document),
        partner_selection=document.policy.partner_selection,
        internationalization=document.strategy.internationalization,
        innovation=document.strategy.innovation,
        comparison=_comparison(document.comparison),
    )


def _parameters(document: Document) -> dict[str, float]:
    """Return all parameters; the table of teams says some of them by another name."""
    given = document.teams.model_dump(exclude_none=True)
    teams = {TEAMS[f"teams.{team}"]: participation for team, participation in given.items()}
    return document.parameters.model_dump(by_alias=True) | teams


def _groups(document: Document) -> Iterator[Group]:
    for kind in KINDS:
        yield from (_group(kind, table) for table in value(document.population, kind))


def _group(kind: str, table: GroupTable) -> Group:
    return Group(
        kind=kind,
        count=table.count,
        role=table.role,
        fields=values_given(table, FIELDS),
        industries=tuple(table.industries),
        markets=tuple(table.markets),
        presence=table.presence,
    )


def _firm(table: FirmTable) -> FirmSpec:
    return FirmSpec(
        id=table.id,
        kind=table.kind,
        role=table.role,
        industry=table.industry,
        market=table.market,
        fields=values_given(table, FIELDS),
        markets=tuple(table.markets),
        values=tuple(table.values) if table.values else None,
        schemes=tuple(table.schemes) if table.schemes else None,
        partner_selection=table.partner_selection,
        internationalization=table.internationalization,
        innovation=table.innovation,
    )


def _relationships(document: Document, folder: Path) -> Iterator[RelationshipSpec]:
    """Return those of the document, then those of the file."""
    yield from map(_relationship, document.relationship)
    if document.network.file is not None:
        yield from read_relationships(folder, document.network.file)


def _relationship(table: RelationshipTable) -> RelationshipSpec:
    return RelationshipSpec(table.source, table.target, values_given(table, _COLUMNS))


def _network(table: NetworkTable) -> NetworkSpec:
    """Return how relationships are generated: not at all where a file gives them."""
    if table.file is not None and table.generator not in (None, "none"):
        raise InputError(
            f"network.generator: {shown(table.generator)} beside a file of relationships; "
            "only 'none' is possible there"
        )
    default = NetworkSpec()
    return NetworkSpec(
        generator=table.generator or ("none" if table.file is not None else default.generator),
        mean_degree=table.mean_degree,
        options=dict(table.options),
        layers={**default.layers, **table.layers},
    )


def _markets(document: Document) -> Markets:
    with named("scenario.markets"):
        markets = load_markets(document.scenario.markets)
    entries = [CustomMarket(**table.model_dump()) for table in document.market]
    return markets.with_extra(entries) if entries else markets


def _comparison(table: ComparisonTable | None) -> Comparison | None:
    if table is None:
        return None
    return Comparison(table.focal, tuple(table.candidates), table.objective)
