"""Named firms and relationships from a networkx graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ecosim.declarations.fields import KINDS
from ecosim.errors import InputError
from ecosim.scenarios.messages import key_text, shown
from ecosim.scenarios.plain import plain, plain_table

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["DRAWING", "add_graph", "from_graph"]

DRAWING = frozenset({"label", "pos", "x", "y", "z", "color", "viz", "weight", "key"})
"""Attributes that say how a graph is drawn or stored; they are left out."""


def from_graph(graph: nx.Graph[Any]) -> dict[str, Any]:
    """Return the ``firm`` and ``relationship`` tables of a scenario.

    A node's name becomes the id, its attributes the keys of the firm: ``kind`` and any other key of
    ``[[firm]]``. An edge's attributes become the columns of the relationship. Relationships have no
    direction: edges between the same two nodes, parallel or back and forth, are one relationship
    with the attributes of all of them.

    Parameters
    ----------
    graph : any networkx graph, directed or not, with parallel edges or not

    Raises
    ------
    InputError
        for what is no graph, a name that is neither text nor a number, or edges that disagree
    """
    if not all(hasattr(graph, part) for part in ("nodes", "edges", "is_multigraph")):
        raise InputError(f"network: a networkx graph is needed, not {shown(graph)}")
    return {"firm": list(_firms(graph)), "relationship": list(_relationships(graph))}


def add_graph(content: dict[str, Any], graph: nx.Graph[Any]) -> None:
    """Put a graph's firms and relationships into a scenario, in place, instead of its network.

    A node without attributes may stand for a firm that the scenario has already.
    """
    tables = from_graph(graph)
    known = {f.get("id") for f in content.get("firm", ()) if isinstance(f, Mapping)}
    tables["firm"] = [f for f in tables["firm"] if len(f) > 1 or not _is_known(f["id"], known)]
    for section, entries in tables.items():
        present = content.get(section, [])
        content[section] = [*present, *entries] if isinstance(present, list) else present
    content["network"] = {"generator": "none"}


def _is_known(firm: str, named: set[Any]) -> bool:
    return firm in named or firm.rpartition("-")[0] in KINDS


def _firms(graph: nx.Graph[Any]) -> Iterator[dict[str, Any]]:
    for node, attributes in graph.nodes(data=True):
        table = _table(attributes, f"network, node {shown(node)}")
        yield {**table, "id": _id(node)}


def _id(node: object) -> str:
    if isinstance(node, bool) or not isinstance(node, str | int) or len(shown(node)) > 250:
        raise InputError(f"network: a node is {shown(node)}; its name must be text or a number")
    return str(node)


def _table(attributes: Mapping[Any, Any], where: str) -> dict[str, Any]:
    """Return the attributes that say something; GraphML and others write missing ones as None."""
    kept = {k: v for k, v in attributes.items() if k not in DRAWING and v is not None}
    try:
        return plain_table(kept)
    except InputError as error:
        raise InputError(f"{where}, {error}") from None


def _relationships(graph: nx.Graph[Any]) -> Iterator[dict[str, Any]]:
    joined: dict[frozenset[str], dict[str, Any]] = {}
    for source, target, attributes in graph.edges(data=True):
        ends = _id(source), _id(target)
        where = f"network, edge {key_text(ends[0])} to {key_text(ends[1])}"
        table = joined.setdefault(frozenset(ends), {"source": ends[0], "target": ends[1]})
        for name, value in _table(attributes, where).items():
            if name in ("source", "target"):
                continue
            if table.setdefault(name, value) != value:
                raise InputError(
                    f"{where}: {key_text(name)} is {shown(value)} on one edge and "
                    f"{shown(plain(table[name]))} on another"
                )
    yield from joined.values()
