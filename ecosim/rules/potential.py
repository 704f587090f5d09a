"""Relational potential: what the four components of a relationship make possible together."""

from ecosim.compiled import rule


@rule
def relational_potential(
    complementarity: float, assets: float, routines: float, governance: float
) -> float:
    """Return the joint potential of a relationship; the scarcest component weighs most.

        Π = 4 / (1/x₁ + 1/x₂ + 1/x₃ + 1/x₄),  each x at least 0.02

    Parameters
    ----------
    complementarity : γ, 0..1; x₁ = min(1, γ/0.35)
    assets : x₂ = a, 0..1
    routines : x₃ = k, 0..1
    governance : x₄ = g, 0..1

    Source: [RT] introduction, joint inputs give gains that neither side has alone. Ours: constant
    elasticity of substitution one half, between a strict minimum and a sum.

    >>> round(relational_potential(0.3, 0.4, 0.5, 0.2), 4)
    0.375
    """
    fit = max(min(1.0, complementarity / 0.35), 0.02)
    rest = 1.0 / max(assets, 0.02) + 1.0 / max(routines, 0.02) + 1.0 / max(governance, 0.02)
    return 4.0 / (1.0 / fit + rest)


@rule
def value_factor(potential: float) -> float:
    """Return the factor by which relational potential scales what a relationship is worth.

        factor = 0.5 + 0.6·Π

    Parameters
    ----------
    potential : Π, 0..1

    Source: [RT] introduction, joint inputs give gains. Ours: the numbers.

    >>> round(value_factor(0.5), 4)
    0.8
    """
    return 0.5 + 0.6 * potential
