"""Stage 8: the co-creation cycle, customer by customer: needs, and the projects to meet them."""

from ecosim.compiled import borrowed, inlined, kernel, scratch
from ecosim.declarations.columns import FIRM, NEED, TIE
from ecosim.engine.kernels.building import develop_solution
from ecosim.engine.kernels.early_products import try_early_products
from ecosim.engine.kernels.implementing import implement_solution
from ecosim.engine.kernels.needs import (
    ARISES,
    EMPTY,
    HIDDEN,
    KNOWN,
    SERVED,
    VANISHES,
    age_needs,
    count_needs,
    create_needs,
    notice_needs,
    raise_need,
)
from ecosim.engine.kernels.operations import note_capacity
from ecosim.engine.kernels.organizing import (
    COLLECTING,
    DEVELOPING,
    IDLE,
    IMPLEMENTING,
    PRIORITIZING,
    nothing_joint,
)
from ecosim.engine.kernels.portfolio import close_project, enter
from ecosim.engine.kernels.priorities import prioritize
from ecosim.engine.kernels.teamwork import (
    DEVELOPMENT,
    EVALUATE,
    IDENTIFY,
    OPERATIONS,
    STEERING,
    Desk,
    job_of,
    note_effort,
    side_commitment,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import stream
from ecosim.engine.world import CHAIN, NEEDS, PROVIDER
from ecosim.rules.implementation import mapped_data
from ecosim.rules.projects import practised
from ecosim.rules.teams import meeting_work

MICRO_SERVICE, STAGE_GATE, BIG_BANG = range(3)
QUARTER = 3  # months between reviews of the services in use
PROCESS_KNOWLEDGE = 1  # place among capabilities
GOALS = 3.0  # strategic frame, measures of success, funds of both sides


@inlined
def _begin_month(ties, links):
    """Clear what the month writes of a customer's relationships."""
    for slot in links:
        ties[TIE.development_cost, slot] = 0.0


@inlined
def _deciding(ties, kind, links, source):
    """Return the slot of the most trusted provider that waits to choose needs, or −1.

    A customer's people take up one new project a month.
    """
    best, chosen = -1.0, -1
    for slot in links:
        waits = ties[TIE.project, slot] == PRIORITIZING and ties[TIE.scope, slot] == 0.0
        if waits and kind[source[slot]] == PROVIDER and ties[TIE.trust, slot] > best:
            best, chosen = ties[TIE.trust, slot], slot
    return chosen


@inlined
def _count_served(needs, need_tie, c, slot):
    """Return how many services of one relationship a customer uses."""
    found = 0
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        found += 1 if needs[NEED.status, at] == SERVED and need_tie[at] == slot else 0
    return found


@inlined
def _map_data(desk, slot, j):
    """Let the customer map its data while a project asks for it."""
    p, ties, committed = desk.p, desk.ties, 0.0
    if ties[TIE.project, slot] > COLLECTING:
        committed = side_commitment(p, desk.firms, ties, slot, j, p[P.customer_funding])
    ties[TIE.data_access, slot] = mapped_data(
        ties[TIE.data_access, slot], committed, p[P.mapping_rate], p[P.mapping_fade]
    )


@inlined
def _evaluate(desk, job, served):
    """Note a quarter of what the teams put into services in use: reviews, next steps, lessons."""
    hours = QUARTER * desk.p[P.meeting_hours]
    note_effort(desk, job.c, STEERING, EVALUATE, meeting_work(served, job.steering, hours))
    note_effort(desk, job.c, DEVELOPMENT, EVALUATE, meeting_work(served, job.development, hours))
    note_effort(desk, job.c, OPERATIONS, EVALUATE, meeting_work(served, job.operations, hours))


@inlined
def _collect(desk, job, wanted):
    """Wait until there are as many needs as the project is to take on, or long enough."""
    known = count_needs(desk.needs, job.c, KNOWN)
    waited = desk.ties[TIE.stage_months, job.slot] >= desk.p[P.bundle_wait]
    if known >= wanted or (waited and known > 0):
        enter(desk, job, PRIORITIZING)
        goals = meeting_work(GOALS, job.steering, desk.p[P.meeting_hours])
        note_effort(desk, job.c, STEERING, IDENTIFY, goals)
    elif waited:
        close_project(desk.ties, job.slot)


@inlined
def _known_trade(desk, trades, i, j):
    """Return how well a provider knows a customer's trade: by its services in use there."""
    all_links, link_start, degree, target, industry = trades
    running = 0.0
    for slot in all_links[link_start[i] : link_start[i] + degree[i]]:
        if industry[target[slot]] == industry[j]:
            running += desk.ties[TIE.in_use, slot]
    return practised(running, desk.p[P.experience_half])


@inlined
def _advance(desk, job, mode, deciding, library, trades, key, tie_key, knowledge):
    """Take one relationship's project a month further."""
    stage = desk.ties[TIE.project, job.slot]
    wanted = desk.p[P.bundle_size] if mode == BIG_BANG else 1.0
    desk.ties[TIE.stage_months, job.slot] += 1.0
    if stage == COLLECTING:
        _collect(desk, job, wanted)
    elif stage == PRIORITIZING:
        if desk.ties[TIE.scope, job.slot] > 0.0 or job.slot == deciding:
            trade = _known_trade(desk, trades, job.i, job.j)
            prioritize(desk, job, library, trade, key, wanted)
    elif stage == DEVELOPING:
        develop_solution(desk, job, tie_key, mode == MICRO_SERVICE)
    elif stage == IMPLEMENTING:
        implement_solution(desk, job, knowledge)


@inlined
def _has_needs(needs, c):
    """Tell whether a customer has any needs, met ones included."""
    return count_needs(needs, c, EMPTY) < NEEDS


@inlined
def _renew_needs(desk, renewing, links, key, industry_key, j, c):
    """Let a customer's needs age, arise and be noticed."""
    kind, source, target, tie_key, modules, vanishes, arises, chances = renewing
    if _has_needs(desk.needs, c):
        age_needs(desk, source, target, key, j, c, vanishes)
    if desk.p[P.needs_arising] > 0.0:
        raise_need(desk, key, industry_key, j, c, arises)
        create_needs(desk, links, kind, source, tie_key, modules, industry_key, j, c)
    if count_needs(desk.needs, c, HIDDEN) > 0:
        notice_needs(desk, links, kind, source, key, j, c, chances[0], chances[1])


@inlined
def _work_together(desk, providers, links, key, j, c, knowledge):
    """Take all a customer's projects and services a month further."""
    kind, source, tie_key, innovation, modules, trades = providers
    deciding = _deciding(desk.ties, kind, links, source)
    reviewing = desk.tick % QUARTER == 0
    for slot in links:
        i = source[slot]
        if kind[i] != PROVIDER:
            continue
        _map_data(desk, slot, j)
        served = _count_served(desk.needs, desk.need_tie, c, slot) if reviewing else 0
        working = desk.ties[TIE.project, slot] > IDLE
        if served > 0 or working:
            job = job_of(desk, slot, i, j, c)
            _evaluate(desk, job, served)
            if working:
                mode, own = innovation[i], tie_key[slot]
                _advance(desk, job, mode, deciding, modules[i], trades, key, own, knowledge)


@kernel
def co_create(world, tick, low, high):
    """Let customers' needs arise, be noticed, and be worked on with their providers."""
    world = borrowed(world)
    if world.settings[P.needs_arising] == 0.0 and nothing_joint(world):
        return
    kind, source, customer, tie_key = world.kind, world.source, world.customer, world.tie_key
    all_links, link_start, degree = world.links, world.link_start, world.degree
    keys, industry_key, capability = world.firm_key, world.industry_key, world.capability
    ties, needs, operation, seeds = world.ties, world.needs, world.operation, world.seeds
    alive, cost = world.firms[FIRM.alive], world.firms[FIRM.cost_development]
    desk = borrowed(
        Desk(
            world.settings, world.firms, ties, needs, world.need_tie, scratch(CHAIN),
            world.totals, world.effort, seeds, world.counters, world.events,
            world.event_detail, tick,
        )
    )  # fmt: skip
    vanishes, arises = stream(seeds, VANISHES, tick), stream(seeds, ARISES, tick)
    chances = (scratch(NEEDS), scratch(NEEDS))
    renewing = (kind, source, world.target, tie_key, world.modules, vanishes, arises, chances)
    trades = (all_links, link_start, degree, world.target, world.industry)
    providers = (kind, source, tie_key, world.innovation, world.modules, trades)
    for j in range(low, high):
        c = customer[j]
        if c < 0 or alive[j] == 0.0:
            continue
        links = all_links[link_start[j] : link_start[j] + degree[j]]
        cost[j] = 0.0
        _begin_month(ties, links)
        _renew_needs(desk, renewing, links, keys[j], industry_key[j], j, c)
        if _has_needs(needs, c):
            note_capacity(operation, needs, c, desk.capacity)
            try_early_products(desk, links, kind, source, keys[j], j, c)
        _work_together(desk, providers, links, keys[j], j, c, capability[j, PROCESS_KNOWLEDGE])
