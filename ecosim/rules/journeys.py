"""Journeys to service: how a firm that has to change sets out, and with whom."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def reconfiguration_share(openness: float, orientation: float) -> float:
    """Return how far a firm that changes does so with new actors instead of new tools.

        r = o·S / max(o·S + (1 − o)(1 − S), 10⁻⁹)

    Parameters
    ----------
    openness : o, flexibility of its boundaries, 0..1
    orientation : S, from product-centric to service-centric, 0..1

    Source: [DS] §5, adaptation by flexible boundaries and reconfiguration by open ones. Ours: the
    form; it knows two states of the firm and no path.

    >>> round(reconfiguration_share(0.8, 0.6), 4)
    0.8571
    """
    both = openness * orientation
    return both / max(both + (1.0 - openness) * (1.0 - orientation), 1e-9)


@rule
def journey_budget(
    share: float, weight: float, revenue: float, urgency: float, liquidity: float
) -> float:
    """Return what a firm invests in one of the two ways of change, in MSEK per month.

        budget = b · w · revenue · U · liquidity

    Parameters
    ----------
    share : b, of revenue at full urgency, 0..1
    weight : w, how far the firm goes this way, 0..1
    revenue : MSEK per month, at least 0
    urgency : U, 0..1
    liquidity : 0..1

    Source: [DS] §4.1, §4.2, firms invest when they feel that they must. Ours: the form.

    >>> round(journey_budget(0.02, 0.8, 6.0, 0.5, 1.0), 4)
    0.048
    """
    return share * weight * revenue * urgency * liquidity


@rule
def opened_boundaries(openness: float, effort: float, success: float, pace: float) -> float:
    """Return how open a firm's boundaries are after a month of working across them.

        o′ = clip(o + r·e·(y − ½), 0, 1)

    Parameters
    ----------
    openness : o, 0..1
    effort : e, spent on change with others, 0..1
    success : y, mean success of its interactions, 0..1
    pace : r, per month, 0..1

    Source: [DS] §2.3.1, boundaries fade or harden in use. Ours: the form; good experience opens
    them, bad experience closes them.

    >>> round(opened_boundaries(0.5, 0.4, 0.75, 0.05), 4)
    0.505
    """
    return clip(openness + pace * effort * (success - 0.5), 0.0, 1.0)


@rule
def unmatched_capability(capability: float, effective: float) -> float:
    """Return how far a candidate brings a capability that a firm and its partners do not have.

        unmatched = max(0, cⱼ − c̃)

    Parameters
    ----------
    capability : cⱼ of the candidate, 0..1
    effective : c̃ of the firm with all its partners' help, 0..1

    Source: [DS] §4.2.2, universities, research centres and engineers join. Ours: a new kind of
    actor is one that brings what nobody at the table has.

    >>> round(unmatched_capability(0.8, 0.6), 4)
    0.2
    """
    return max(0.0, capability - effective)


@rule
def negotiation_cost(rate: float, scale: float, trust: float, routines: float) -> float:
    """Return the monthly cost of negotiating with one partner, in MSEK.

        cost = r · scale · (1 − τ)(1 − k)

    Parameters
    ----------
    rate : r, MSEK per month at scale 1, at least 0
    scale : square root of the number of employees, at least 0
    trust : τ, 0..1
    routines : k, 0..1

    Source: [DS] §4.2.2, long negotiation, then clear rules, meetings, trust. Ours: the form;
    nothing in it knows how old a relationship is.

    >>> round(negotiation_cost(0.002, 8.0, 0.5, 0.25), 4)
    0.006
    """
    return rate * scale * (1.0 - trust) * (1.0 - routines)
