"""Stage 8: the co-creation cycle, customer by customer: needs, and the projects to meet them."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.engine.kernels.building import (
    PROCESS_KNOWLEDGE,
    charge,
    develop_solution,
    end_in_vain,
    implement_solution,
)
from ecosim.engine.kernels.early_products import try_early_products
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.needs import KNOWN, SERVED, create_needs, notice_needs, renew_needs
from ecosim.engine.kernels.operations import note_capacity
from ecosim.engine.kernels.organizing import (
    COLLECTING,
    DEVELOPING,
    IDLE,
    IMPLEMENTING,
    PRIORITIZING,
)
from ecosim.engine.kernels.priorities import (
    choose_needs,
    close_project,
    estimate_needs,
    passes,
    plan_work,
    return_to_come,
    true_return,
)
from ecosim.engine.kernels.teamwork import (
    EVALUATE,
    IDENTIFY,
    STEERING,
    joint_commitment,
    note_effort,
    side_commitment,
    taking_part,
)
from ecosim.engine.settings import P
from ecosim.engine.world import CHAIN, NEEDS, PROVIDER, TOTAL
from ecosim.rules.implementation import mapped_data
from ecosim.rules.teams import meeting_work

GOALS = 3.0  # strategic frame, measures of success, funds of both sides
MICRO_SERVICE, STAGE_GATE, BIG_BANG = range(3)


@inlined
def _deciding(ties, kind, links, source):
    """Return the slot of the most trusted provider that waits to choose needs, or −1.

    A customer's people take up one new project a month.
    """
    best, chosen = -1.0, -1
    for slot in links:
        waits = ties[TIE.project, slot] == PRIORITIZING and ties[TIE.scope, slot] == 0.0
        if kind[source[slot]] == PROVIDER and waits and ties[TIE.trust, slot] > best:
            best, chosen = ties[TIE.trust, slot], slot
    return chosen


@inlined
def _count(needs, need_tie, c, status, slot):
    """Return how many of a customer's needs have a status; in one relationship, or anywhere."""
    found = 0
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        here = slot < 0 or need_tie[at] == slot
        found += 1 if here and needs[NEED.status, at] == status else 0
    return found


@inlined
def _collect(p, ties, needs, need_tie, totals, effort, slot, j, c, wanted, steering):
    """Wait until there are as many needs as the project is to take on, or long enough."""
    known = _count(needs, need_tie, c, KNOWN, -1)
    waited = ties[TIE.stage_months, slot] >= p[P.bundle_wait]
    if known >= wanted or (waited and known > 0):
        totals[TOTAL.moves, j] += 1.0
        ties[TIE.project, slot] = PRIORITIZING
        ties[TIE.stage_months, slot] = 0.0
        goals = meeting_work(GOALS, steering, p[P.meeting_hours])
        note_effort(effort, c, STEERING, IDENTIFY, goals)
    elif waited:
        close_project(ties, slot)


@kernel
def _decide(
    p, firms, ties, needs, need_tie, capacity, totals, library, tick, slot, i, j, c, steering, log
):  # fmt: skip
    """Let steering pass a project or stop it."""
    counters, events, details = log
    gain = return_to_come(p, ties, slot)
    totals[TOTAL.moves, j] += 1.0
    if passes(p, ties, slot, steering):
        totals[TOTAL.approved, j] += 1.0
        ties[TIE.project, slot] = DEVELOPING
        ties[TIE.stage_months, slot] = 0.0
        emit(counters, events, details, tick, EVENT.gate_passed, i, j, gain)
        return
    cost = ties[TIE.work, slot] * p[P.person_month_cost]
    worth = true_return(p, firms, ties, needs, need_tie, capacity, slot, j, c, cost)
    totals[TOTAL.stopped, j] += 1.0
    totals[TOTAL.stopped_worthy, j] += 1.0 if worth >= 1.0 else 0.0
    emit(counters, events, details, tick, EVENT.gate_stopped, i, j, gain)
    end_in_vain(p, firms, ties, needs, need_tie, totals, slot, i, j, c)


@kernel
def _prioritize(
    p, firms, ties, needs, need_tie, capacity, totals, effort, library, seeds, tick, key, slot, i,
    j, c, wanted, teams, log,
):  # fmt: skip
    """Choose what a new project is to do; then decide whether it goes ahead."""
    if ties[TIE.scope, slot] == 0.0:
        estimate_needs(
            p, firms, ties, needs, capacity, effort, seeds, tick, key, slot, j, c, KNOWN, teams
        )
        taken = choose_needs(p, needs, need_tie, library, slot, c, wanted, teams[0])
        if taken == 0:
            ties[TIE.project, slot] = COLLECTING
            return
        ties[TIE.scope, slot] = taken
        saved = plan_work(p, ties, needs, need_tie, library, totals, effort, slot, j, c, teams[1])
        totals[TOTAL.saved_work, j] += saved
        charge(p, firms, ties, totals, slot, j, p[P.concept_share] * ties[TIE.work, slot])
    _decide(
        p, firms, ties, needs, need_tie, capacity, totals, library, tick, slot, i, j, c, teams[0],
        log,
    )  # fmt: skip


@inlined
def _evaluate(p, effort, c, served, teams):
    """Note what the teams put into the services in use: reviews, next steps, lessons."""
    for team in range(3):
        work = meeting_work(served, teams[team], p[P.meeting_hours])
        note_effort(effort, c, team, EVALUATE, work)


@inlined
def _map_data(p, firms, ties, slot, j):
    """Let the customer map its data while a project asks for it."""
    asked = ties[TIE.project, slot] > COLLECTING
    committed = side_commitment(p, firms, ties, slot, j, p[P.customer_funding]) if asked else 0.0
    ties[TIE.data_access, slot] = mapped_data(
        ties[TIE.data_access, slot], committed, p[P.mapping_rate], p[P.mapping_fade]
    )


@kernel
def _advance(
    p, firms, ties, needs, need_tie, capacity, totals, effort, library, seeds, tick, firm_key,
    tie_key, slot, i, j, c, mode, deciding, served, knowledge, log,
):  # fmt: skip
    """Take one relationship's project and services a month further."""
    committed = joint_commitment(p, firms, ties, slot, i, j)
    teams = (
        taking_part(p, p[P.steering_team], committed),
        taking_part(p, p[P.development_team], committed),
        taking_part(p, p[P.operations_team], committed),
    )
    _evaluate(p, effort, c, served, teams)
    stage, wanted = ties[TIE.project, slot], p[P.bundle_size] if mode == BIG_BANG else 1.0
    ties[TIE.stage_months, slot] += 1.0 if stage > IDLE else 0.0
    if stage == COLLECTING:
        _collect(p, ties, needs, need_tie, totals, effort, slot, j, c, wanted, teams[0])
    elif stage == PRIORITIZING and (ties[TIE.scope, slot] > 0.0 or slot == deciding):
        _prioritize(
            p, firms, ties, needs, need_tie, capacity, totals, effort, library, seeds, tick,
            firm_key, slot, i, j, c, wanted, teams, log,
        )  # fmt: skip
    elif stage == DEVELOPING:
        develop_solution(
            p, firms, ties, needs, need_tie, capacity, totals, effort, seeds, tick, tie_key, slot,
            i, j, c, mode == MICRO_SERVICE, teams, log,
        )  # fmt: skip
    elif stage == IMPLEMENTING:
        implement_solution(
            p, firms, ties, needs, need_tie, capacity, totals, effort, tick, slot, i, j, c,
            knowledge, teams, log,
        )  # fmt: skip


@inlined
def _begin_month(ties, links):
    """Clear what the month writes of a customer's relationships; tell whether any has projects."""
    busy = False
    for slot in links:
        ties[TIE.setback, slot] = 0.0
        ties[TIE.development_cost, slot] = 0.0
        busy |= ties[TIE.project, slot] > IDLE
    return busy


@kernel
def co_create(world, tick, low, high):
    """Let customers' needs arise, be noticed, and be worked on with their providers."""
    p, firms, ties, kind, seeds = world.settings, world.firms, world.ties, world.kind, world.seeds
    needs, need_tie, totals, effort = world.needs, world.need_tie, world.totals, world.effort
    source, target, customer, modules = world.source, world.target, world.customer, world.modules
    all_links, link_start, degree = world.links, world.link_start, world.degree
    keys, tie_key, industry_key = world.firm_key, world.tie_key, world.industry_key
    capability, operation, innovation = world.capability, world.operation, world.innovation
    log = (world.counters, world.events, world.event_detail)
    chances, capacity = np.zeros((2, NEEDS)), np.zeros(CHAIN)
    for j in range(low, high):
        c = customer[j]
        if c < 0 or firms[FIRM.alive, j] == 0.0:
            continue
        links = all_links[link_start[j] : link_start[j] + degree[j]]
        firms[FIRM.cost_development, j] = 0.0
        busy = _begin_month(ties, links)
        open_needs = renew_needs(
            p, firms, needs, need_tie, source, target, seeds, tick, keys[j], industry_key[j], j, c
        )
        if p[P.needs_arising] > 0.0:
            create_needs(
                p, firms, ties, kind, needs, need_tie, links, source, tie_key, modules, totals,
                seeds, tick, industry_key[j], j, c,
            )  # fmt: skip
        if open_needs == 0 and not busy:
            continue
        notice_needs(
            p, firms, ties, kind, needs, totals, effort, links, source, seeds, tick, keys[j], j, c,
            chances,
        )  # fmt: skip
        note_capacity(operation, needs, c, capacity)
        try_early_products(
            p, firms, ties, kind, needs, need_tie, capacity, totals, links, source, seeds, tick,
            keys[j], j, c, log,
        )  # fmt: skip
        deciding = _deciding(ties, kind, links, source)
        for slot in links:
            i = source[slot]
            if kind[i] != PROVIDER:
                continue
            served = _count(needs, need_tie, c, SERVED, slot)
            _map_data(p, firms, ties, slot, j)
            if served == 0 and ties[TIE.project, slot] == IDLE:
                continue
            _advance(
                p, firms, ties, needs, need_tie, capacity, totals, effort, modules[i], seeds, tick,
                keys[j], tie_key[slot], slot, i, j, c, innovation[i], deciding, served,
                capability[j, PROCESS_KNOWLEDGE], log,
            )  # fmt: skip
