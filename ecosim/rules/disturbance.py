"""Disturbances: how they reach a firm, are pooled over its partners, and are worked off."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def shock_size(chance: float, rate: float, spread: float, mean: float) -> float:
    """Return the size of a random disturbance this month; mostly none.

        size = min(1, mean · (0.5 + spread)) if chance < rate, else 0

    Parameters
    ----------
    chance : uniform draw, 0..1
    rate : probability per month, 0..1
    spread : another uniform draw, 0..1
    mean : mean size, share of demand, 0..1

    Source: Ours: rare, uneven disturbances, since [DS] §6 gives no numbers.

    >>> round(shock_size(0.01, 0.04, 0.5, 0.2), 4)
    0.2
    """
    return min(1.0, mean * (0.5 + spread)) if chance < rate else 0.0


@rule
def mixed_disturbance(own: float, industry: float, shared: float) -> float:
    """Return a firm's disturbance: partly its own, partly its industry's.

        d = (1 − s)·own + s·industry

    Parameters
    ----------
    own : size of its own disturbance, share of demand, 0..1
    industry : size of its industry's disturbance, share of demand, 0..1
    shared : s, the part shared within an industry, 0..1

    Source: Ours: so that similar partners do not diversify.

    >>> round(mixed_disturbance(0.2, 0.1, 0.5), 4)
    0.15
    """
    return (1.0 - shared) * own + shared * industry


@rule
def pooled_disturbance(own: float, partner_sum: float, partner_weight: float) -> float:
    """Return the disturbance a firm feels when resonant partners carry it together.

        d̄ = (d + Σ wⱼdⱼ) / (1 + Σ wⱼ),  wⱼ = κρ

    Parameters
    ----------
    own : d, share of demand, 0..1
    partner_sum : Σ wⱼdⱼ, at least 0
    partner_weight : Σ wⱼ, at least 0

    Source: [DS] §2.2, systems survive and develop together. Ours: the form, pooling of risks.

    >>> round(pooled_disturbance(0.2, 0.01, 0.5), 4)
    0.14
    """
    return (own + partner_sum) / (1.0 + partner_weight)


@rule
def closing_rate(
    base: float,
    support: float,
    information: float,
    support_effect: float,
    information_effect: float,
) -> float:
    """Return the share of an open gap that a firm closes in a month.

        rate = base + b_R·R + b_i·i

    Parameters
    ----------
    base : what any firm manages alone, per month, 0..1
    support : R, 0..1
    information : mean freshness of the firm's information i, 0..1
    support_effect : b_R, per month, 0..1
    information_effect : b_i, per month, 0..1

    Source: [DS] §5, balancing feedback: sense, respond, adapt. Ours: recovery must be earned; an
    exogenous recovery would make viability untestable.

    >>> round(closing_rate(0.04, 0.3, 0.6, 0.15, 0.05), 4)
    0.115
    """
    return base + support_effect * support + information_effect * information


@rule
def gap_after(gap: float, hit: float, closing: float) -> float:
    """Return the open demand or supply gap after a month.

        G′ = clip(G·(1 − min(1, closing)) + (1 − G)·hit, 0, 0.9)

    Parameters
    ----------
    gap : G, the share of business missing, 0..0.9
    hit : this month's new disturbance, share of demand, 0..1
    closing : share closed this month, at least 0

    Source: Ours: a firm-level gap that someone has to close.

    >>> round(gap_after(0.2, 0.1, 0.1), 4)
    0.26
    """
    return clip(gap * (1.0 - min(1.0, closing)) + (1.0 - gap) * hit, 0.0, 0.9)
