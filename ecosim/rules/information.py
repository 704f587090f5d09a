"""Information: the fast layer of a firm's variety; it ages, and co-learning renews it."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def aged_information(information, ageing, surprise):
    """Return what is left of a firm's information after a month of change around it.

        i′ = i·(1 − ageing)·(1 − surprise)

    Parameters
    ----------
    information : i, 0..1
    ageing : share lost per month in quiet times
    surprise : share made worthless by this month's shock, 0..1

    Source: [DS] §2.2, information variety; the form is Ours.

    >>> round(aged_information(0.6, 0.02, 0.1), 4)
    """
    return information * (1.0 - ageing) * (1.0 - surprise)


@rule
def renewed_information(information, support, base, support_effect):
    """Return information after co-learning: the balancing feedback.

        i′ = i + (base + b·R)(1 − i)

    Parameters
    ----------
    information : i, 0..1
    support : R, 0..1
    base, support_effect : per month

    Source: [DS] §5, balancing feedback: co-learning renews knowledge; the form is Ours.

    >>> round(renewed_information(0.5, 0.4, 0.02, 0.10), 4)
    """
    return clip(information + (base + support_effect * support) * (1.0 - information), 0.0, 1.0)
