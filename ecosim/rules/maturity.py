"""Digital service maturity and ecosystem involvement: three phases each, activity by activity.

Money buys effort, effort builds activities, and each activity counts only on top of the one before.
"""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def investment_effort(money: float, scale: float, unit_cost: float) -> float:
    """Return the effort that money buys; more of it buys less and less.

        e = m / (m + u·scale)

    Parameters
    ----------
    money : m, MSEK this month, at least 0
    scale : square root of the number of employees, above 0
    unit_cost : u, MSEK per month that buys half of full effort at scale 1, above 0

    Source: Ours: diminishing returns within a month.

    >>> round(investment_effort(0.02, 3.0, 0.01), 4)
    0.4
    """
    return money / (money + unit_cost * scale)


@rule
def strain(spending: float, resources: float, effect: float) -> float:
    """Return the efficiency left when a firm spends beyond what it can carry.

        efficiency = 1 / (1 + b·max(0, spending/resources − 1))

    Parameters
    ----------
    spending : planned investment, MSEK this month, at least 0
    resources : what the firm can carry, MSEK this month, above 0
    effect : b, at least 0

    Source: [IN] §5, §6.1, scaling needs the capacity for both. Ours: the form.

    >>> round(strain(0.03, 0.02, 1.0), 4)
    0.6667
    """
    return 1.0 / (1.0 + effect * max(0.0, spending / resources - 1.0))


@rule
def grown_activity(stock: float, effort: float, help: float, rate: float, fade: float) -> float:
    """Return how well an enabling activity is established after a month.

        x′ = clip(x + rate·effort·help·(1 − x) − fade·x, 0, 1)

    Parameters
    ----------
    stock : x, 0..1
    effort : 0..1
    help : factor from the other dimension or from partners, at least 0
    rate : per month, 0..1
    fade : per month, 0..1

    Source: [IN] §4.1, §4.2, enabling activities of each phase. Ours: the form.

    >>> round(grown_activity(0.3, 0.5, 1.2, 0.05, 0.005), 4)
    0.3195
    """
    return clip(stock + rate * effort * help * (1.0 - stock) - fade * stock, 0.0, 1.0)


@rule
def phase_position(first: float, second: float, third: float) -> float:
    """Return maturity or involvement from its three activities; each needs the one before.

        D = a₁ + a₁·a₂ + a₁·a₂·a₃

    Parameters
    ----------
    first : a₁, how well the first activity is established, 0..1
    second : a₂, how well the second is, 0..1
    third : a₃, how well the third is, 0..1

    Source: [IN] §4.1, §4.2, cumulative phases. Maturity: readiness and technology; value-adding
    services; modular offering. Involvement: market knowledge and partner assessment; formal
    collaboration; joint sphere. Ours: the product, so that technology alone stays in the first
    phase.

    >>> round(phase_position(0.8, 0.5, 0.5), 4)
    1.4
    """
    return first + first * second + first * second * third


@rule
def mutual_help(base: float, other: float) -> float:
    """Return how much one dimension speeds up the other.

        help = base + (1 − base)·other/3

    Parameters
    ----------
    base : pace without any help, 0..1
    other : the other dimension, 0..3

    Source: [IN] §6.1, both dimensions are needed and developing them together releases value. Ours:
    the form; partners teach, maturity attracts.

    >>> round(mutual_help(0.6, 1.5), 4)
    0.8
    """
    return base + (1.0 - base) * other / 3.0


@rule
def partner_help(quality: float) -> float:
    """Return how much good work with partners speeds up an activity that needs them.

        help = 0.3 + 1.4·q

    Parameters
    ----------
    quality : q, mean routines or mean trust with partners, 0..1

    Source: [IN] §4.2.2, routines for coordination; [IN] §4.2.3, trust in a joint sphere. Ours: the
    numbers.

    >>> round(partner_help(0.5), 4)
    1.0
    """
    return 0.3 + 1.4 * quality


@rule
def resources(cash: float, profit: float) -> float:
    """Return what a firm can carry in investment this month, in MSEK.

        resources = max(0, cash)/24 + max(0, profit) + 10⁻⁶

    Parameters
    ----------
    cash : MSEK, any number
    profit : of last month, MSEK, any number

    Source: [IN] §6.1, liability of smallness. Ours: two years of cash, and what is earned.

    >>> round(resources(2.4, 0.1), 4)
    0.2
    """
    return max(0.0, cash) / 24.0 + max(0.0, profit) + 1e-6


@rule
def investment_plan(
    strategy: int, carries_both: bool, maturity: float, involvement: float
) -> tuple[float, float]:
    """Return the shares of the investment budget for maturity and for involvement.

        innovation (1, ¼) · ecosystem (¼, 1) · scaling (1, 1) · none (0, 0) ·
        adaptive (1, 1) if the firm can carry both, else (1, ¼) if D ≤ E, else (¼, 1)

    Parameters
    ----------
    strategy : 0 adaptive, 1 innovation, 2 ecosystem, 3 scaling, 4 none: 0..4, whole
    carries_both : whether the firm's resources cover twice the budget, true or false
    maturity : D, 0..3
    involvement : E, 0..3

    Source: [IN] §5, three strategies; [IN] §6.1, to save resources small firms restrict themselves
    to one dimension. Ours: the numbers.

    >>> investment_plan(2, False, 1.0, 1.0)
    (0.25, 1.0)
    """
    if strategy == 4:
        return 0.0, 0.0
    inward = strategy == 1 or (strategy == 0 and maturity <= involvement)
    outward = strategy == 2 or (strategy == 0 and maturity > involvement)
    both = strategy == 3 or (strategy == 0 and carries_both)
    return (1.0 if inward or both else 0.25), (1.0 if outward or both else 0.25)
