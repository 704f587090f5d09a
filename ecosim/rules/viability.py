"""Viability: staying inside the bounds of one's essential variables.

In the sense of the Viable Systems Approach of Golinelli and Barile, not of Beer's Viable System
Model; and viability is not profit.
"""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def essential_margin(value: float, reference: float, tolerance: float) -> float:
    """Return how far an essential variable is inside its lower bound.

        margin = clip((x − (reference − tolerance)) / tolerance, −1, 1)

    Parameters
    ----------
    value : x, the variable now, any number
    reference : its mean over the firm's own first year, any number
    tolerance : how far it may fall, above 0, same unit

    Source: [DS] §2.2, restoring balance. Ours: bounds relative to the firm's own first year,
    because absolute hard bounds are knife-edge.

    >>> round(essential_margin(0.5, 0.6, 0.3), 4)
    0.6667
    """
    return clip((value - (reference - tolerance)) / tolerance, -1.0, 1.0)


@rule
def viability(nearest_margin: float) -> float:
    """Return a firm's viability: the distance of its weakest variable to the bound.

        v = ½ (1 + nearest margin)

    Parameters
    ----------
    nearest_margin : smallest of the margins, −1..1

    Source: [DS] §2.2, able to restore balance. Ours: as viable as the weakest essential variable.

    >>> round(viability(0.4), 4)
    0.7
    """
    return 0.5 * (1.0 + nearest_margin)


@rule
def margin_tolerance(reference: float, looseness: float, is_result: bool) -> float:
    """Return how far an essential variable may fall before it leaves its bounds.

        tolerance = max(0.05, looseness·reference);  0.4·looseness for the operating result

    Parameters
    ----------
    reference : mean over the firm's first year, any number
    looseness : share of it, above 0
    is_result : whether the variable is the operating result, true or false

    Source: Ours: relative to each firm; a result near zero has no meaningful share.

    >>> round(margin_tolerance(0.6, 0.5, False), 4)
    0.3
    """
    return 0.4 * looseness if is_result else max(0.05, looseness * reference)


@rule
def closes_down(cash: float, monthly_cost: float, credit: float) -> bool:
    """Tell whether a firm has run out of money.

        cash < −credit · cost

    Parameters
    ----------
    cash : MSEK, any number
    monthly_cost : MSEK, at least 0
    credit : months of cost that lenders bridge, at least 0

    Source: [IN] §1, §6.1, newness and smallness make credit hard to get. Ours: equal for all.

    >>> closes_down(-1.2, 1.0, 1.0)
    True
    """
    return cash < -credit * monthly_cost
