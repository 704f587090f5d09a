"""Market entry: reaching a foreign market by oneself or with partners already there."""

from ecosim.compiled import rule
from ecosim.rules.elementary import exponential, power


@rule
def hindrance(distance: float, maturity: float, effect: float) -> float:
    """Return how much psychic distance hinders a firm; digital services make it count less.

        hindrance = b·dist·(1 − ½·D/3)

    Parameters
    ----------
    distance : psychic distance from home, 0..1
    maturity : D, 0..3
    effect : b, at least 0

    Source: [IN] §6.1, liability of localness. Ours: the form; at full maturity distance counts
    half.

    >>> round(hindrance(0.8, 1.5, 0.6), 4)
    0.36
    """
    return effect * distance * (1.0 - 0.5 * maturity / 3.0)


@rule
def distance_barrier(distance: float, maturity: float, effect: float) -> float:
    """Return what psychic distance leaves of a firm's reach; digital services shrink it.

        barrier = e^(−hindrance)

    Parameters
    ----------
    distance : psychic distance from home, 0..1
    maturity : D, 0..3
    effect : b, at least 0

    Source: [IN] §6.1, liability of localness. Ours: the form; distance alone closes no market.

    >>> round(distance_barrier(0.8, 1.5, 0.6), 4)
    0.6977
    """
    return exponential(-hindrance(distance, maturity, effect))


@rule
def own_reach(employees: float, maturity: float) -> float:
    """Return how far a firm reaches by itself.

        reach = (employees/200)^0.9 · D/3

    Parameters
    ----------
    employees : full-time equivalents, above 0
    maturity : D, 0..3

    Source: [IN] §6.1, liability of smallness. Ours: the exponent.

    >>> round(own_reach(200.0, 1.5), 4)
    0.5
    """
    return power(employees / 200.0, 0.9) * maturity / 3.0


@rule
def partner_reach(employees: float, presence: float, involvement: float) -> float:
    """Return how far a firm reaches through partners present in the market.

        reach = (employees/50)^0.45 · Σ κτ · E/3

    Parameters
    ----------
    employees : full-time equivalents, above 0
    presence : Σ over partners in the market of κτ, at least 0
    involvement : E, 0..3

    Source: [IN] §4.2.1, §5, partners' knowledge and distribution. Ours: scaled less by own size
    than own reach.

    >>> round(partner_reach(50.0, 0.6, 1.5), 4)
    0.3
    """
    return power(employees / 50.0, 0.45) * presence * involvement / 3.0


@rule
def joint_reach(own: float, partner: float) -> float:
    """Return how far a firm reaches with its partners.

        reach = own + partner + 2·own·partner/(own + partner),  0 where there is neither

    Parameters
    ----------
    own : own reach, at least 0
    partner : partner reach, at least 0

    Source: [IN] §6.1, both dimensions together release value that neither has alone. Ours: the
    interplay is the harmonic mean of the two (constant elasticity), large only when both are.

    >>> round(joint_reach(0.5, 0.4), 4)
    1.3444
    """
    both = own + partner
    interplay = 2.0 * own * partner / both if both > 0.0 else 0.0
    return both + interplay


@rule
def entry_hazard(barrier: float, reach: float, rate: float) -> float:
    """Return the probability of entering a market this month, if it is expected to pay.

        h = 1 − e^(−rate·barrier·reach)

    Parameters
    ----------
    barrier : what distance leaves, 0..1
    reach : of the firm with its partners, at least 0
    rate : per month, 0..1

    Source: [IN] §6.1, smallness and localness hinder entry. Ours: a constant hazard.

    >>> round(entry_hazard(0.7, 1.3444, 0.05), 4)
    0.046
    """
    return 1.0 - exponential(-rate * barrier * reach)


@rule
def market_pull(market_size: float, home_size: float) -> float:
    """Return how much larger the demand of a market is than that at home.

        pull = min(2, (GDP/GDP_home)^0.3)

    Parameters
    ----------
    market_size : GDP of the market, billion USD, above 0
    home_size : GDP of the home market, billion USD, above 0

    Source: Ours: gravity-like pull; a niche offer does not grow in proportion to a country.

    >>> round(market_pull(4000.0, 500.0), 4)
    1.8661
    """
    return min(2.0, power(market_size / home_size, 0.3))


@rule
def market_potential(turnover: float, pull: float, barrier: float, appeal: float) -> float:
    """Return what a firm could sell in a market each month once established, in MSEK.

        potential = 0.2·turnover · pull · barrier · appeal

    Parameters
    ----------
    turnover : of the firm's home business, MSEK per month, at least 0
    pull : demand of the market against home, 0..2
    barrier : what distance leaves, 0..1
    appeal : delivered quality times digital service level, 0..1

    Source: Ours: foreign demand in proportion to a firm's proven offer.

    >>> round(market_potential(1.0, 1.8, 0.8, 0.5), 4)
    0.144
    """
    return 0.2 * turnover * pull * barrier * appeal


@rule
def ramped(potential: float, months: float, ramp: float) -> float:
    """Return sales after some months in a market.

        sales = potential · m / (m + ramp)

    Parameters
    ----------
    potential : MSEK per month once established, at least 0
    months : m since entry, at least 0
    ramp : months to reach half, above 0

    Source: [IN] §4.1.2, acceptance takes time. Ours: the form.

    >>> round(ramped(0.2, 12.0, 12.0), 4)
    0.1
    """
    return potential * months / (months + ramp)


@rule
def entry_cost(rate: float, scale: float, distance: float, partner_share: float) -> float:
    """Return what it costs to open a market, in MSEK; a partner on the spot halves it.

        cost = rate · scale · (0.5 + dist) · (1 − ½·partner share)

    Parameters
    ----------
    rate : MSEK at scale 1, at least 0
    scale : square root of the number of employees, at least 0
    distance : psychic distance, 0..1
    partner_share : how much of the reach is the partners', 0..1

    Source: [IN] §4.2.1, §5, partners know the market. Ours: the form.

    >>> round(entry_cost(0.1, 3.0, 0.5, 0.4), 4)
    0.24
    """
    return rate * scale * (0.5 + distance) * (1.0 - 0.5 * partner_share)


@rule
def entry_pays(margin: float, running: float, cost: float) -> bool:
    """Tell whether a firm expects to earn its entry cost back within three years.

        36·(margin − running) > cost

    Parameters
    ----------
    margin : expected once established, MSEK per month, any number
    running : cost of staying, MSEK per month, at least 0
    cost : of entry, MSEK, at least 0

    Source: [AC] §4.2.1, a horizon of 2–3 years for returns. Ours: that it also holds for markets.

    >>> entry_pays(0.1, 0.02, 0.5)
    True
    """
    return 36.0 * (margin - running) > cost


@rule
def running_cost(rate: float, scale: float, partner_share: float) -> float:
    """Return what it costs to stay in a market for a month, in MSEK; partners bear up to half.

        cost = rate · scale · (1 − ½·partner share)

    Parameters
    ----------
    rate : MSEK per month at scale 1, at least 0
    scale : square root of the number of employees, at least 0
    partner_share : how much of the reach is the partners', 0..1

    Source: [IN] §4.2.1, §5, partners' knowledge and distribution save resources. Ours: the form.

    >>> round(running_cost(0.002, 3.0, 0.5), 5)
    0.0045
    """
    return rate * scale * (1.0 - 0.5 * partner_share)
