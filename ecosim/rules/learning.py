"""Learning: how capabilities, digitization and what business asks for change."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def risen_requirement(requirement, pace):
    """Return what business asks for after a month of technical progress.

        n′ = n + pace·(1 − n)

    Parameters
    ----------
    requirement : n, 0..1
    pace : per month

    Source: Ours: without it learning closes all gaps and destroys the complementarity it feeds on.

    >>> round(risen_requirement(0.6, 0.002), 4)
    """
    return requirement + pace * (1.0 - requirement)


@rule
def learned_capability(capability, from_partners, gap, development):
    """Return a capability after a month of learning from partners and of own development.

        c′ = clip(c + from partners + development·gap)

    Parameters
    ----------
    capability : c, 0..1
    from_partners : Σ over partners of rate · k·τ · flexibility · max(0, cⱼ − cᵢ)
    gap : own gap, 0..1
    development : share of its gap a firm closes by itself, per month

    Source: [RT] "Digitally enabled knowledge-sharing routines"; [IN] §4.2.1; the form is Ours.

    >>> round(learned_capability(0.4, 0.002, 0.2, 0.01), 4)
    """
    return clip(capability + from_partners + development * gap, 0.0, 1.0)


@rule
def knowledge_flow(rate, routines, trust, flexibility, lead):
    """Return what a firm learns from one partner in a month.

        flow = rate · k·τ · flexibility · max(0, lead)

    Parameters
    ----------
    rate : per month under perfect conditions
    routines, trust : k, τ, 0..1
    flexibility : share the governance lets through, 0..1
    lead : how far the partner is ahead, −1..1

    Source: [RT] "Digitally enabled knowledge-sharing routines": openness and use.

    >>> round(knowledge_flow(0.03, 0.4, 0.5, 0.8, 0.3), 5)
    """
    return rate * routines * trust * flexibility * max(0.0, lead)


@rule
def digitized(digitization, maturity, pull, pace):
    """Return a firm's digitization after a month.

        Z′ = clip(Z + pace·max(0, D/3 − Z) + pull)

    Parameters
    ----------
    digitization : Z, 0..1
    maturity : D, 0..3
    pull : Σ over partners of rate · ρ · max(0, Zⱼ − Zᵢ)
    pace : per month

    Source: [DS] §5, digitization as outcome of co-development; the form is Ours.

    >>> round(digitized(0.3, 1.5, 0.001, 0.02), 4)
    """
    return clip(digitization + pace * max(0.0, maturity / 3.0 - digitization) + pull, 0.0, 1.0)
