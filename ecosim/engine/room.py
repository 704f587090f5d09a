"""Room for all that can be at a time, with nothing in it yet."""

from __future__ import annotations

import numpy as np

from ecosim.declarations.columns import ECOSYSTEM, FIRM_COLUMNS, NEED_COLUMNS, TIE_COLUMNS
from ecosim.engine.settings import P
from ecosim.engine.start import Start
from ecosim.engine.world import (
    CANDIDATES,
    CHAIN,
    COUNTER,
    CUSTOMER,
    DOMAINS,
    ESSENTIALS,
    LANES,
    MODULES,
    NEEDS,
    PROVIDER,
    SKILLS,
    STAGES,
    TEAMS,
    TOTAL,
    Integers,
    Keys,
    World,
)

__all__ = ["empty_world"]


def _link_start(start: Start, edges: Integers) -> Integers:
    """Return where each firm's relationships begin in a list of all, [n + 1].

    One between firms that the scenario keeps apart takes a place as if it began later: whomever a
    firm that compares candidates starts with, it has room for as many.
    """
    firms, spare = len(start.kind), int(start.settings[P.relationship_room])
    most = np.maximum(start.named_count, start.free_count + spare)
    most += np.bincount(edges.ravel(), minlength=firms)
    places = np.zeros(firms + 1, np.int64)
    np.cumsum(most, out=places[1:])
    return places


def _most_events(start: Start, slots: int, customers: int) -> int:
    """Return a bound on the events of one month.

    Each dated shock may hit every firm, and every provider leave every market; ten events for each
    firm, twelve for each relationship and three for each need are more than any month can bring.
    """
    moves = int(start.kind_start[PROVIDER + 1]) * len(start.market_key)
    struck = (10 + len(start.shocks)) * len(start.kind)
    return struck + 12 * slots + 3 * NEEDS * customers + moves


def empty_world(start: Start, seeds: Keys, edges: Integers, ticks: int, keep_events: bool) -> World:
    """Return a world of the right size with nothing in it but what all replicates share.

    Parameters
    ----------
    start : of the scenario; it knows of relationships that are not generated
    seeds : [seed, replicate]
    edges : [edge, 2] relationships generated
    ticks : months there is room for
    keep_events : whether there is a buffer for events
    """
    firms, markets = len(start.kind), len(start.market_key)
    link_start = _link_start(start, edges)
    links = int(link_start[firms])
    slots = -(-links // 2 // LANES) * LANES
    customers = int(start.kind_start[CUSTOMER + 1] - start.kind_start[CUSTOMER])
    events = 2 * _most_events(start, slots, customers) if keep_events else 0
    vector, skills, none = (firms, DOMAINS), (firms, SKILLS), np.int64(-1)
    return World(
        settings=start.settings.copy(),
        seeds=seeds,
        counters=np.zeros(len(COUNTER), np.int64),
        firms=np.zeros((len(FIRM_COLUMNS), firms)),
        kind=start.kind.copy(),
        home=np.zeros(firms, np.int64),
        policy=start.policy.copy(),
        strategy=start.strategy.copy(),
        firm_key=start.firm_key.copy(),
        industry=np.zeros(firms, np.int64),
        industry_key=np.zeros(firms, np.uint64),
        values=np.zeros(vector),
        schemes=np.zeros(vector),
        own_values=np.zeros(vector),
        own_schemes=np.zeros(vector),
        information=np.zeros(vector),
        capability=np.zeros(skills),
        requirement=np.zeros(skills),
        effective=np.zeros(skills),
        profile=np.zeros((firms, 8)),
        next_values=np.zeros(vector),
        next_schemes=np.zeros(vector),
        next_capability=np.zeros(skills),
        next_digitization=np.zeros(firms),
        totals=np.zeros((len(TOTAL), firms)),
        reference=np.zeros((ESSENTIALS, firms)),
        months_in=np.zeros((firms, markets), np.int16),
        months_of_loss=np.zeros((firms, markets), np.int16),
        market_choice=np.full(firms, none),
        ties=np.zeros((len(TIE_COLUMNS), slots)),
        source=np.full(slots, none),
        target=np.full(slots, none),
        tie_key=np.zeros(slots, np.uint64),
        free=np.zeros(slots, np.int64),
        links=np.zeros(links, np.int32),
        link_start=link_start,
        degree=np.zeros(firms, np.int64),
        by_kind=start.by_kind.copy(),
        kind_start=start.kind_start.copy(),
        candidates=np.full((firms, CANDIDATES), none),
        choice=np.full(firms, none),
        score=np.zeros(firms),
        distance=start.distance.copy(),
        pull=start.pull,
        market_key=start.market_key,
        customer=start.customer.copy(),
        operation=np.ones((customers, CHAIN)),
        needs=np.zeros((len(NEED_COLUMNS), customers * NEEDS)),
        need_tie=np.full(customers * NEEDS, none),
        effort=np.zeros((customers, TEAMS * STAGES)),
        innovation=start.innovation.copy(),
        modules=np.zeros((firms, MODULES)),
        shocks=start.shocks,
        apart=start.apart,
        series=np.zeros((ticks, len(ECOSYSTEM))),
        events=np.zeros((events, 4), np.int64),
        event_detail=np.zeros(events),
    )
