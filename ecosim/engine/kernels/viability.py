"""Stage 7: balancing feedback, viability, and the end of firms that cannot pay."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.engine.world import CUSTOMER, DOMAINS, ESSENTIALS, TOTAL
from ecosim.rules.accounts import operating_margin
from ecosim.rules.information import renewed_information
from ecosim.rules.viability import (
    closes_down,
    essential_margin,
    margin_tolerance,
    viability,
)
from ecosim.several import in_order, keep, several

FIRST_YEAR = 12
AT_ONCE = 4  # firms whose months are added up side by side
# What is summed over months as it stands: place among the totals, and column of firms.
SUMMED = (
    (TOTAL.viability, FIRM.viability),
    (TOTAL.inside, FIRM.inside),
    (TOTAL.profit, FIRM.profit),
    (TOTAL.foreign, FIRM.revenue_foreign),
    (TOTAL.partner_sales, FIRM.partner_sales),
    (TOTAL.coverage, FIRM.coverage),
    (TOTAL.support, FIRM.support),
    (TOTAL.disturbance, FIRM.disturbance),
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
    p, firms, information = world.settings, world.firms, world.information
    for i in range(low, high):
        known = renewed_information(
            several(information, (i, 0), DOMAINS),
            firms[FIRM.support, i],
            p[P.information_renewal],
            p[P.information_support],
        )
        keep(known, information, (i, 0))
        firms[FIRM.information_mean, i] = in_order(known) / DOMAINS


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
    firms, reference, totals, kind = world.firms, world.reference, world.totals, world.kind
    looseness = world.settings[P.viability_tolerance]
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        firms[FIRM.age, i] += 1.0
        months = min(firms[FIRM.age, i], FIRST_YEAR)
        learning = firms[FIRM.age, i] <= FIRST_YEAR
        nearest = 1.0
        for v in range(ESSENTIALS):
            value = _essential(firms, kind[i], v, i)
            if learning:
                reference[v, i] += (value - reference[v, i]) / months
            tolerance = margin_tolerance(reference[v, i], looseness, v == ESSENTIALS - 1)
            nearest = min(nearest, essential_margin(value, reference[v, i], tolerance))
        firms[FIRM.viability, i] = viability(nearest)
        firms[FIRM.inside, i] = 1.0 if nearest >= 0.0 else 0.0
    _add_up(firms, totals, low, high)


def _adding(width):
    """Return a part that adds the month of so many firms to their totals."""

    @inlined
    def add(firms, totals, i):
        """Add what stands in columns, and what follows from them; firms that closed add nothing."""
        alive = several(firms, (FIRM.alive, i), width)
        for place, column in SUMMED:
            total, amount = several(totals, (place, i), width), several(firms, (column, i), width)
            keep(total + alive * amount, totals, (place, i))
        profit = several(firms, (FIRM.profit, i), width)
        revenue = profit + several(firms, (FIRM.cost, i), width)
        result = operating_margin(profit, revenue)
        disturbance = several(firms, (FIRM.disturbance, i), width)
        for place, amount in (
            (TOTAL.revenue, revenue),
            (TOTAL.result, result),
            (TOTAL.result_squared, result * result),
            (TOTAL.disturbance_squared, disturbance * disturbance),
        ):
            keep(several(totals, (place, i), width) + alive * amount, totals, (place, i))

    return add


_add_several, _add_one = _adding(AT_ONCE), _adding(1)


@kernel
def _add_up(firms, totals, low, high):
    """Add the month of firms in business to their totals."""
    last = low + (high - low) // AT_ONCE * AT_ONCE
    for i in range(low, last, AT_ONCE):
        _add_several(firms, totals, i)
    for i in range(last, high):
        _add_one(firms, totals, i)


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
