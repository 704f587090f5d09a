"""Governance: from detailed contracts to trust, renegotiated step by step."""

from ecosim.compiled import rule


@rule
def governance_cap(phase: float) -> float:
    """Return how relational governance can be in a phase of the relationship.

        cap = 0, 0.2, 0.6, 1 in phase none, foundational, intermediate, advanced

    Parameters
    ----------
    phase : 0..3, whole

    Source: [RT] "Partnership governance": contractual, transitional, relational. Ours: the numbers.

    >>> round(governance_cap(2.0), 4)
    0.6
    """
    first = 0.2 if phase >= 1.0 else 0.0
    second = 0.4 if phase >= 2.0 else 0.0
    third = 0.4 if phase >= 3.0 else 0.0
    return first + second + third


@rule
def renegotiated(governance: float, trust: float, cap: float, pace: float) -> float:
    """Return governance after the yearly renegotiation.

        g′ = g + pace · (min(cap, τ) − g)

    Parameters
    ----------
    governance : g, 0 contractual to 1 relational, 0..1
    trust : τ, 0..1
    cap : what the phase allows, 0..1
    pace : share of the way gone in one renegotiation, 0..1

    Source: [RT] "Partnership governance" (telecom case: KPIs as basis for renegotiation). Ours: the
    form.

    >>> round(renegotiated(0.1, 0.5, 0.6, 0.5), 4)
    0.3
    """
    return governance + pace * (min(cap, trust) - governance)


@rule
def monitoring_cost(governance: float, rate: float, scale: float) -> float:
    """Return what it costs a firm in a month to watch over a contract, in MSEK.

        cost = rate · scale · (1 − g)

    Parameters
    ----------
    governance : g, 0..1
    rate : MSEK per month for a firm of scale 1, at least 0
    scale : square root of the number of employees, at least 0

    Source: [RT] "Partnership governance", detailed contracts and back-stops. Ours: the form.

    >>> round(monitoring_cost(0.25, 0.002, 4.0), 4)
    0.006
    """
    return rate * scale * (1.0 - governance)


@rule
def flexibility(governance: float) -> float:
    """Return the share of what partners could learn from each other that the contract lets through.

        flexibility = 0.6 + 0.4·g

    Parameters
    ----------
    governance : g, 0..1

    Source: [RT] "Partnership governance", two aims: control and flexibility. Ours: the numbers.

    >>> round(flexibility(0.5), 4)
    0.8
    """
    return 0.6 + 0.4 * governance
