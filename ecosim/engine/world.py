"""The state of one run: a bundle of arrays that every kernel reads and writes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ecosim.constants import constants
from ecosim.declarations.fields import CAPABILITIES

__all__ = [
    "CANDIDATES",
    "CHAIN",
    "COUNTER",
    "CUSTOMER",
    "DOMAINS",
    "ESSENTIALS",
    "LANES",
    "LOGISTICS",
    "MODULES",
    "NEEDS",
    "PARTNER",
    "PROVIDER",
    "SKILLS",
    "STAGES",
    "TEAMS",
    "TOTAL",
    "Floats",
    "Integers",
    "Keys",
    "World",
]  # fmt: skip

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Keys = NDArray[np.uint64]

PROVIDER, CUSTOMER, PARTNER, LOGISTICS = 0, 1, 2, 3
SKILLS = len(CAPABILITIES)
DOMAINS = 4  # value categories, interpretation schemes and knowledge domains
ESSENTIALS = 6  # essential variables of a viable firm
CANDIDATES = 16  # most candidates in one search
CHAIN = 4  # stages of a customer's operation, the provider's equipment first
NEEDS = 8  # most needs of a customer at a time, served ones included
MODULES = 8  # digital functions that services are built from
TEAMS, STAGES = 3, 5  # joint teams, and stages of the co-creation cycle
LANES = 64  # relationships updated side by side


class Counter(NamedTuple):
    """Places in ``World.counters``."""

    top: int = 0  # relationship slots ever used
    free: int = 1  # released slots waiting on the stack
    events: int = 2  # events since the buffer was last emptied


class Total(NamedTuple):
    """Rows of ``World.totals``: what is summed over a firm's months in business."""

    viability: int = 0
    inside: int = 1
    revenue: int = 2
    profit: int = 3
    foreign: int = 4
    partner_sales: int = 5
    coverage: int = 6
    support: int = 7
    disturbance: int = 8
    disturbance_squared: int = 9
    result: int = 10
    result_squared: int = 11
    noticed: int = 12  # needs that became known
    approved: int = 13  # projects that passed the gate
    stopped: int = 14  # at the gate
    stopped_worthy: int = 15  # of these, ideas that would have paid
    dropped: int = 16  # while being built
    failed: int = 17  # in implementation
    released: int = 18  # projects whose services came into use
    released_needs: int = 19  # needs these meet
    released_worthy: int = 20  # of these projects, those whose true value pays
    released_return: int = 21  # sum of their true returns
    sent_back: int = 22  # to their priorities
    moves: int = 23  # from one stage to another
    months_to_service: int = 24  # from approval to use, summed over projects
    saved_work: int = 25  # person-months saved by reuse
    built_work: int = 26  # person-months of building
    wasted_work: int = 27  # of these, on features that nobody needs
    invested: int = 28  # MSEK by both sides
    home: int = 29  # product sales at home
    revenue_service: int = 30
    service_asked: int = 31
    lost_wear: int = 32
    forecast_delivery: int = 33
    delivery: int = 34
    cost_operation: int = 35
    cost_customization: int = 36
    cost_capability: int = 37
    cost_opportunism: int = 38
    cost_platforms: int = 39
    cost_meetings: int = 40
    services: int = 41
    cancelled: int = 42
    cost_development: int = 43
    manager_time: int = 44  # of development managers, full-time equivalents
    manager_free_time: int = 45  # of it, what services shipped leave free
    discovered: int = 46  # needs that account managers found
    discovered_novelty: int = 47
    discovered_worth: int = 48
    discovered_worth_squared: int = 49
    solutions: int = 50  # of these, no like-for-like orders
    taken_up: int = 51  # of these, by the organization
    units: int = 52  # that joined in these
    created: int = 53  # opportunities that development managers created
    made_do: int = 54  # share of these made with resources at hand
    listed: int = 55  # of these, in customers' lists of needs
    listed_novelty: int = 56
    listed_worth: int = 57
    listed_worth_squared: int = 58
    created_dropped: int = 59  # of these, given up
    created_dropped_age: int = 60
    created_in_use: int = 61  # of these, in use
    created_in_use_age: int = 62
    written_off: int = 63  # providers by their customers
    customers_lost: int = 64
    parted: int = 65
    new_partners: int = 66
    planned_work: int = 67  # person-months of chosen needs, each from nothing


COUNTER, TOTAL = constants(Counter()), constants(Total())


class World(NamedTuple):
    """All arrays of a run: n firms, S relationship slots, M markets, T months.

    A slot without a relationship has ``source`` −1. ``links`` holds, for each firm from
    ``link_start[i]``, the slots of its ``degree[i]`` relationships in a fixed order, so that sums
    over a firm's relationships give the same bits however the work is divided. The needs of the
    customer in row ``c = customer[i]`` stand from ``c·NEEDS``.
    """

    settings: Floats  # parameters, see settings.P
    seeds: Keys  # [seed, replicate]
    counters: Integers
    firms: Floats  # [column, n], see columns.FIRM
    kind: Integers  # [n]
    home: Integers  # [n] home market
    policy: Integers  # [n] partner selection
    strategy: Integers  # [n] internationalization
    firm_key: Keys  # [n]
    industry: Integers  # [n]
    industry_key: Keys  # [n]
    values: Floats  # [n, DOMAINS] unit vectors
    schemes: Floats
    own_values: Floats  # identities to which they revert
    own_schemes: Floats
    information: Floats  # [n, DOMAINS]
    capability: Floats  # [n, capabilities]
    requirement: Floats
    effective: Floats
    profile: Floats  # [n, 8] what the update of relationships reads of each firm
    next_values: Floats  # written while the current ones are read
    next_schemes: Floats
    next_capability: Floats
    next_digitization: Floats  # [n]
    totals: Floats  # [TOTALS, n] sums over the months so far, see TOTAL
    reference: Floats  # [ESSENTIALS, n] means over the first year
    months_in: NDArray[np.int16]  # [n, M] months in each foreign market, 0 for absent
    months_of_loss: NDArray[np.int16]  # [n, M]
    market_choice: Integers  # [n] market to enter this month, or -1
    ties: Floats  # [column, S], see columns.TIE
    source: Integers  # [S]
    target: Integers
    tie_key: Keys
    free: Integers  # [S] stack of released slots
    links: NDArray[np.int32]
    link_start: Integers  # [n + 1]
    degree: Integers  # [n]
    by_kind: Integers  # [n] firms sorted by kind
    kind_start: Integers  # [5]
    candidates: Integers  # [n, CANDIDATES] or -1
    choice: Integers  # [n] chosen partner, or -1
    score: Floats  # [n] its score
    distance: Floats  # [M, M] psychic distance
    pull: Floats  # [home, M] demand of a market against home
    market_key: Keys  # [M]
    customer: Integers  # [n] row among the C customers, or -1
    operation: Floats  # [C, CHAIN] capacity of each stage against normal throughput
    needs: Floats  # [column, C * NEEDS], see columns.NEED
    need_tie: Integers  # [C * NEEDS] slot in which a need is worked on or served, or -1
    effort: Floats  # [C, TEAMS * STAGES] person-months of each joint team in each stage
    innovation: Integers  # [n] how a provider runs projects, see fields.INNOVATION
    modules: Floats  # [n, MODULES] how far a provider has each digital function ready, 0..1
    shocks: Floats  # [number, 6]: month, kind, size, industry, market, firm (-1 for all)
    apart: Integers  # [number, 2] pairs of firms that never begin a relationship
    series: Floats  # [T, ecosystem series]
    events: Integers  # [capacity, 4]: month, kind, subject, object; as many as counted
    event_detail: Floats  # [capacity]
