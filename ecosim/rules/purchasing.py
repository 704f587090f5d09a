"""Purchasing: how customers divide their budget among providers."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def attraction(quality, value_factor, returns, share, dependence):
    """Return how attractive a provider is to a customer.

        A = quality · value factor · returns · (1 − b·share)

    Parameters
    ----------
    quality : of delivery, 0..1
    value_factor : from relational potential
    returns : from resonance
    share : of the customer's budget this provider has now, 0..1
    dependence : b, how much buyers shy away from depending on one provider

    Source: [AC] §4.1, price and perceived value; [RT]; the form is Ours.

    >>> round(attraction(0.8, 0.8, 1.2, 0.4, 0.5), 4)
    """
    return quality * value_factor * returns * (1.0 - dependence * share)


@rule
def shifted_share(share, attraction, average, pace):
    """Return a provider's share of a customer's budget after a month.

        s′ = s · (1 + pace·clip(A/Ā − 1, −1, 1))

    Parameters
    ----------
    share : s, 0..1
    attraction : A of this provider
    average : Ā, mean over the budget, including what is bought elsewhere, above 0
    pace : per month

    Source: [DS] §4.1.1, customers may switch; replicator form is Ours: habit, then comparison.

    >>> round(shifted_share(0.4, 0.8, 0.7, 0.05), 4)
    """
    return share * (1.0 + pace * clip(attraction / average - 1.0, -1.0, 1.0))
