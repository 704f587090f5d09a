"""Viability: staying inside the bounds of one's essential variables."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def essential_margin(value, reference, tolerance):
    """Return how far an essential variable is inside its lower bound.

        margin = clip((x − (reference − tolerance)) / tolerance, −1, 1)

    Parameters
    ----------
    value : the variable now
    reference : its mean over the firm's own first year
    tolerance : how far it may fall, above 0, same unit

    Source: [DS] §2.2, restoring balance; Ours: bounds relative to the firm's own first year,
    because absolute hard bounds are knife-edge.

    >>> round(essential_margin(0.5, 0.6, 0.3), 4)
    """
    return clip((value - (reference - tolerance)) / tolerance, -1.0, 1.0)


@rule
def viability(nearest_margin):
    """Return a firm's viability: the distance of its weakest variable to the bound.

        v = ½ (1 + nearest margin)

    Parameters
    ----------
    nearest_margin : smallest of the margins, −1..1

    Source: [DS] §2.2: a system is as viable as its weakest essential variable; the form is Ours.

    >>> round(viability(0.4), 4)
    """
    return 0.5 * (1.0 + nearest_margin)


@rule
def margin_tolerance(reference, looseness, is_result):
    """Return how far an essential variable may fall before it leaves its bounds.

        tolerance = max(0.05, looseness·reference);  0.4·looseness for the operating result

    Parameters
    ----------
    reference : mean over the firm's first year
    looseness : share of it
    is_result : whether the variable is the operating result, which may be near zero

    Source: Ours: relative to each firm; a result near zero has no meaningful share.

    >>> round(margin_tolerance(0.6, 0.5, False), 4)
    """
    return 0.4 * looseness if is_result else max(0.05, looseness * reference)


@rule
def closes_down(cash, monthly_cost, credit):
    """Tell whether a firm has run out of money.

        cash < −credit · cost

    Parameters
    ----------
    cash : MSEK
    monthly_cost : MSEK
    credit : months of cost that lenders bridge

    Source: [IN] §6.1, smallness and newness limit credit; Ours: equal for all.

    >>> closes_down(-1.2, 1.0, 1.0)
    True
    """
    return cash < -credit * monthly_cost
