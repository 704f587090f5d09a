"""The ecosystem as a networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from ecosim.declarations.columns import FIRM_COLUMNS, TIE_COLUMNS
from ecosim.declarations.fields import KINDS

if TYPE_CHECKING:
    from ecosim.agents.ecosystem import Ecosystem

__all__ = ["graph_of"]


def graph_of(ecosystem: Ecosystem) -> nx.Graph[str]:
    """Return a graph of ids: nodes with ``kind`` and firm columns, edges with relationship columns.

    An edge also says which of the two is ``source`` and which ``target``: a provider is the source
    wherever one is involved. The graph is a copy, so changing it changes nothing else.
    """
    world, ids = ecosystem.world, ecosystem.blueprint.roster.ids
    graph: nx.Graph[str] = nx.Graph(month=ecosystem.month)
    for i, (name, row) in enumerate(zip(ids, world.firms.T.tolist(), strict=True)):
        columns = dict(zip(FIRM_COLUMNS.names, row, strict=True))
        graph.add_node(name, kind=KINDS[world.kind[i]], **columns)
    slots = np.flatnonzero(world.source >= 0)
    for slot, row in zip(slots, world.ties[:, slots].T.tolist(), strict=True):
        source, target = ids[world.source[slot]], ids[world.target[slot]]
        columns = dict(zip(TIE_COLUMNS.names, row, strict=True))
        graph.add_edge(source, target, source=source, target=target, **columns)
    return graph
