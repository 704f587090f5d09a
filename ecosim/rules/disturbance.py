"""Disturbances: how they reach a firm, are pooled over its partners, and are worked off."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def shock_size(chance, rate, spread, mean):
    """Return the size of a random disturbance this month; mostly none.

        size = mean · (0.5 + spread) if chance < rate, else 0

    Parameters
    ----------
    chance, spread : two independent uniform draws, 0..1
    rate : probability per month
    mean : mean size, share of demand

    Source: Ours: rare, uneven disturbances, since [DS] §2.2 gives no distribution.

    >>> round(shock_size(0.01, 0.04, 0.5, 0.2), 4)
    """
    return mean * (0.5 + spread) if chance < rate else 0.0


@rule
def mixed_disturbance(own, industry, shared):
    """Return a firm's disturbance: partly its own, partly its industry's.

        d = (1 − s)·own + s·industry

    Parameters
    ----------
    own, industry : sizes, share of demand
    shared : s, the part shared within an industry, 0..1

    Source: Ours: so that similar partners do not diversify.

    >>> round(mixed_disturbance(0.2, 0.1, 0.5), 4)
    """
    return (1.0 - shared) * own + shared * industry


@rule
def pooled_disturbance(own, partner_sum, partner_weight):
    """Return the disturbance a firm feels when resonant partners carry it together.

        d̄ = (d + Σ wⱼdⱼ) / (1 + Σ wⱼ),  wⱼ = κρ

    Parameters
    ----------
    own : d, share of demand
    partner_sum : Σ wⱼdⱼ
    partner_weight : Σ wⱼ

    Source: [DS] §2.2, survival with others; the form is Ours: pooling of risks.

    >>> round(pooled_disturbance(0.2, 0.01, 0.5), 4)
    """
    return (own + partner_sum) / (1.0 + partner_weight)


@rule
def closing_rate(base, support, information, support_effect, information_effect):
    """Return the share of an open gap that a firm closes in a month.

        rate = base + b_R·R + b_i·information

    Parameters
    ----------
    base : what any firm manages alone, per month
    support, information : R and freshness of information, 0..1
    support_effect, information_effect : b_R, b_i, per month

    Source: [DS] §5, sense, respond, adapt. Ours: recovery must be earned; an exogenous recovery
    would make viability untestable.

    >>> round(closing_rate(0.04, 0.3, 0.6, 0.15, 0.05), 4)
    """
    return base + support_effect * support + information_effect * information


@rule
def gap_after(gap, hit, closing):
    """Return the open demand or supply gap after a month.

        G′ = clip(G·(1 − closing) + (1 − G)·hit, 0, 0.9)

    Parameters
    ----------
    gap : G, the share of business missing, 0..0.9
    hit : this month's new disturbance, 0..1
    closing : share closed this month, 0..1

    Source: Ours: a firm-level gap that someone has to close.

    >>> round(gap_after(0.2, 0.1, 0.1), 4)
    """
    return clip(gap * (1.0 - min(1.0, closing)) + (1.0 - gap) * hit, 0.0, 0.9)
