"""Accounts: what a firm earns and spends in a month. Money only moves; none appears or vanishes."""

import math

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def delivered_quality(coverage: float, coupling: float, supply_gap: float) -> float:
    """Return the quality a firm delivers.

        quality = coverage · (0.7 + 0.3·coupling) · (1 − supply gap)

    Parameters
    ----------
    coverage : share of required capabilities that is met, 0..1
    coupling : consonance of front and back end, 0..1
    supply_gap : share of supplies missing, 0..1

    Source: [DS] §4.1.1, silos lead to wrong and late deliveries. Ours: the weights, and that nobody
    delivers well what it cannot do.

    >>> round(delivered_quality(0.8, 0.6, 0.0), 4)
    0.704
    """
    return coverage * (0.7 + 0.3 * coupling) * (1.0 - supply_gap)


@rule
def own_business(turnover: float, gap: float, served: float) -> float:
    """Return what a firm earns outside the modelled relationships in a month, in MSEK.

        revenue = turnover · (1 − gap) · (0.9 + 0.1·served)

    Parameters
    ----------
    turnover : in normal times, MSEK per month, at least 0
    gap : share of demand missing, 0..1
    served : how well its own suppliers served it, at least 0; 1 is fully

    Source: Ours: customers' and partners' own markets lie outside the model.

    >>> round(own_business(10.0, 0.1, 0.8), 4)
    8.82
    """
    return turnover * (1.0 - gap) * (0.9 + 0.1 * served)


@rule
def materials(revenue: float, share: float, supply_gap: float) -> float:
    """Return the cost of materials and goods, in MSEK.

        cost = revenue · share · (1 + supply gap)

    Parameters
    ----------
    revenue : MSEK this month, at least 0
    share : cost as a share of revenue in normal times, 0..1
    supply_gap : share of supplies missing, 0..1

    Source: Ours: a fixed share in normal times, and scarcity raises prices.

    >>> round(materials(2.0, 0.3, 0.1), 4)
    0.66
    """
    return revenue * share * (1.0 + supply_gap)


@rule
def adjusted_staff(employees: float, revenue: float, productivity: float, pace: float) -> float:
    """Return the number of employees after a month; staff follows business slowly.

        n′ = max(1, n + pace·(revenue/productivity − n))

    Parameters
    ----------
    employees : n, full-time equivalents, at least 1
    revenue : MSEK this month, at least 0
    productivity : MSEK per employee and month at the start, above 0
    pace : per month, 0..1

    Source: Ours: without it every lasting change of demand ends in exit or boundless profit.

    >>> round(adjusted_staff(10.0, 1.5, 0.1, 0.05), 4)
    10.25
    """
    return max(1.0, employees + pace * (revenue / productivity - employees))


@rule
def liquidity(cash: float, monthly_cost: float) -> float:
    """Return how well a firm can pay: cash against three months of cost.

        liquidity = clip(cash / (3·max(cost, 10⁻⁹)), 0, 1)

    Parameters
    ----------
    cash : MSEK, any number
    monthly_cost : MSEK, at least 0

    Source: [DS] §2.2, able to restore balance. Ours: three months are a common yardstick.

    >>> round(liquidity(1.5, 1.0), 4)
    0.5
    """
    return clip(cash / (3.0 * max(monthly_cost, 1e-9)), 0.0, 1.0)


@rule
def operating_margin(profit: float, revenue: float) -> float:
    """Return what share of its revenue a firm keeps as profit, or loses.

        margin = clip(profit / max(revenue, 10⁻⁹), −1, 1)

    Parameters
    ----------
    profit : MSEK, any number
    revenue : MSEK, at least 0

    Source: Ours: the usual measure of a result; held to ±1, as revenue may be next to nothing.

    >>> round(operating_margin(0.2, 2.0), 4)
    0.1
    """
    return clip(profit / max(revenue, 1e-9), -1.0, 1.0)


@rule
def partner_use(routines: float) -> float:
    """Return how much of a partner's full service a provider uses.

        use = 0.25 + 0.75·k

    Parameters
    ----------
    routines : k, 0..1

    Source: [RT] "Digitally enabled knowledge-sharing routines", openness and use. Ours: a quarter
    works without any routines.

    >>> round(partner_use(0.4), 4)
    0.55
    """
    return 0.25 + 0.75 * routines


@rule
def service_fee(price: float, sales: float, use: float) -> float:
    """Return what a partner or carrier charges a provider in a month, in MSEK.

        fee = price · sales · use

    Parameters
    ----------
    price : share of the provider's home sales asked for full service, 0..1
    sales : the provider's home sales, MSEK per month, at least 0
    use : share of full service used, 0..1

    Source: Ours: others' help must cost something, or every provider would take all of it.

    >>> round(service_fee(0.03, 2.0, 0.5), 4)
    0.03
    """
    return price * sales * use


@rule
def scale(employees: float) -> float:
    """Return the scale by which coordination costs grow with size.

        scale = √employees

    Parameters
    ----------
    employees : full-time equivalents, at least 0

    Source: Ours: keeping up a relationship costs a large firm more, but less than in proportion.

    >>> scale(49.0)
    7.0
    """
    return math.sqrt(employees)


@rule
def dividend(cash: float, monthly_cost: float, share: float) -> float:
    """Return what a firm pays out to its owners in a month, in MSEK.

        dividend = share · max(0, cash − 6·cost)

    Parameters
    ----------
    cash : MSEK, any number
    monthly_cost : MSEK, at least 0
    share : of what exceeds six months of cost, paid out per month, 0..1

    Source: Ours: owners expect a return, and money that no one needs does not pile up in firms.

    >>> round(dividend(8.0, 1.0, 0.1), 4)
    0.2
    """
    return share * max(0.0, cash - 6.0 * monthly_cost)


@rule
def deliverable_share(
    volume: float, employees: float, productivity: float, overtime: float, abroad: float
) -> float:
    """Return the share of its home demand that a firm has the people to serve this month.

        share = min(1, max(0, overtime·n·productivity − abroad) / volume)

    Parameters
    ----------
    volume : what customers want to buy, at full quality, MSEK this month, at least 0
    employees : n, full-time equivalents, at least 0
    productivity : normal output of one employee at full quality, MSEK per month, at least 0
    overtime : most against normal output, at least 1
    abroad : foreign sales already promised, at full quality, MSEK per month, at least 0

    Source: Ours: a small firm cannot triple its sales before it has the people.

    >>> round(deliverable_share(1.0, 5.0, 0.1, 1.25, 0.125), 4)
    0.5
    """
    capacity = max(0.0, overtime * employees * productivity - abroad)
    return min(1.0, capacity / max(volume, 1e-9))


@rule
def volume(revenue: float, quality: float) -> float:
    """Return the volume behind a provider's revenue: customers pay in proportion to quality.

        volume = revenue / max(0.05, quality)

    Parameters
    ----------
    revenue : MSEK per month, at least 0
    quality : of delivery, 0..1

    Source: [AC] §4.1, price and perceived value. Ours: proportional; so better work earns more
    with the same people.

    >>> round(volume(0.6, 0.75), 4)
    0.8
    """
    return revenue / max(0.05, quality)
