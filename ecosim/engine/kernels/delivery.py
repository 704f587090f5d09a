"""Part of closing the books: what delivery of its services costs a provider, cause by cause."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.rules.accounts import scale
from ecosim.rules.delivery import (
    capability_cost,
    customization_cost,
    learned_forecast,
    parallel_platform_cost,
    platforms,
    practised_unit,
    update_cost,
    updates_made,
    updates_waiting,
)
from ecosim.rules.wear import lost_wear


@kernel
def _add_up_services(links, ties, firms, i, meeting_cost):
    """Write what a provider's customers pay, ask of it and no longer buy.

    Returns customers with services in use, cost of plain operation, and its tailored part.
    """
    customers, running, tailored = 0.0, 0.0, 0.0
    revenue, asked, used, lost, taken = 0.0, 0.0, 0.0, 0.0, 0.0
    for slot in links:
        if ties[TIE.in_use, slot] > 0.0:
            customers += 1.0
            used += ties[TIE.in_use, slot]
            running += ties[TIE.running, slot]
            tailored += ties[TIE.tailored_running, slot]
            revenue += ties[TIE.service_fee, slot]
            asked += ties[TIE.service_asked, slot]
            taken += ties[TIE.exploited, slot]
            saved = ties[TIE.wear_saved, slot]
            lost += lost_wear(ties[TIE.trade, slot], firms[FIRM.spare_part_share, i], saved)
    firms[FIRM.services_in_use, i] = used
    firms[FIRM.revenue_service, i] = revenue
    firms[FIRM.service_asked, i] = asked
    firms[FIRM.lost_wear, i] = lost
    firms[FIRM.cost_opportunism, i] = taken
    firms[FIRM.cost_meetings, i] = customers * meeting_cost
    return customers, running, tailored


@inlined
def _practise(p, firms, column, i, load):
    """Let a unit learn from the services it runs."""
    firms[column, i] = practised_unit(firms[column, i], load, p[P.unit_pace], p[P.unit_fade])


@inlined
def _update_platforms(p, firms, i, number, size):
    """Let the back office update what it can of the platforms; return what all of it costs."""
    change = p[P.requirement_pace] + firms[FIRM.upheaval, i]
    waiting = updates_waiting(firms[FIRM.updates_waiting, i], number, change)
    made = updates_made(waiting, p[P.update_pace])
    firms[FIRM.updates_waiting, i] = waiting - made
    return update_cost(made, waiting - made, size, p[P.update_price], p[P.makeshift_price])


@kernel
def deliver_services(p, links, ties, firms, i):
    """Write what its services bring and cost a provider, and let its units learn."""
    meeting_cost = p[P.meeting_cost] * p[P.meeting_rate]
    customers, running, tailored = _add_up_services(links, ties, firms, i, meeting_cost)
    sharing, size = p[P.platform_sharing], scale(firms[FIRM.employees, i])
    number = platforms(customers, sharing)
    own = min(number, 1.0) / max(number, 1.0)
    renewal = _update_platforms(p, firms, i, number, size)
    operation = p[P.operation_effect] * running + own * renewal
    custom = customization_cost(running, tailored / max(running, 1e-12), p[P.customization_effect])
    front, back = firms[FIRM.front_end, i], firms[FIRM.back_end, i]
    missing = capability_cost(running, front, back, p[P.capability_effect])
    parallel = (1.0 - own) * renewal + parallel_platform_cost(
        number, customers, sharing, size, p[P.platform_upkeep], p[P.integration_layer]
    )
    delivery = operation + custom + missing + parallel + firms[FIRM.cost_opportunism, i]
    excess = firms[FIRM.forecast_excess, i]
    firms[FIRM.cost_operation, i] = operation
    firms[FIRM.cost_customization, i] = custom
    firms[FIRM.cost_capability, i] = missing
    firms[FIRM.cost_platforms, i] = parallel
    firms[FIRM.delivery, i] = delivery
    firms[FIRM.forecast_delivery, i] = running * (1.0 + excess)
    if customers > 0.0:
        firms[FIRM.forecast_excess, i] = learned_forecast(
            excess, delivery, running, firms[FIRM.information_mean, i], p[P.forecast_learning]
        )
        load = firms[FIRM.services_in_use, i] / number
        _practise(p, firms, FIRM.front_end, i, load)
        _practise(p, firms, FIRM.back_end, i, load)
