"""Planning of trips: what a carrier can plan with, how full it drives, what it charges."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def order_information(coupling: float, routines: float, visibility: float) -> float:
    """Return how much of a provider's orders a carrier sees in time to plan with it.

        o = v · coupling · (0.3 + 0.7·k)

    Parameters
    ----------
    coupling : consonance of the provider's front and back end, 0..1
    routines : k between provider and carrier, 0..1
    visibility : v, share of orders that providers show at all, 0..1

    Source: [DS] §4.1.1, orders kept apart in front and back end, trips poorly planned. Ours: the
    form; what is not joined inside cannot be shared outside.

    >>> round(order_information(0.6, 0.5, 1.0), 4)
    0.39
    """
    return visibility * coupling * (0.3 + 0.7 * routines)


@rule
def planning_quality(
    orders: float,
    consonance: float,
    tracking: float,
    base: float,
    consonance_effect: float,
    tracking_effect: float,
) -> float:
    """Return how well a carrier can plan loads and trips for one provider.

        P = clip(o · (b + b_κ·κ + b_t·T), 0, 1)

    Parameters
    ----------
    orders : o, share of orders seen in time, 0..1
    consonance : κ of provider and carrier, 0..1
    tracking : T, mastery of tracking technology, 0..1
    base : b, what seen orders alone allow, 0..1
    consonance_effect : b_κ, 0..1
    tracking_effect : b_t, 0..1

    Source: [DS] §4.1.1, §4.1.2, order data and tracking improve planning. Ours: the product, so
    that tracking pays only together with sharing.

    >>> round(planning_quality(0.4, 0.5, 1.0, 0.4, 0.3, 0.5), 4)
    0.42
    """
    return clip(
        orders * (base + consonance_effect * consonance + tracking_effect * tracking), 0.0, 1.0
    )


@rule
def load_factor(planning: float, unplanned: float, planned: float) -> float:
    """Return how full a carrier drives.

        L = l₀ + (l₁ − l₀)·P

    Parameters
    ----------
    planning : P, mean over its relationships, 0..1
    unplanned : l₀, with no planning at all, 0..1
    planned : l₁, with perfect planning, 0..1

    Source: [DS] §4.1.1, trips and loads are poorly planned. Ours: linear.

    >>> round(load_factor(0.5, 0.4, 0.9), 4)
    0.65
    """
    return unplanned + (planned - unplanned) * planning


@rule
def load_surcharge(load: float, normal: float, pricing: float) -> float:
    """Return what a carrier adds to its price; below 0 it takes off.

        surcharge = e · (L₀/L − 1)

    Parameters
    ----------
    load : L, how full it drives, above 0
    normal : L₀, the load factor at which its price is the one it asks, 0..1
    pricing : e, how far price follows the cost of a unit carried, 0..1

    Source: [DS] §4.1.1, badly planned carriers raise prices. Ours: cost-plus on the observed load;
    a trip costs the same full or empty.

    >>> round(load_surcharge(0.4, 0.5, 1.0), 4)
    0.25
    """
    return pricing * (normal / load - 1.0)
