"""Partner selection: what makes a candidate attractive, and whether it accepts."""

import math

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def critical_resources(filled: float, gap: float, slack: float) -> float:
    """Return how much of what a firm lacks the candidate would bring.

        resources = Σ gapᵢ·cⱼ / (Σ gapᵢ + s)

    Parameters
    ----------
    filled : Σ over capabilities of own gap times candidate's capability, at least 0
    gap : Σ over capabilities of own gap, at least 0
    slack : s, above 0

    Source: [DS] §2.3.1, supra-systems are selected on critical resources. Ours: the form.

    >>> round(critical_resources(0.3, 0.5, 0.2), 4)
    0.4286
    """
    return filled / (gap + slack)


@rule
def influence(new_markets: float, legitimacy: float) -> float:
    """Return how much a candidate can influence a firm's own viability.

        influence = 0.3 + 0.35·markets + 0.35·legitimacy

    Parameters
    ----------
    new_markets : share of reachable markets the candidate would open, 0..1
    legitimacy : the candidate's standing, 0..1

    Source: [DS] §2.3.1, influence on the system's viability; [IN] §4.2.1, knowledge of markets.
    Ours: the weights.

    >>> round(influence(0.4, 0.6), 4)
    0.65
    """
    return 0.3 + 0.35 * new_markets + 0.35 * legitimacy


@rule
def viable_score(resources: float, influence: float, consonance: float) -> float:
    """Return a candidate's worth by the framework's own rule.

        score = (0.1 + resources) · influence · κ

    Parameters
    ----------
    resources : how much of what it lacks the candidate would bring, 0..1
    influence : of the candidate on the firm's viability, 0..1
    consonance : κ, 0..1

    Source: [DS] §2.3.1, selected on resources, influence, structural fit and shareable values.
    Ours: the form.

    >>> round(viable_score(0.4, 0.6, 0.5), 4)
    0.15
    """
    return (0.1 + resources) * influence * consonance


@rule
def similarity(squared_difference: float, count: float) -> float:
    """Return how alike two firms' capabilities are.

        similarity = 1 − √(Σ(cᵢ − cⱼ)² / C)

    Parameters
    ----------
    squared_difference : Σ over capabilities of squared differences, at least 0
    count : C, the number of capabilities, above 0

    Source: Ours: the policy "choose your like", a contrast to complementary choice.

    >>> round(similarity(0.24, 6.0), 4)
    0.8
    """
    return 1.0 - math.sqrt(squared_difference / count)


@rule
def acceptance(
    legitimacy: float, complementarity: float, consonance: float, maturity: float
) -> float:
    """Return the probability that a candidate accepts an offer to work together.

        P = clip((0.2 + 0.8·L)(0.2 + γ + 0.3·κ + 0.2·D/3), 0, 1)

    Parameters
    ----------
    legitimacy : L of the firm that asks, 0..1
    complementarity : γ, 0..1
    consonance : κ, 0..1
    maturity : D of the firm that asks, 0..3

    Source: [IN] §6.1, liabilities of newness and smallness, legitimacy. Ours: the weights, and that
    maturity attracts.

    >>> round(acceptance(0.5, 0.3, 0.6, 1.0), 4)
    0.448
    """
    standing = 0.2 + 0.8 * legitimacy
    interest = 0.2 + complementarity + 0.3 * consonance + 0.2 * maturity / 3.0
    return clip(standing * interest, 0.0, 1.0)


@rule
def starting_trust(legitimacy: float) -> float:
    """Return the trust with which a new relationship begins.

        τ₀ = 0.25 + 0.2·L

    Parameters
    ----------
    legitimacy : L, standing of the firm that was chosen, 0..1

    Source: [IN] §6.1, legitimacy; [RT] "Partnership governance", reputation. Ours: the numbers.

    >>> round(starting_trust(0.5), 4)
    0.35
    """
    return 0.25 + 0.2 * legitimacy
