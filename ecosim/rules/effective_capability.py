"""Effective capability: what a firm can do with its partners' help."""

from ecosim.compiled import rule


@rule
def transfer_strength(strength, openness, consonance, resonance, trust):
    """Return how much of a partner's lead in a capability a firm can use.

        s = strength · openness · κ · (0.2 + 0.8·ρ) · τ

    Parameters
    ----------
    strength : share that could be used under perfect conditions, 0..1
    openness : of the partner's boundaries, 0..1
    consonance, resonance, trust : κ, ρ, τ, 0..1

    Source: [DS] §2.3.1, operant resources and resource density; [IN] §4.2.3, without trust partners
    hold back; the form is Ours.

    >>> round(transfer_strength(0.9, 0.6, 0.6, 0.4, 0.5), 4)
    """
    return strength * openness * consonance * (0.2 + 0.8 * resonance) * trust


@rule
def left_uncovered(strength, own_capability, partner_capability):
    """Return the share of a firm's shortfall that one partner leaves open.

        1 − s · max(0, cⱼ − cᵢ)

    Parameters
    ----------
    strength : s, 0..1
    own_capability, partner_capability : cᵢ, cⱼ, 0..1

    Source: [DS] §2.3.1; Ours: partners' help compounds with diminishing returns.

    >>> round(left_uncovered(0.3, 0.2, 0.8), 4)
    """
    return 1.0 - strength * max(0.0, partner_capability - own_capability)


@rule
def effective_capability(own_capability, uncovered):
    """Return a firm's capability together with all its partners.

        c̃ = 1 − (1 − c) · Π over partners of what each leaves uncovered

    Parameters
    ----------
    own_capability : c, 0..1
    uncovered : the product over partners, 0..1

    Source: [DS] §2.3.1, the whole is more than the sum of its parts.

    >>> round(effective_capability(0.4, 0.7), 4)
    """
    return 1.0 - (1.0 - own_capability) * uncovered


@rule
def capability_coverage(effective, requirement):
    """Return how much of one requirement is met.

        coverage = min(1, c̃/n)

    Parameters
    ----------
    effective : c̃, 0..1
    requirement : n, above 0

    Source: Ours: an essential variable of a viable firm, so that partner choice matters.

    >>> round(capability_coverage(0.45, 0.6), 4)
    """
    return min(1.0, effective / requirement)
