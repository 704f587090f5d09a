"""Taste: customers' wishes move on, and an offer follows as fast as its maker sees and decides."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def taste_shift(chance: float, pace: float) -> float:
    """Return how far customers' taste moves in a month.

        shift = min(1, r·|z|)

    Parameters
    ----------
    chance : z, a draw of mean 0 and variance 1, any number
    pace : r, per month, 0..1

    Source: [DS] §4.1.2, taste moved to craft beer. Ours: the form.

    >>> round(taste_shift(-1.5, 0.02), 4)
    0.03
    """
    return min(1.0, pace * abs(chance))


@rule
def decision_latency(volume: float, analysis: float, base: float, complexity: float) -> float:
    """Return how long a firm takes to see a change in its data and to decide, in months.

        months = m · (1 + c·d) / (1 + 2c·a·d)

    Parameters
    ----------
    volume : d, data the firm has to look at, 0..1
    analysis : a, how far central analytics reads them, 0..1
    base : m, months with no data at all, above 0
    complexity : c, what unread data add, at least 0

    Source: [DS] §4.1.3, joint analytics lower complexity and time of decisions. Ours: the form;
    unread data slow a firm down, and analytics helps the more the more data there are.

    >>> round(decision_latency(0.5, 0.8, 3.0, 1.0), 4)
    2.5
    """
    return base * (1.0 + complexity * volume) / (1.0 + 2.0 * complexity * analysis * volume)


@rule
def offer_pace(datatization: float, latency: float, base: float, effect: float) -> float:
    """Return the share of its lag that a provider's offer makes up in a month.

        pace = min(1, (r + b·d)/latency)

    Parameters
    ----------
    datatization : d, how much of customers' conduct the provider sees as data, 0..1
    latency : months until it decides, above 0
    base : r, what it notices anyway, 0..1
    effect : b, what exchange over a platform adds, at least 0

    Source: [DS] §4.1.2, §4.1.3, exchange on the platform shows a change of demand. Ours: the form.

    >>> round(offer_pace(0.5, 2.0, 0.1, 0.6), 4)
    0.2
    """
    return min(1.0, (base + effect * datatization) / latency)


@rule
def offer_lag(lag: float, shift: float, pace: float) -> float:
    """Return how far a provider's offer lags behind its customers' taste after a month.

        g′ = clip(g·(1 − pace) + (1 − g)·shift, 0, 1)

    Parameters
    ----------
    lag : g, 0..1
    shift : mean movement of its customers' taste, 0..1
    pace : share made up, 0..1

    Source: [DS] §4.1.2, timely adaptation of products. Ours: the form.

    >>> round(offer_lag(0.2, 0.05, 0.1), 4)
    0.22
    """
    return clip(lag * (1.0 - pace) + (1.0 - lag) * shift, 0.0, 1.0)


@rule
def offer_fit(lag: float, effect: float) -> float:
    """Return what an offer that lags behind taste is worth to customers, against one that does not.

        fit = 1 − b·g

    Parameters
    ----------
    lag : g, 0..1
    effect : b, 0..1

    Source: [DS] §4.1.2, sales lost to a change of taste. Ours: the form.

    >>> round(offer_fit(0.2, 0.3), 4)
    0.94
    """
    return 1.0 - effect * lag
