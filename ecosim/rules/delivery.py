"""Delivery of services: what running them costs, which looks little because little is built."""

from ecosim.compiled import rule


@rule
def service_running_cost(effort: float, person_month: float, share: float) -> float:
    """Return what plain operation of a service costs in a month, in MSEK.

        cost = effort · cost of a person-month · share

    Parameters
    ----------
    effort : that went into it, person-months, at least 0
    person_month : MSEK, at least 0
    share : of the cost of building it, per month, 0..1

    Source: [AC] §4.1, software and sensors must be operated. Ours: in proportion to its size.

    >>> round(service_running_cost(8.0, 0.09, 0.01), 5)
    0.0072
    """
    return effort * person_month * share


@rule
def customization_cost(running: float, tailored: float, effect: float) -> float:
    """Return what keeping up custom work costs in a month, in MSEK.

        cost = e · running · tailored

    Parameters
    ----------
    running : cost of plain operation, MSEK per month, at least 0
    tailored : share of the service that fits one customer alone, 0..1
    effect : e, at least 0

    Source: [AC] §4.1, limited scalability: in-house effort tied to one customer. Ours: the form.

    >>> round(customization_cost(0.02, 0.5, 1.0), 4)
    0.01
    """
    return effect * running * tailored


@rule
def capability_cost(running: float, front_end: float, back_end: float, effect: float) -> float:
    """Return what missing capability at both ends of the provider costs in a month, in MSEK.

        cost = e · running · [(1 − front) + (1 − back)]

    Parameters
    ----------
    running : cost of plain operation, MSEK per month, at least 0
    front_end : how well sales and service units know the new work, 0..1
    back_end : how well development and operation units know it, 0..1
    effect : e, at least 0

    Source: [AC] §4.1, routines and tools in front-end and back-end units. Ours: the form.

    >>> round(capability_cost(0.02, 0.5, 0.25, 0.6), 4)
    0.015
    """
    return effect * running * ((1.0 - front_end) + (1.0 - back_end))


@rule
def practised_unit(level: float, load: float, pace: float, fade: float) -> float:
    """Return how well a unit knows the new work after another month.

        x′ = clip(x + pace·load/(1 + load)·(1 − x) − fade·x, 0, 1)

    Parameters
    ----------
    level : x, 0..1
    load : services in use for each platform, at least 0
    pace : per month of full practice, 0..1
    fade : per month, 0..1

    Source: [AC] §5, learning by doing. Ours: practice spread over platforms teaches less.

    >>> round(practised_unit(0.4, 3.0, 0.04, 0.01), 4)
    0.414
    """
    practice = pace * load / (1.0 + load) * (1.0 - level)
    return min(1.0, max(0.0, level + practice - fade * level))


@rule
def platforms(customers: float, sharing: float) -> float:
    """Return how many platforms a provider runs.

        k = 1 + (n − 1)⁺·(1 − s);  0 without customers

    Parameters
    ----------
    customers : n, with services in use, at least 0
    sharing : s, how far they are served from one common platform, 0..1

    Source: [AC] §4.1, many diverse platforms against a common one. Ours: the form.

    >>> platforms(5.0, 0.5)
    3.0
    """
    return min(customers, 1.0) + max(0.0, customers - 1.0) * (1.0 - sharing)


@rule
def updates_waiting(waiting: float, platforms: float, change: float) -> float:
    """Return how many platforms' worth of updates wait for the back office.

        w′ = min(k, w + k · change)

    Parameters
    ----------
    waiting : w, left from the month before, in platforms wholly out of date, at least 0
    platforms : k, at least 0
    change : rise of what technology asks for this month, at least 0

    Source: [AC] §4.1, software and sensors updated as technology and demands change. Ours: each
    platform needs the same for each change, and none can be more than wholly out of date.

    >>> round(updates_waiting(0.1, 3.0, 0.3), 4)
    1.0
    """
    return min(platforms, waiting + platforms * change)


@rule
def updates_made(waiting: float, pace: float) -> float:
    """Return how many platforms' worth of updates a back office makes in a month.

        made = min(w, pace)

    Parameters
    ----------
    waiting : w, in platforms wholly out of date, at least 0
    pace : the most it can make, platforms per month, at least 0

    Source: [AC] §4.1, many platforms weigh the back office down. Ours: it has so many hands; the
    larger the firm, the more of them, and the larger its platforms.

    >>> updates_made(1.0, 0.05)
    0.05
    """
    return min(waiting, pace)


@rule
def update_cost(made: float, waiting: float, scale: float, price: float, makeshift: float) -> float:
    """Return what updates, and doing without those that wait, cost in a month, in MSEK.

        cost = scale · (price · made + makeshift · waiting)

    Parameters
    ----------
    made : updates made, in platforms wholly out of date, at least 0
    waiting : those that still wait, likewise, at least 0
    scale : of the firm, at least 0
    price : MSEK for a platform wholly out of date at scale 1, at least 0
    makeshift : MSEK per month for such a platform that must do as it is, at scale 1, at least 0

    Source: [AC] §4.1, cost of updates, and of back offices that work around many platforms. Ours:
    in proportion.

    >>> round(update_cost(0.05, 0.95, 8.0, 0.15, 0.01), 4)
    0.136
    """
    return scale * (price * made + makeshift * waiting)


@rule
def parallel_platform_cost(
    platforms: float, customers: float, sharing: float, scale: float, cost: float, layer: float
) -> float:
    """Return what further platforms, or the layer that spares them, cost in a month, in MSEK.

        cost = c · scale · [(k − 1)⁺ + layer·s·(n − 1)⁺]

    Parameters
    ----------
    platforms : k, at least 0
    customers : n, with services in use, at least 0
    sharing : s, how far they are served from one common platform, 0..1
    scale : of the firm, at least 0
    cost : c, MSEK per month for a platform at scale 1, at least 0
    layer : cost of integrating a customer against a platform of its own, 0..1

    Source: [AC] §4.1, parallel platforms weigh down the back office; a common one with an
    integration layer does not. Ours: the form.

    >>> round(parallel_platform_cost(3.0, 5.0, 0.5, 8.0, 0.002, 0.25), 4)
    0.04
    """
    layers = layer * sharing * max(0.0, customers - 1.0)
    return cost * scale * (max(0.0, platforms - 1.0) + layers)


@rule
def learned_forecast(
    excess: float, delivery: float, running: float, information: float, pace: float
) -> float:
    """Return what a provider believes delivery costs beyond plain operation, as a share of it.

        x′ = max(0, x + pace·information·(delivery/running − 1 − x))

    Parameters
    ----------
    excess : x, believed now, at least 0
    delivery : what delivery really cost this month, MSEK, at least 0
    running : cost of plain operation, MSEK this month, at least 0
    information : freshness of the provider's information, 0..1
    pace : per month, 0..1

    Source: [AC] §4.1, digital looks cheap because little is built. Ours: a forecast that starts at
    plain operation and learns from what it sees.

    >>> round(learned_forecast(0.0, 0.03, 0.01, 0.5, 0.1), 4)
    0.1
    """
    seen = delivery / max(running, 1e-9) - 1.0
    return max(0.0, excess + pace * information * (seen - excess))
