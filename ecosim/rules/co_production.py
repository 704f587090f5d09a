"""Co-production: customers who help to configure value, and managers who win them over."""

from ecosim.compiled import rule


@rule
def exploration(attention: float, means: float, strength: float, rate: float) -> float:
    """Return how far development managers win a customer over to trying new things.

        x = min(1, rate · attention · means · strength)

    Parameters
    ----------
    attention : of development managers to this customer, 0..1
    means : of ventures, in advance and at hand, 0..1
    strength : factor of the managers' mandate, at least 1
    rate : at least 0

    Source: [EM] §4.4, P4: servitization leads to co-production through exploration. Ours: the form.

    >>> round(exploration(0.5, 0.6, 1.2, 1.0), 4)
    0.36
    """
    return min(1.0, rate * attention * means * strength)


@rule
def co_production(
    now: float, participation: float, trust: float, openness: float, exploration: float, pace: float
) -> float:
    """Return how far a customer helps to configure value, after a month.

        c′ = c + pace·{a·(0.3 + 0.7·τ)·[1 − (1 − openness)·(1 − x)] − c}

    Parameters
    ----------
    now : c, 0..1
    participation : a, how far customers speak up at all, 0..1
    trust : τ, 0..1
    openness : of the customer's boundaries, 0..1
    exploration : x, by the provider's development managers, 0..1
    pace : per month, 0..1

    Source: [EM] §2.1, §4.3, §4.4: dialogue, own resources and ideas of the customer. Ours: the
    form.

    >>> round(co_production(0.2, 1.0, 0.5, 0.5, 0.4, 0.1), 4)
    0.2255
    """
    won_over = 1.0 - (1.0 - openness) * (1.0 - exploration)
    return now + pace * (participation * (0.3 + 0.7 * trust) * won_over - now)
