"""Complementarity: how far two firms fill each other's capability gaps."""

from ecosim.compiled import rule


@rule
def capability_gap(requirement: float, capability: float) -> float:
    """Return how much of a required capability a firm lacks.

        gap = max(0, n − c)

    Parameters
    ----------
    requirement : n, what the firm's business asks for, 0..1
    capability : c, what the firm has, 0..1

    Source: [RT] "Complementary digitalization capabilities"; [IN] §4.2.1, identify
    complementarities.

    >>> round(capability_gap(0.7, 0.4), 4)
    0.3
    """
    return max(0.0, requirement - capability)


@rule
def complementarity(
    own_filled: float, own_gap: float, partner_filled: float, partner_gap: float, slack: float
) -> float:
    """Return how far each of two firms has what the other lacks.

        γ = ½ [ Σ gapᵢ·cⱼ / (Σ gapᵢ + s) + Σ gapⱼ·cᵢ / (Σ gapⱼ + s) ]

    Parameters
    ----------
    own_filled : Σ over capabilities of own gap times the partner's capability, at least 0
    own_gap : Σ over capabilities of own gap, at least 0
    partner_filled : Σ over capabilities of the partner's gap times own capability, at least 0
    partner_gap : Σ over capabilities of the partner's gap, at least 0
    slack : s, above 0; keeps a firm with hardly any gap from seeming to need everything

    Source: [RT] "Complementary digitalization capabilities". Ours: the form, a share of needs met.

    >>> round(complementarity(0.3, 0.5, 0.1, 0.2, 0.2), 4)
    0.3393
    """
    own = own_filled / (own_gap + slack)
    partner = partner_filled / (partner_gap + slack)
    return 0.5 * (own + partner)
