"""Effective capability: what a firm can do with its partners' help."""

from ecosim.compiled import rule


@rule
def transfer_strength(
    strength: float, openness: float, consonance: float, resonance: float, trust: float
) -> float:
    """Return how much of a partner's lead in a capability a firm can use.

        s = b · openness · κ · (0.2 + 0.8·ρ) · τ

    Parameters
    ----------
    strength : b, share that could be used under perfect conditions, 0..1
    openness : of the partner's boundaries, 0..1
    consonance : κ, 0..1
    resonance : ρ, 0..1
    trust : τ, 0..1

    Source: [DS] §2.3.1, operant resources and resource density; [IN] §4.2.3, without trust partners
    hold back. Ours: the form.

    >>> round(transfer_strength(0.9, 0.6, 0.6, 0.4, 0.5), 4)
    0.0842
    """
    return strength * openness * consonance * (0.2 + 0.8 * resonance) * trust


@rule
def left_uncovered(strength: float, own_capability: float, partner_capability: float) -> float:
    """Return the share of a firm's shortfall that one partner leaves open.

        1 − s · max(0, cⱼ − cᵢ)

    Parameters
    ----------
    strength : s, 0..1
    own_capability : cᵢ, 0..1
    partner_capability : cⱼ, 0..1

    Source: [DS] §2.3.1, operant resources. Ours: partners' help compounds with diminishing returns.

    >>> round(left_uncovered(0.3, 0.2, 0.8), 4)
    0.82
    """
    return 1.0 - strength * max(0.0, partner_capability - own_capability)


@rule
def effective_capability(own_capability: float, uncovered: float) -> float:
    """Return a firm's capability together with all its partners.

        c̃ = 1 − (1 − c) · Π over partners of what each leaves uncovered

    Parameters
    ----------
    own_capability : c, 0..1
    uncovered : the product over partners of what each leaves uncovered, 0..1

    Source: [DS] §2.3.1, resource density: technology brings the needed resources together. Ours:
    the form.

    >>> round(effective_capability(0.4, 0.7), 4)
    0.58
    """
    return 1.0 - (1.0 - own_capability) * uncovered


@rule
def capability_coverage(effective: float, requirement: float) -> float:
    """Return how much of one requirement is met.

        coverage = min(1, c̃/n)

    Parameters
    ----------
    effective : c̃, 0..1
    requirement : n, above 0

    Source: Ours: an essential variable of a viable firm, so that partner choice matters.

    >>> round(capability_coverage(0.45, 0.6), 4)
    0.75
    """
    return min(1.0, effective / requirement)
