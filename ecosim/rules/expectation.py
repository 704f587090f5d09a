"""Expectation: what is delivered becomes the norm, and falling short of it is not forgiven long."""

from ecosim.compiled import rule


@rule
def promised(estimate: float, use: float, share: float) -> float:
    """Return what a customer expects of a service when it begins, in MSEK per month.

        E = s · use · estimate

    Parameters
    ----------
    estimate : what the teams believe the service is worth in full use, MSEK per month, at least 0
    use : how much of its promise is realized at the start, at least 0
    share : s, at least 0

    Source: [AC] §4.2.5, expectations follow what is delivered. Ours: a customer sees how far a
    service is used, and knows that estimates are high.

    >>> round(promised(0.1, 0.25, 0.8), 4)
    0.02
    """
    return share * use * estimate


@rule
def crept_expectation(expectation: float, realized: float, aspiration: float, pace: float) -> float:
    """Return what a customer has come to expect of its services, in MSEK per month.

        E′ = E + pace·(a·v − E)⁺ − ¼·pace·(E − a·v)⁺

    Parameters
    ----------
    expectation : E, MSEK per month, at least 0
    realized : v, MSEK per month, at least 0
    aspiration : a, what is wanted against what is had, at least 0
    pace : per month, 0..1

    Source: [AC] §4.2.5, the delivered service becomes the norm. Ours: a reference point that rises
    four times as fast as it falls.

    >>> round(crept_expectation(0.1, 0.2, 1.1, 0.1), 4)
    0.112
    """
    wanted = aspiration * realized
    return expectation + pace * (
        max(0.0, wanted - expectation) - 0.25 * max(0.0, expectation - wanted)
    )


@rule
def falls_short(realized: float, expectation: float, share: float) -> bool:
    """Tell whether services miss their KPI this month.

        v < share · E

    Parameters
    ----------
    realized : v, MSEK per month, at least 0
    expectation : E, MSEK per month, at least 0
    share : of the expectation that must be met, 0..1

    Source: [AC] §4.2.5, a KPI missed without action. Ours: a share of what is expected.

    >>> falls_short(0.05, 0.1, 0.6)
    True
    """
    return realized < share * expectation


@rule
def own_patience(patience: float, chance: float) -> float:
    """Return the months below its KPI after which one customer cancels.

        own = patience · (½ + chance)

    Parameters
    ----------
    patience : of customers on average, months, at least 0
    chance : drawn once for each relationship, 0..1

    Source: [AC] §4.2.5, a monthly payer may leave; [EM] appendix, patience has an end that differs.
    Ours: uniform around the mean.

    >>> round(own_patience(6.0, 0.25), 4)
    4.5
    """
    return patience * (0.5 + chance)
