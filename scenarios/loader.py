"""From a library name, a file or a dict to a resolved scenario."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ecosim.declarations.scenario import RelationshipSpec, Scenario
from ecosim.errors import InputError
from ecosim.scenarios.complaints import location
from ecosim.scenarios.contradictions import contradictions
from ecosim.scenarios.document import read_document
from ecosim.scenarios.firm_ids import FirmIds
from ecosim.scenarios.from_graph import add_graph
from ecosim.scenarios.messages import named, refuse, shown
from ecosim.scenarios.relationship_checks import oriented
from ecosim.scenarios.remarks import without_changed
from ecosim.scenarios.resolve import resolve
from ecosim.scenarios.settings import apply_settings
from ecosim.scenarios.sources import Source, open_source

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["load_scenario"]


def load_scenario(
    source: str | os.PathLike[str] | Mapping[str, Any],
    overrides: Mapping[str, Any] | None = None,
    network: nx.Graph[Any] | None = None,
) -> Scenario:
    """Return a scenario, complete and free of contradictions.

    Parameters
    ----------
    source : name in the library, path of a TOML file, or the tables of such a file as a dict
    overrides : values by dotted name that replace those of the source, as ``--set`` does:
        ``{"parameters.trust_gain": 0.1, "firm.A.employees": 12}``
    network : firms and relationships to add, as ``from_graph`` reads them; it replaces the
        scenario's own ``[network]``

    Raises
    ------
    InputError
        one sentence: which file, which key, what was found and what is allowed
    """
    opened = open_source(source)
    with named(opened.label):
        if network is not None:
            add_graph(opened.content, network)
        if overrides:
            apply_settings(opened.content, _mapping(overrides))
        changed = [*(overrides or ()), *(["network"] if network is not None else [])]
        return replace(_checked(opened), remarks=without_changed(opened.remarks, changed))


def _mapping(overrides: object) -> Mapping[str, Any]:
    if not isinstance(overrides, Mapping):
        raise InputError(f"overrides: {shown(overrides)} is not a table of values by dotted name")
    return overrides


def _checked(opened: Source) -> Scenario:
    scenario = resolve(read_document(opened.content), opened.name, opened.folder)
    counts: Counter[str] = Counter()
    for group in scenario.groups:
        counts[group.kind] += group.count
    ids = FirmIds({firm.id: firm.kind for firm in scenario.firms}, counts)
    place = _relationship_place(scenario.relationships, opened.content)
    refuse(list(contradictions(scenario, ids, place)))
    return replace(scenario, relationships=tuple(oriented(r, ids) for r in scenario.relationships))


def _relationship_place(
    relationships: tuple[RelationshipSpec, ...], content: Mapping[str, Any]
) -> Callable[[int], str]:
    """Return how messages call a relationship: those of a file come after those of the tables."""
    listed = len(content.get("relationship", ()))

    def place(position: int) -> str:
        if position < listed:
            return location(("relationship", position), content)
        ends = relationships[position]
        return f"network.file, relationship {shown(ends.source)} to {shown(ends.target)}"

    return place
