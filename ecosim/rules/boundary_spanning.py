"""Boundary spanning: account managers find opportunities outside and realize them inside."""

from ecosim.compiled import rule


@rule
def insight(
    spanning: float, value_in_use: float, unaided: float, effect: float, floor: float
) -> float:
    """Return what presence in a customer's operation lets an account manager see.

        insight = b₀ + b·spanning·[f + (1 − f)·u]

    Parameters
    ----------
    spanning : outward boundary spanning, 0..1
    value_in_use : u, value as the customer judges it in using the offer, 0..1
    unaided : b₀, what anyone on the spot sees, 0..1
    effect : b, at least 0
    floor : f, share of what a boundary spanner sees without any value in use to start from, 0..1

    Source: [EM] §4.1, P1: value-in-use leads to discovery through boundary spanning. Ours: the
    form.

    >>> round(insight(0.6, 0.5, 0.1, 0.9, 0.4), 4)
    0.478
    """
    return unaided + effect * spanning * (floor + (1.0 - floor) * value_in_use)


@rule
def solution_chance(months_left: float, entry: float, half: float, targets: float) -> float:
    """Return the chance that a need found becomes a solution and no like-for-like order.

        P = l/(l + h) · (0.4 + 0.6·r),  l = min(months left, entry)

    Parameters
    ----------
    months_left : until the customer's plan for the year is fixed, at least 0
    entry : months before that at which the account manager joins the planning, at least 0
    half : h, months of planning together that make a solution as likely as not, above 0
    targets : r, how far managers' targets reward agreements rather than spot sales, 0..1

    Source: [EM] §4.2, account managers who join the customer's annual planning; §5.2, targets.
    Ours: the form.

    >>> round(solution_chance(6.0, 3.0, 3.0, 1.0), 4)
    0.5
    """
    lead = min(months_left, entry)
    return lead / (lead + half) * (0.4 + 0.6 * targets)


@rule
def joined_units(coupling: float, spanning: float, unaided: float, effect: float) -> float:
    """Return how many of the provider's units join in a solution.

        units = 1 + 3·coupling·min(1, b₀ + b·spanning)

    Parameters
    ----------
    coupling : consonance of the provider's front and back end; 0 where each unit is a silo, 0..1
    spanning : inward boundary spanning, 0..1
    unaided : b₀, how far units join of themselves, 0..1
    effect : b, at least 0

    Source: [EM] §4.2, §4.5: divisions stop working in silos, and the expertise of own units is
    joined. Ours: the form.

    >>> round(joined_units(0.5, 0.6, 0.2, 0.8), 4)
    2.02
    """
    return 1.0 + 3.0 * coupling * min(1.0, unaided + effect * spanning)


@rule
def conversion(units: float) -> float:
    """Return the chance that the organization takes up what a manager proposes.

        P = units/4

    Parameters
    ----------
    units : of the provider that join, 1..4

    Source: [EM] §5.2: individual action becomes value only through the organization. Ours: the
    form.

    >>> conversion(2.0)
    0.5
    """
    return 0.25 * units


@rule
def refined(
    performance: float, presence: float, units: float, strength: float, rate: float
) -> float:
    """Return the performance of a service after a month of refining it.

        s′ = s + min(1, rate·presence·(units − 1)/3·strength)·(1 − s)

    Parameters
    ----------
    performance : s, how well the service does what it should, 0..1
    presence : of account managers in the customer's operation, 0..1
    units : of the provider that join, 1..4
    strength : factor of the managers' mandate, at least 1
    rate : per month, 0..1

    Source: [EM] §4.2, P2: servitization raises value-in-use through exploitation, refining and
    extending what one has. Ours: the form.

    >>> round(refined(0.6, 0.5, 2.5, 1.2, 0.1), 4)
    0.612
    """
    pull = rate * presence * (units - 1.0) / 3.0 * strength
    return performance + min(1.0, pull) * (1.0 - performance)
