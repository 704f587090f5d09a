"""Complementarity: how far two firms fill each other's capability gaps."""

from ecosim.compiled import rule


@rule
def capability_gap(requirement, capability):
    """Return how much of a required capability a firm lacks.

        gap = max(0, n − c)

    Parameters
    ----------
    requirement : what the firm's business asks for, 0..1
    capability : what the firm has, 0..1

    Source: [RT] "Complementary digitalization capabilities".

    >>> round(capability_gap(0.7, 0.4), 4)
    """
    return max(0.0, requirement - capability)


@rule
def complementarity(own_filled, own_gap, partner_filled, partner_gap, slack):
    """Return how far each of two firms has what the other lacks.

        γ = ½ [ Σ gapᵢ·cⱼ / (Σ gapᵢ + s) + Σ gapⱼ·cᵢ / (Σ gapⱼ + s) ]

    Parameters
    ----------
    own_filled, partner_filled : Σ over capabilities of a firm's gap times the other's capability
    own_gap, partner_gap : Σ over capabilities of a firm's gaps
    slack : s, keeps a firm with hardly any gap from appearing to need everything

    Source: [RT] "Complementary digitalization capabilities"; the form is Ours: a share of needs met.

    >>> round(complementarity(0.3, 0.5, 0.1, 0.2, 0.2), 4)
    """
    own = own_filled / (own_gap + slack)
    partner = partner_filled / (partner_gap + slack)
    return 0.5 * (own + partner)
