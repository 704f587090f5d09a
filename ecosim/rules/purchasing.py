"""Purchasing: how customers divide their budget among providers."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def attraction(
    quality: float, value_factor: float, returns: float, share: float, dependence: float
) -> float:
    """Return how attractive a provider is to a customer.

        A = quality · value factor · returns · (1 − b·share)

    Parameters
    ----------
    quality : of delivery, 0..1
    value_factor : from relational potential, at least 0
    returns : from resonance, at least 0
    share : of the customer's budget this provider has now, 0..1
    dependence : b, how much buyers shy away from depending on one provider, 0..1

    Source: [AC] §4.1, price and perceived value; [RT] introduction, joint gains. Ours: the form.

    >>> round(attraction(0.8, 0.8, 1.2, 0.4, 0.5), 4)
    0.6144
    """
    return quality * value_factor * returns * (1.0 - dependence * share)


@rule
def shifted_share(share: float, attraction: float, average: float, pace: float) -> float:
    """Return a provider's share of a customer's budget after a month, at most twice what it was.

        s′ = s · (1 + pace·clip(A/max(Ā, 10⁻⁹) − 1, −1, 1))

    Parameters
    ----------
    share : s, 0..1
    attraction : A of this provider, at least 0
    average : Ā, mean over the budget, including what is bought elsewhere, at least 0
    pace : per month, 0..1

    Source: [DS] §4.1.1, customers may switch. Ours: replicator form, habit first, then comparison.

    >>> round(shifted_share(0.4, 0.8, 0.7, 0.05), 4)
    0.4029
    """
    return share * (1.0 + pace * clip(attraction / max(average, 1e-9) - 1.0, -1.0, 1.0))
