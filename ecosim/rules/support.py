"""Support: what a firm's relationships lend it against disturbances, and what they cost."""

from ecosim.compiled import rule


@rule
def support_contribution(consonance: float, resonance: float, complementarity: float) -> float:
    """Return what one relationship adds to a firm's support.

        x = κ · ρ · min(1, γ/0.35)

    Parameters
    ----------
    consonance : κ, 0..1
    resonance : ρ, 0..1
    complementarity : γ, 0..1

    Source: [DS] §2.2, sub-systems and supra-systems survive together. Ours: the form.

    >>> round(support_contribution(0.6, 0.5, 0.2), 4)
    0.1714
    """
    return consonance * resonance * min(1.0, complementarity / 0.35)


@rule
def support(total: float) -> float:
    """Return a firm's support: a saturating sum over its relationships.

        R = X / (X + 2)

    Parameters
    ----------
    total : X, the sum of contributions, at least 0

    Source: [DS] §2.2, survival with others. Ours: a sum, because a mean would cancel the benefit of
    openness.

    >>> round(support(1.0), 4)
    0.3333
    """
    return total / (total + 2.0)


@rule
def upkeep(rate: float, scale: float) -> float:
    """Return what keeping up one relationship costs a firm in a month, in MSEK.

        cost = rate · scale

    Parameters
    ----------
    rate : MSEK per month for a firm of scale 1, at least 0
    scale : square root of the number of employees, at least 0

    Source: Ours: ties cost attention, or everyone would have all of them.

    >>> round(upkeep(0.002, 4.0), 4)
    0.008
    """
    return rate * scale
