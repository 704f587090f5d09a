"""Learning: how capabilities, digitization and what business asks for change."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def risen_requirement(requirement: float, pace: float) -> float:
    """Return what business asks for after a month of technical progress.

        n′ = n + pace·(1 − n)

    Parameters
    ----------
    requirement : n, 0..1
    pace : per month, 0..1

    Source: Ours: without it learning closes all gaps and destroys the complementarity it feeds on.

    >>> round(risen_requirement(0.6, 0.002), 4)
    0.6008
    """
    return requirement + pace * (1.0 - requirement)


@rule
def learned_capability(
    capability: float, from_partners: float, gap: float, development: float
) -> float:
    """Return a capability after a month of learning from partners and of own development.

        c′ = clip(c + from partners + development·gap, 0, 1)

    Parameters
    ----------
    capability : c, 0..1
    from_partners : Σ over partners of knowledge flows, per month, at least 0
    gap : own gap, 0..1
    development : share of its gap a firm closes by itself, per month, 0..1

    Source: [RT] "Digitally enabled knowledge-sharing routines"; [IN] §4.2.1, gather knowledge.
    Ours: the form.

    >>> round(learned_capability(0.4, 0.002, 0.2, 0.01), 4)
    0.404
    """
    return clip(capability + from_partners + development * gap, 0.0, 1.0)


@rule
def knowledge_channel(rate: float, routines: float, trust: float, flexibility: float) -> float:
    """Return the share of a partner's lead that a relationship passes on in a month.

        channel = rate · k·τ · flexibility

    Parameters
    ----------
    rate : per month under perfect conditions, 0..1
    routines : k, 0..1
    trust : τ, 0..1
    flexibility : share the governance lets through times any competitor's bonus, at least 0

    Source: [RT] "Digitally enabled knowledge-sharing routines": openness and use. Ours: the form.

    >>> round(knowledge_channel(0.03, 0.4, 0.5, 0.8), 5)
    0.0048
    """
    return rate * routines * trust * flexibility


@rule
def knowledge_flow(channel: float, lead: float) -> float:
    """Return what a firm learns from one partner in a month.

        flow = channel · max(0, lead)

    Parameters
    ----------
    channel : share of a lead that the relationship passes on, per month, at least 0
    lead : how far the partner is ahead, −1..1

    Source: [RT] "Digitally enabled knowledge-sharing routines". Ours: only who is behind learns.

    >>> round(knowledge_flow(0.0048, 0.3), 5)
    0.00144
    """
    return channel * max(0.0, lead)


@rule
def digitized(digitization: float, maturity: float, pull: float, pace: float) -> float:
    """Return a firm's digitization after a month.

        Z′ = clip(Z + pace·max(0, D/3 − Z) + pull, 0, 1)

    Parameters
    ----------
    digitization : Z, 0..1
    maturity : D, 0..3
    pull : Σ over partners of rate · ρ · max(0, Zⱼ − Zᵢ), at least 0
    pace : per month, 0..1

    Source: [DS] §5, digitization as outcome of smart solutions innovated together. Ours: the form.

    >>> round(digitized(0.3, 1.5, 0.001, 0.02), 4)
    0.305
    """
    return clip(digitization + pace * max(0.0, maturity / 3.0 - digitization) + pull, 0.0, 1.0)
