"""Market entry: reaching a foreign market by oneself or with partners already there."""

from ecosim.compiled import rule
from ecosim.rules.elementary import exponential, power


@rule
def distance_barrier(distance, maturity, effect):
    """Return what psychic distance leaves of a firm's reach; digital services shrink it.

        barrier = e^(−b·dist·(1 − ½·D/3))

    Parameters
    ----------
    distance : from home or the nearest market served, in units of a typical distance
    maturity : D, 0..3
    effect : b

    Source: [IN] §6.1, liability of localness; the form is Ours.

    >>> round(distance_barrier(0.8, 1.5, 0.6), 4)
    """
    return exponential(-effect * distance * (1.0 - 0.5 * maturity / 3.0))


@rule
def own_reach(employees, maturity):
    """Return how far a firm reaches by itself.

        reach = (employees/50)^0.9 · D/3

    Parameters
    ----------
    employees : full-time equivalents, above 0
    maturity : D, 0..3

    Source: [IN] §6.1, liability of smallness; exponents are Ours.

    >>> round(own_reach(50.0, 1.5), 4)
    """
    return power(employees / 50.0, 0.9) * maturity / 3.0


@rule
def partner_reach(employees, presence, involvement):
    """Return how far a firm reaches through partners present in the market.

        reach = (employees/50)^0.45 · Σ presence·κ·τ · E/3

    Parameters
    ----------
    employees : full-time equivalents, above 0
    presence : Σ over partners in the market of κτ
    involvement : E, 0..3

    Source: [IN] §4.2, §5, ecosystem path; Ours: scaled less by own size than own reach.

    >>> round(partner_reach(10.0, 0.6, 1.5), 4)
    """
    return power(employees / 50.0, 0.45) * presence * involvement / 3.0


@rule
def entry_hazard(barrier, own, partner, rate):
    """Return the probability of entering a market this month, if it is expected to pay.

        h = 1 − e^(−rate·barrier·(own + partner + 2·own·partner/(own + partner)))

    Parameters
    ----------
    barrier : what distance leaves, 0..1
    own, partner : reach, at least 0
    rate : per month

    Source: [IN] §6.1, the interplay of both releases value that neither has alone. Ours: the
    interplay is the harmonic mean of the two (constant elasticity), large only when both are.

    >>> round(entry_hazard(0.7, 0.5, 0.4, 0.05), 4)
    """
    both = own + partner
    interplay = 2.0 * own * partner / both if both > 0.0 else 0.0
    return 1.0 - exponential(-rate * barrier * (both + interplay))


@rule
def market_pull(market_size, home_size):
    """Return how much larger the demand of a market is than that at home.

        pull = min(2, (GDP/GDP_home)^0.3)

    Parameters
    ----------
    market_size, home_size : GDP of the market and of the home market, billion USD, above 0

    Source: Ours: gravity-like pull; a niche offer does not grow in proportion to a country.

    >>> round(market_pull(4000.0, 500.0), 4)
    """
    return min(2.0, power(market_size / home_size, 0.3))


@rule
def market_potential(turnover, pull, barrier, appeal):
    """Return what a firm could sell in a market each month once established, in MSEK.

        potential = 0.12·turnover · pull · barrier · appeal

    Parameters
    ----------
    turnover : of the firm's home business, MSEK per month
    pull : size of the market against home
    barrier : what distance leaves, 0..1
    appeal : quality times digital service level, 0..1

    Source: Ours: foreign demand in proportion to a firm's proven offer.

    >>> round(market_potential(1.0, 1.8, 0.8, 0.5), 4)
    """
    return 0.12 * turnover * pull * barrier * appeal


@rule
def ramped(potential, months, ramp):
    """Return sales after some months in a market.

        sales = potential · m / (m + ramp)

    Parameters
    ----------
    potential : MSEK per month once established
    months : since entry
    ramp : months to reach half

    Source: [IN] §4.1.2, the market takes long to accept a new digital service.

    >>> round(ramped(0.2, 12.0, 12.0), 4)
    """
    return potential * months / (months + ramp)


@rule
def entry_cost(rate, scale, distance, partner_share):
    """Return what it costs to open a market, in MSEK; a partner on the spot halves it.

        cost = rate · scale · (0.5 + dist) · (1 − ½·partner share)

    Parameters
    ----------
    rate : MSEK at scale 1
    scale : square root of the number of employees
    distance : psychic distance, 0..1
    partner_share : how much of the reach is the partners', 0..1

    Source: [IN] §4.2.1, partners know the market; the form is Ours.

    >>> round(entry_cost(0.1, 3.0, 0.5, 0.4), 4)
    """
    return rate * scale * (0.5 + distance) * (1.0 - 0.5 * partner_share)


@rule
def entry_pays(margin, running, cost):
    """Tell whether a firm expects to earn its entry cost back within three years.

        36·(margin − running) > cost

    Parameters
    ----------
    margin : expected margin once established, MSEK per month
    running : cost of staying, MSEK per month
    cost : of entry, MSEK

    Source: [AC] §4.2.1, a horizon of 2–3 years for returns; here for markets, Ours.

    >>> entry_pays(0.1, 0.02, 0.5)
    True
    """
    return 36.0 * (margin - running) > cost
