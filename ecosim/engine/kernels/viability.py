"""Stage 7: balancing feedback, viability, and the end of firms that cannot pay."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.engine.world import CUSTOMER, DOMAINS, ESSENTIALS, TOTAL
from ecosim.rules.information import renewed_information
from ecosim.rules.viability import (
    closes_down,
    essential_margin,
    margin_tolerance,
    viability,
)

FIRST_YEAR = 12
# What is summed of services: place among the totals, and column of firms.
SERVICE_TOTALS = (
    (TOTAL.home, FIRM.revenue_product),
    (TOTAL.revenue_service, FIRM.revenue_service),
    (TOTAL.service_asked, FIRM.service_asked),
    (TOTAL.lost_wear, FIRM.lost_wear),
    (TOTAL.forecast_delivery, FIRM.forecast_delivery),
    (TOTAL.delivery, FIRM.delivery),
    (TOTAL.cost_operation, FIRM.cost_operation),
    (TOTAL.cost_customization, FIRM.cost_customization),
    (TOTAL.cost_capability, FIRM.cost_capability),
    (TOTAL.cost_opportunism, FIRM.cost_opportunism),
    (TOTAL.cost_platforms, FIRM.cost_platforms),
    (TOTAL.cost_meetings, FIRM.cost_meetings),
    (TOTAL.cost_development, FIRM.cost_development),
    (TOTAL.services, FIRM.services_in_use),
    (TOTAL.cancelled, FIRM.cancelled),
)


@kernel
def renew_information(world, tick, low, high):
    """Let firms renew their information by co-learning."""
    p, firms = world.settings, world.firms
    for i in range(low, high):
        total = 0.0
        for k in range(DOMAINS):
            world.information[i, k] = renewed_information(
                world.information[i, k],
                firms[FIRM.support, i],
                p[P.information_renewal],
                p[P.information_support],
            )
            total += world.information[i, k]
        firms[FIRM.information_mean, i] = total / DOMAINS


@inlined
def _essential(firms, kind, variable, i):
    """Return one of a firm's essential variables; customers are judged by what they receive."""
    if variable == 0:
        return firms[FIRM.liquidity, i]
    if variable == 1:
        return firms[FIRM.served, i] if kind == CUSTOMER else firms[FIRM.quality, i]
    if variable == 2:
        return firms[FIRM.interaction, i]
    if variable == 3:
        return firms[FIRM.information_mean, i]
    if variable == 4:
        return firms[FIRM.coverage, i]
    return 1.0 + firms[FIRM.operating_result, i]


@kernel
def assess(world, tick, low, high):
    """Compare every firm's essential variables with its own first year."""
    firms, reference = world.firms, world.reference
    looseness = world.settings[P.viability_tolerance]
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        firms[FIRM.age, i] += 1.0
        months = min(firms[FIRM.age, i], FIRST_YEAR)
        learning = firms[FIRM.age, i] <= FIRST_YEAR
        nearest = 1.0
        for v in range(ESSENTIALS):
            value = _essential(firms, world.kind[i], v, i)
            if learning:
                reference[v, i] += (value - reference[v, i]) / months
            tolerance = margin_tolerance(reference[v, i], looseness, v == ESSENTIALS - 1)
            nearest = min(nearest, essential_margin(value, reference[v, i], tolerance))
        firms[FIRM.viability, i] = viability(nearest)
        firms[FIRM.inside, i] = 1.0 if nearest >= 0.0 else 0.0
        _add_up(firms, world.totals, i)


@kernel
def _add_up(firms, totals, i):
    """Add a firm's month to its totals."""
    revenue = firms[FIRM.profit, i] + firms[FIRM.cost, i]
    disturbance = firms[FIRM.disturbance, i]
    result = min(1.0, max(-1.0, firms[FIRM.profit, i] / max(revenue, 1e-9)))
    totals[TOTAL.viability, i] += firms[FIRM.viability, i]
    totals[TOTAL.inside, i] += firms[FIRM.inside, i]
    totals[TOTAL.revenue, i] += revenue
    totals[TOTAL.profit, i] += firms[FIRM.profit, i]
    totals[TOTAL.foreign, i] += firms[FIRM.revenue_foreign, i]
    totals[TOTAL.partner_sales, i] += firms[FIRM.partner_sales, i]
    totals[TOTAL.coverage, i] += firms[FIRM.coverage, i]
    totals[TOTAL.support, i] += firms[FIRM.support, i]
    totals[TOTAL.disturbance, i] += disturbance
    totals[TOTAL.disturbance_squared, i] += disturbance * disturbance
    totals[TOTAL.result, i] += result
    totals[TOTAL.result_squared, i] += result * result
    for place, column in SERVICE_TOTALS:
        totals[place, i] += firms[column, i]


@kernel
def close_down(world, tick):
    """Close firms whose cash and credit are gone."""
    p, firms = world.settings, world.firms
    for i in range(len(world.kind)):
        cash, cost = firms[FIRM.cash, i], firms[FIRM.cost, i]
        if firms[FIRM.alive, i] > 0.0 and closes_down(cash, cost, p[P.credit]):
            firms[FIRM.alive, i] = 0.0
            _clear_flows(firms, i)
            world.months_in[i, :] = 0
            emit(
                world.counters, world.events, world.event_detail,
                tick, EVENT.firm_closed, i, -1, cash,
            )  # fmt: skip


@inlined
def _clear_flows(firms, i):
    """Leave a closed firm its cash and nothing else that moves."""
    for column in range(FIRM.revenue_product, FIRM.profit + 1):
        firms[column, i] = 0.0
    firms[FIRM.dividends, i] = 0.0
    firms[FIRM.entry_due, i] = 0.0
    firms[FIRM.quality, i] = 0.0
    firms[FIRM.viability, i] = 0.0
    firms[FIRM.inside, i] = 0.0
    firms[FIRM.markets_served, i] = 0.0
    firms[FIRM.services_in_use, i] = 0.0
    firms[FIRM.cancelled, i] = 0.0
