"""Digital service maturity and ecosystem involvement: three phases each, built activity by activity."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def investment_effort(money, scale, unit_cost):
    """Return the effort that money buys; more of it buys less and less.

        e = m / (m + u·scale)

    Parameters
    ----------
    money : MSEK this month
    scale : square root of the number of employees
    unit_cost : u, MSEK per month that buys half of full effort at scale 1

    Source: Ours: diminishing returns within a month.

    >>> round(investment_effort(0.02, 3.0, 0.01), 4)
    """
    return money / (money + unit_cost * scale)


@rule
def strain(spending, resources, effect):
    """Return the efficiency left when a firm spends beyond what it can carry.

        efficiency = 1 / (1 + b·max(0, spending/resources − 1))

    Parameters
    ----------
    spending : planned investment, MSEK this month
    resources : what the firm can carry, MSEK this month, above 0
    effect : b

    Source: [IN] §5, §6.1, scaling needs the capacity for both; the form is Ours.

    >>> round(strain(0.03, 0.02, 1.0), 4)
    """
    return 1.0 / (1.0 + effect * max(0.0, spending / resources - 1.0))


@rule
def grown_activity(stock, effort, help, rate, fade):
    """Return how well an enabling activity is established after a month.

        x′ = clip(x + rate·effort·help·(1 − x) − fade·x)

    Parameters
    ----------
    stock : x, 0..1
    effort : 0..1
    help : factor from the other dimension or from partners, above 0
    rate, fade : per month

    Source: [IN] §4.1, §4.2, enabling activities of each phase; the form is Ours.

    >>> round(grown_activity(0.3, 0.5, 1.2, 0.05, 0.005), 4)
    """
    return clip(stock + rate * effort * help * (1.0 - stock) - fade * stock, 0.0, 1.0)


@rule
def phase_position(first, second, third):
    """Return maturity or involvement from its three activities; each needs the one before.

        D = a₁ + a₁·a₂ + a₁·a₂·a₃

    Parameters
    ----------
    first, second, third : how well each activity is established, 0..1

    Source: [IN] §4.1, §4.2: cumulative phases. Maturity: readiness and technology; value-adding
    services; modular offering. Involvement: market knowledge and partner assessment; formal
    collaboration; joint sphere. The product is Ours: technology alone stays in the first phase.

    >>> round(phase_position(0.8, 0.5, 0.5), 4)
    """
    return first + first * second + first * second * third


@rule
def mutual_help(base, other):
    """Return how much one dimension speeds up the other.

        help = base + (1 − base)·other/3

    Parameters
    ----------
    base : pace without any help, 0..1
    other : the other dimension, 0..3

    Source: [IN] §6.1, both dimensions needed, growing together releases extra value: partners
    teach, maturity attracts; the form is Ours.

    >>> round(mutual_help(0.6, 1.5), 4)
    """
    return base + (1.0 - base) * other / 3.0


@rule
def partner_help(quality):
    """Return how much good work with partners speeds up an activity that needs them.

        help = 0.3 + 1.4·q

    Parameters
    ----------
    quality : mean routines or mean trust with partners, 0..1

    Source: [IN] §4.2.2 routines for coordination, §4.2.3 trust in a joint sphere; numbers are Ours.

    >>> round(partner_help(0.5), 4)
    1.0
    """
    return 0.3 + 1.4 * quality


@rule
def resources(cash, profit):
    """Return what a firm can carry in investment this month, in MSEK.

        resources = max(0, cash)/24 + max(0, profit) + 10⁻⁶

    Parameters
    ----------
    cash : MSEK
    profit : of last month, MSEK

    Source: Ours: two years of cash and what is earned; [IN] §6.1, liability of smallness.

    >>> round(resources(2.4, 0.1), 4)
    0.2
    """
    return max(0.0, cash) / 24.0 + max(0.0, profit) + 1e-6


@rule
def investment_plan(strategy, carries_both, maturity, involvement):
    """Return the shares of the investment budget for maturity and for involvement.

        innovation (1, ¼) · ecosystem (¼, 1) · scaling (1, 1) · none (0, 0) ·
        adaptive: both if the firm can carry both, else first the dimension that lags

    Parameters
    ----------
    strategy : 0 adaptive, 1 innovation, 2 ecosystem, 3 scaling, 4 none
    carries_both : whether the firm's resources cover twice the budget
    maturity, involvement : D, E, 0..3

    Source: [IN] §5, three strategies; to save resources small firms restrict themselves to one
    dimension, §6.1; numbers are Ours.

    >>> investment_plan(2, False, 1.0, 1.0)
    (0.25, 1.0)
    """
    if strategy == 4:
        return 0.0, 0.0
    inward = strategy == 1 or (strategy == 0 and maturity <= involvement)
    outward = strategy == 2 or (strategy == 0 and maturity > involvement)
    both = strategy == 3 or (strategy == 0 and carries_both)
    return (1.0 if inward or both else 0.25), (1.0 if outward or both else 0.25)
