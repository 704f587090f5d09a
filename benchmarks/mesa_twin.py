"""The same month as a Mesa model: agents with attributes, a networkx graph, plain Python rules.

It is written as a careful Mesa user would write it, and starts from a world the engine has built.
Draws come from the same streams, so it can be tested equal to the compiled run.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from types import SimpleNamespace
from typing import Any

import mesa
import networkx
from mesa.agent import AgentSet

from benchmarks.mesa_firms import Firm
from benchmarks.mesa_kinds import Ally, Carrier, Customer, Provider
from benchmarks.mesa_relationships import Tie, live_a_month
from benchmarks.mesa_series import series_row
from benchmarks.plain_streams import pair_key, stream
from benchmarks.worlds import TWIN_WITHOUT
from ecosim.declarations.columns import TIE
from ecosim.declarations.parameters import PARAMETERS
from ecosim.engine.settings import settings_array
from ecosim.engine.streams import Purpose
from ecosim.engine.world import COUNTER, CUSTOMER, World

KINDS = (Provider, Customer, Ally, Carrier)
MEETING = (int(Purpose.SUCCESS), int(Purpose.BETRAYAL), int(Purpose.FAILURE))


class Streams(dict[int, int]):
    """The stream of each purpose this month, worked out when first asked for."""

    def __init__(self, seeds: tuple[int, int], month: int) -> None:
        super().__init__()
        self._seeds, self._month = seeds, month

    def __missing__(self, purpose: int) -> int:
        key = self[purpose] = stream(self._seeds, purpose, self._month)
        return key


class EcosystemTwin(mesa.Model):
    """A business ecosystem; one ``step`` is one month.

    Parameters
    ----------
    world : as ``build_world`` returns it, with all of ``TWIN_WITHOUT`` off; it is only read

    Raises
    ------
    ValueError
        if a mechanism is on that the twin does not have
    """

    def __init__(self, world: World) -> None:
        super().__init__(seed=0)
        settings = dict(zip(PARAMETERS.names, world.settings.tolist(), strict=True))
        if (settings_array(settings, TWIN_WITHOUT) != world.settings).any():
            raise ValueError(
                f"the Mesa twin has none of {', '.join(TWIN_WITHOUT)}: switch them off"
            )
        self.p = SimpleNamespace(**settings)
        self.month, self.seeds = 0, (int(world.seeds[0]), int(world.seeds[1]))
        self.streams = Streams(self.seeds, 0)
        self.distance, self.pull = world.distance.tolist(), world.pull.tolist()
        self.market_keys, self.shocks = world.market_key.tolist(), world.shocks.tolist()
        self.series: list[list[float]] = []
        self.most_relationships = len(world.source)
        self.firms = [KINDS[kind](self, world, i) for i, kind in enumerate(world.kind)]
        self.firms_by_kind = [sorted(self._of(kind), key=lambda firm: firm.key) for kind in KINDS]
        self._build_graph(world)

    def _of(self, kind: type[Firm]) -> Any:
        """Return the firms of one kind."""
        return self.agents_by_type.get(kind, ())

    def _build_graph(self, world: World) -> None:
        """Make the network; each firm keeps the live view of its own relationships."""
        graph = self.graph = networkx.Graph()
        graph.add_nodes_from(self.firms)
        for slot in range(world.counters[COUNTER.top]):
            source, target = self.firms[world.source[slot]], self.firms[world.target[slot]]
            columns = dict(zip(TIE._fields, world.ties[:, slot].tolist(), strict=True))
            self._connect(source, target, int(world.tie_key[slot]), columns)
        self.relationships = graph.number_of_edges()
        for firm, ties in graph.adjacency():
            firm.ties = ties

    def ties(self) -> Iterator[Tie]:
        """Yield the attributes of every relationship."""
        return (tie for _, _, tie in self.graph.edges(data=True))

    def step(self) -> None:
        """Live through one month."""
        self.month += 1
        self.streams = Streams(self.seeds, self.month)
        firms, nobody = self.agents, AgentSet([], random=self.random)
        customers = self.agents_by_type.get(Customer, nobody)
        providers = self.agents_by_type.get(Provider, nobody)
        firms.do("disturb")
        self._strike()
        firms.do("absorb").do("prepare_to_meet")
        self._meet()
        firms.do("learn").do("adopt")
        customers.do("map_data").do("buy")
        providers.do("sell")
        firms.do("close_books")
        providers.do("develop").do("reorient")
        self.agents_by_type.get(Carrier, nobody).do("reorient")
        providers.do("decide_investment")
        providers.do("choose_market").do("move_in_markets")
        firms.do("look_for_partners").do("choose_partner")
        for firm in chain.from_iterable(self.firms_by_kind):
            firm.agree()
        firms.do("renew_information").do("assess").do("close_down")
        self._part_ways()
        self.series.append(series_row(self))

    def _meet(self) -> None:
        """Take every relationship through the month."""
        success, betrayal, failure = (self.streams[purpose] for purpose in MEETING)
        for tie in self.ties():
            live_a_month(tie, self.p, (success, betrayal, failure))

    def _strike(self) -> None:
        """Let the scenario's shocks of this month happen."""
        for month, kind, declared, *limits in self.shocks:
            size = min(1.0, declared * self.p.dated_shocks)
            if month != self.month or size <= 0.0:
                continue
            for firm in self.firms:
                at = zip(limits, (firm.industry, firm.home, firm.number), strict=True)
                if firm.alive and all(limit < 0 or limit == place for limit, place in at):
                    firm.strike(int(kind), size)

    def relate(self, source: Firm, target: Firm, trust: float) -> Tie | None:
        """Begin a relationship and return its attributes, or None where there is no room."""
        if self.relationships == self.most_relationships:
            return None
        both_sell = source.kind == target.kind and source.industry == target.industry
        columns = dict.fromkeys(TIE._fields, 0.0)
        columns["trust"], columns["overlap"] = trust, 1.0 if both_sell else 0.0
        columns["distance"] = self.distance[source.home][target.home]
        self._connect(source, target, pair_key(source.key, target.key), columns)
        self.relationships += 1
        return source.ties[target]

    def _connect(self, source: Firm, target: Firm, key: int, columns: dict[str, float]) -> None:
        """Put a relationship into the graph."""
        self.graph.add_edge(source, target, source=source, target=target, key=key, **columns)

    def _part_ways(self) -> None:
        """End relationships that have failed, and those of firms that have closed."""
        p = self.p
        ended = []
        for source, target, tie in self.graph.edges(data=True):
            given_up = tie["target"].kind == CUSTOMER and tie["share"] < p.ending_share
            hopeless = given_up or tie["trust"] < p.ending_trust
            closed = not (source.alive and target.alive)
            if closed or (hopeless and tie["age"] >= p.ending_patience):
                ended.append((source, target))
                _count_parting(tie)
        self.graph.remove_edges_from(ended)
        self.relationships -= len(ended)


def _count_parting(tie: Tie) -> None:
    """Count a relationship that ends though both firms are in business."""
    source, target = tie["source"], tie["target"]
    if source.alive and target.alive:
        source.totals["parted"] += 1.0
        source.totals["customers_lost"] += 1.0 if target.kind == CUSTOMER else 0.0
