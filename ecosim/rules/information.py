"""Information: the fast layer of a firm's variety; it ages, and co-learning renews it."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def aged_information(information: float, ageing: float, surprise: float) -> float:
    """Return what is left of a firm's information after a month of change around it.

        i′ = i·(1 − ageing)·(1 − surprise)

    Parameters
    ----------
    information : i, 0..1
    ageing : share lost per month in quiet times, 0..1
    surprise : share made worthless by this month's shock, 0..1

    Source: [DS] §2.2, information variety. Ours: the form.

    >>> round(aged_information(0.6, 0.02, 0.1), 4)
    0.5292
    """
    return information * (1.0 - ageing) * (1.0 - surprise)


@rule
def renewed_information(
    information: float, support: float, base: float, support_effect: float
) -> float:
    """Return information after co-learning: the balancing feedback.

        i′ = clip(i + (base + b·R)(1 − i), 0, 1)

    Parameters
    ----------
    information : i, 0..1
    support : R, 0..1
    base : per month without partners, 0..1
    support_effect : b, per month at full support, 0..1

    Source: [DS] §5, balancing feedback: co-learning renews knowledge. Ours: the form.

    >>> round(renewed_information(0.5, 0.4, 0.02, 0.10), 4)
    0.53
    """
    return clip(information + (base + support_effect * support) * (1.0 - information), 0.0, 1.0)
