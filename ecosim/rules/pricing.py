"""Pricing of services: providers ask what covers their cost, customers pay what they see in it."""

from ecosim.compiled import rule


@rule
def asked_price(
    built: float, funded: float, delivery: float, months: float, markup: float
) -> float:
    """Return what a provider asks for a service in a month, in MSEK: its cost plus a markup.

        asked = (1 + m) · ((1 − f)·B/months + delivery)

    Parameters
    ----------
    built : B, spent by both sides on building it, MSEK, at least 0
    funded : f, share of that which the customer paid, 0..1
    delivery : cost the provider forecasts for running it, MSEK per month, at least 0
    months : over which development is earned back, above 0
    markup : m, at least 0

    Source: [AC] §4.1, price and value out of line. Ours: cost-plus, blind to value.

    >>> round(asked_price(0.72, 0.5, 0.01, 36.0, 0.2), 4)
    0.024
    """
    return (1.0 + markup) * ((1.0 - funded) * built / months + delivery)


@rule
def perceived_value(realized: float, expectation: float, weight: float) -> float:
    """Return what services are worth in the customer's eyes, in MSEK per month.

        perceived = v · (1 − w·max(0, 1 − v/E))

    Parameters
    ----------
    realized : v, MSEK per month, at least 0
    expectation : E, MSEK per month, at least 0
    weight : w, how much a shortfall of what was expected spoils what there is, 0..1

    Source: [AC] §4.1, §4.2.5. Ours: loss against a reference point.

    >>> round(perceived_value(0.1, 0.125, 0.5), 4)
    0.09
    """
    return realized * (1.0 - weight * max(0.0, 1.0 - realized / max(expectation, 1e-12)))


@rule
def paid_price(asked: float, perceived: float, share: float, resistance: float) -> float:
    """Return what a customer pays for a provider's services in a month, in MSEK.

        paid = asked − r·max(0, asked − s·perceived)

    Parameters
    ----------
    asked : MSEK per month, at least 0
    perceived : value in the customer's eyes, MSEK per month, at least 0
    share : s, of perceived value that a customer will pay at most, 0..1
    resistance : r, 0..1; 1 pays no more than that, 0 pays whatever is asked

    Source: [AC] §4.1, costly platforms with functions that customers may not use.

    >>> round(paid_price(0.05, 0.08, 0.5, 1.0), 4)
    0.04
    """
    return asked - resistance * max(0.0, asked - share * perceived)


@rule
def outcome_price(realized: float, share: float) -> float:
    """Return what a customer pays under an outcome-based contract in a month, in MSEK.

        paid = s · v

    Parameters
    ----------
    realized : v, MSEK per month, at least 0
    share : s, of the result, 0..1

    Source: [AC] §4.1; [IN] §4.1.3, payment for a result. Ours: a fixed share.

    >>> round(outcome_price(0.1, 0.4), 4)
    0.04
    """
    return share * realized
