"""Stage: goods reach customers, in time and as ordered or not."""

from ecosim.compiled import kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.carriers import (
    borne_by_provider,
    outlay_of,
    planned,
    run_tracking,
    weigh_tracking,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import CUSTOMER, LOGISTICS, PROVIDER
from ecosim.rules.accounts import scale
from ecosim.rules.deliveries import failed_share, late_share, remembered_failures, wrong_share
from ecosim.rules.tracking import lost_returns, meeting_cost

DELIVERY = int(Purpose.DELIVERY)


@kernel
def _use_carriers(p, links, ties, firms, kind, target, i):
    """Write how well each carrier can plan for a provider.

    Returns the mean planning, the mean mastery of tracking, and what meetings and agreements cost.
    """
    planning, tracking, carriers, cost = 0.0, 0.0, 0.0, 0.0
    coupling, size = firms[FIRM.coupling, i], scale(firms[FIRM.employees, i])
    for slot in links:
        j = target[slot]
        if kind[j] != LOGISTICS:
            continue
        mastery = firms[FIRM.tracking, j]
        found = planned(p, coupling, ties[TIE.routines, slot], ties[TIE.consonance, slot], mastery)
        ties[TIE.planning, slot] = found
        planning, tracking, carriers = planning + found, tracking + mastery, carriers + 1.0
        if mastery > 0.0:
            cost += borne_by_provider(p, ties, firms, slot, j) * outlay_of(p, firms, j)
        else:
            cost += meeting_cost(p[P.carrier_meetings], p[P.carrier_meeting_cost], size)
    if carriers == 0.0:  # with lorries of its own, which see all its orders
        return planned(p, coupling, 1.0, 1.0, 0.0), 0.0, 0.0
    return planning / carriers, tracking / carriers, cost


@kernel
def _deliver(p, links, ties, kind, target, tie_key, key, failing):
    """Let deliveries to customers succeed or fail, and customers remember it."""
    for slot in links:
        if kind[target[slot]] == CUSTOMER:
            failed = 1.0 if uniform(key, tie_key[slot]) < failing else 0.0
            ties[TIE.missed, slot] = remembered_failures(
                ties[TIE.missed, slot], failed, p[P.delivery_memory]
            )
            harm = failed * p[P.delivery_harm]
            ties[TIE.setback, slot] = max(ties[TIE.setback, slot], harm)


@kernel
def plan_shipments(world, tick, low, high):
    """Let carriers plan for providers, and providers deliver."""
    p, firms, ties, kind = world.settings, world.firms, world.ties, world.kind
    if p[P.late_rate] + p[P.wrong_rate] + p[P.load_pricing] + p[P.planning_tracking] == 0.0:
        return
    source, target, tie_key = world.source, world.target, world.tie_key
    key = stream(world.seeds, DELIVERY, tick)
    all_links, link_start, degree = world.links, world.link_start, world.degree
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        if kind[i] == LOGISTICS:
            run_tracking(p, links, ties, firms, i)
            if firms[FIRM.tracking, i] == 0.0:
                weigh_tracking(p, links, ties, firms, source, i)
        elif kind[i] == PROVIDER:
            planning, tracking, cost = _use_carriers(p, links, ties, firms, kind, target, i)
            coupling, information = firms[FIRM.coupling, i], firms[FIRM.information_mean, i]
            late = late_share(planning, p[P.late_rate])
            wrong = wrong_share(coupling, information, p[P.wrong_rate])
            firms[FIRM.late_share, i] = late
            firms[FIRM.wrong_share, i] = wrong
            sales, recovered = firms[FIRM.revenue_product, i], p[P.return_recovery] * tracking
            cost += lost_returns(wrong, sales, p[P.return_loss], recovered)
            firms[FIRM.cost_logistics, i] = cost
            _deliver(p, links, ties, kind, target, tie_key, key, failed_share(late, wrong))
