"""Stage: middle managers divide their time, look for opportunities and answer incidents."""

import numpy as np

from ecosim.compiled import inlined, kernel, scratch
from ecosim.declarations.columns import FIRM, NEED, TIE
from ecosim.engine.kernels.incidents import answer_incidents, incident_streams
from ecosim.engine.kernels.sales import most_relationships
from ecosim.engine.kernels.seeking import (
    ABILITIES,
    FUNDED,
    HIDDEN,
    MADE_DO,
    SPANNING,
    STRENGTH,
    UNITS,
    seek_opportunities,
    seeking_streams,
)
from ecosim.engine.settings import P
from ecosim.engine.world import NEEDS, PROVIDER, TOTAL
from ecosim.rules.boundary_spanning import joined_units, refined
from ecosim.rules.bricolage import funded, made_do, slack
from ecosim.rules.manager_attention import (
    free_time,
    handed_over,
    presence,
    service_time,
    task_time,
)
from ecosim.rules.manager_support import mandate, mandate_strength, supported

SERVED = 4.0
SEEKING = 0.1  # attention a customer gets that does not take part in anything yet

# Sums over a provider's customers.
ACCOUNTS, WILLING, KEPT, REALIZED = range(4)
SUMS = 4


@inlined
def _refine(p, needs, need_tie, first, slot, presence, abilities, sums):
    """Refine a customer's services; return how many, and how many needs are hidden."""
    services, hidden = 0.0, 0
    for k in range(first, first + NEEDS):
        hidden += needs[NEED.status, k] == HIDDEN
        if need_tie[k] == slot and needs[NEED.status, k] == SERVED:
            services += 1.0
            sums[REALIZED] += 1.0 if needs[NEED.origin, k] > 0.0 else 0.0
            better = refined(
                needs[NEED.performance, k], presence, abilities[UNITS], abilities[STRENGTH],
                p[P.exploitation_rate],
            )  # fmt: skip
            needs[NEED.performance, k] = better
            needs[NEED.design, k] = max(needs[NEED.design, k], better)
    return services, hidden


@kernel
def _review_accounts(
    p, handover, links, target, customer, ties, needs, need_tie, abilities, services, hidden, sums
):
    """Refine services and hand them over, and sum up what keeps managers busy.

    Writes services in use to ``services``, −1 for relationships that are no customer's account,
    and how many needs of that customer are hidden to ``hidden``.
    """
    sums[:] = 0.0
    for n in range(len(links)):
        slot = links[n]
        row, services[n] = customer[target[slot]], -1.0
        if row < 0 or ties[TIE.share, slot] == 0.0:
            continue
        reach = ties[TIE.outreach, slot]
        services[n], hidden[n] = _refine(
            p, needs, need_tie, row * NEEDS, slot, reach, abilities, sums
        )
        handed = handed_over(ties[TIE.handed_over, slot], services[n], handover)
        ties[TIE.handed_over, slot] = handed
        sums[KEPT] += services[n] - handed
        sums[ACCOUNTS] += 1.0
        sums[WILLING] += SEEKING + ties[TIE.co_production, slot]


@inlined
def _note_abilities(p, firms, i, abilities):
    """Write what a provider's managers can do, given what top management lends them."""
    support = firms[FIRM.manager_support, i]
    skilled = supported(p[P.support_training] * support, p[P.support_weight])
    spare = slack(firms[FIRM.cash, i], max(1e-9, firms[FIRM.cost, i]), p[P.slack_months])
    paid = funded(spare, p[P.support_resources] * support)
    abilities[SPANNING] = skilled * firms[FIRM.boundary_spanning, i]
    abilities[UNITS] = joined_units(
        firms[FIRM.coupling, i], skilled * firms[FIRM.boundary_spanning_inward, i],
        p[P.inward_unaided], p[P.inward_effect],
    )  # fmt: skip
    abilities[STRENGTH] = mandate_strength(
        firms[FIRM.mandate, i], p[P.support_authority] * support, p[P.mandate_effect]
    )
    abilities[FUNDED] = paid
    abilities[MADE_DO] = made_do(paid, skilled * firms[FIRM.bricolage, i], p[P.bricolage_effect])


@inlined
def _role_time(p, support, own, others):
    """Return the time for the services of one role, with the resources top management gives."""
    time = task_time(own, others, p[P.role_specialization], p[P.switching_loss])
    time *= supported(p[P.support_resources] * support, p[P.support_weight])
    return p[P.manager_time] * service_time(p[P.relationship_targets]) * time


@inlined
def _divide_time(p, firms, i, links, ties, services, sums, totals):
    """Write how present a provider's managers are to each customer."""
    support, kam, pdm = firms[FIRM.manager_support, i], firms[FIRM.kam, i], firms[FIRM.pdm, i]
    visiting = _role_time(p, support, kam, pdm) / max(1.0, sums[ACCOUNTS])
    making = _role_time(p, support, pdm, kam)
    free = free_time(making, sums[KEPT], p[P.service_upkeep])
    firms[FIRM.manager_free_time, i] = free / max(making, 1e-9)
    totals[TOTAL.manager_time, i] += making
    totals[TOTAL.manager_free_time, i] += free
    present = presence(visiting, p[P.presence_half])
    for n in range(len(links)):
        slot = links[n]
        ties[TIE.outreach, slot], ties[TIE.making, slot] = 0.0, 0.0
        if services[n] >= 0.0:
            willing = SEEKING + ties[TIE.co_production, slot]
            share = free * willing / sums[WILLING]
            ties[TIE.outreach, slot] = present
            ties[TIE.making, slot] = presence(share, p[P.presence_half])


@kernel
def manage(world, tick, low, high):
    """Let providers' managers divide their time, seek opportunities and answer incidents."""
    p, seeds, firms, kind, ties = world.settings, world.seeds, world.firms, world.kind, world.ties
    if p[P.manager_time] == 0.0 and p[P.incident_response] == 1.0:
        return
    all_links, link_start, degree = world.links, world.link_start, world.degree
    target, customer, keys, firm_key = world.target, world.customer, world.tie_key, world.firm_key
    needs, need_tie, totals = world.needs, world.need_tie, world.totals
    modules = world.modules
    log = (world.counters, world.events, world.event_detail)
    sums, abilities = scratch(SUMS), scratch(ABILITIES)
    most = most_relationships(degree, low, high)
    services, hidden = np.empty(most), np.empty(most, np.int64)
    seeking, incidents = seeking_streams(seeds, tick), incident_streams(seeds, tick)
    for i in range(low, high):
        if kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        _note_abilities(p, firms, i, abilities)
        handover = p[P.handover_rate] * firms[FIRM.handover, i]
        _review_accounts(
            p, handover, links, target, customer, ties, needs, need_tie, abilities, services,
            hidden, sums,
        )  # fmt: skip
        firms[FIRM.mandate, i] = mandate(
            firms[FIRM.service_orientation, i], sums[REALIZED], p[P.mandate_half]
        )
        _divide_time(p, firms, i, links, ties, services, sums, totals)
        seek_opportunities(
            p, seeds, seeking, tick, i, links, services, hidden, target, customer, keys, firm_key,
            firms, ties, needs, modules[i], abilities, totals, log,
        )  # fmt: skip
        answer_incidents(p, incidents, tick, i, links, target, keys, services, ties, totals, log)
