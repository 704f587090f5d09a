"""Resonance: success of interaction that reinforces itself."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip, logistic


@rule
def resonance_gate(consonance: float, threshold: float, steepness: float) -> float:
    """Return how far structural fit lets success reinforce itself.

        gate = 1 / (1 + e^(−(κ − κ₀)/s))

    Parameters
    ----------
    consonance : κ, 0..1
    threshold : κ₀, the consonance at which the gate is half open, 0..1
    steepness : s, width of the step, above 0

    Source: [DS] §2.3.2, structural fit before successful interaction. Ours: the form.

    >>> round(resonance_gate(0.6, 0.5, 0.06), 4)
    0.8411
    """
    return logistic((consonance - threshold) / steepness)


@rule
def resonance(
    resonance: float,
    gate: float,
    consonance: float,
    trust: float,
    success: float,
    gain: float,
    seed: float,
    decay: float,
) -> float:
    """Return resonance after a month: logistic growth that lives on success.

        ρ′ = clip(ρ + g·κ·τ·(s + ρ)(1 − ρ)·y·gate − d·ρ·(1 − y), 0, 1)

    Parameters
    ----------
    resonance : ρ now, 0..1
    gate : how far consonance lets it grow, 0..1
    consonance : κ, 0..1
    trust : τ, 0..1
    success : y, 0..1
    gain : g, per month, at least 0
    seed : s, 0..1; lets resonance start from nothing
    decay : d, per month of complete failure, 0..1

    Source: [DS] §2.3.2, the virtuous turn to increasing returns. Ours: the form. It has no
    hysteresis: nothing here supports a claim of a tipping point.

    >>> round(resonance(0.3, 0.8, 0.6, 0.5, 0.7, 0.5, 0.05, 0.12), 4)
    0.3098
    """
    growth = gain * consonance * trust * (seed + resonance) * (1.0 - resonance) * success * gate
    return clip(resonance + growth - decay * resonance * (1.0 - success), 0.0, 1.0)


@rule
def increasing_returns(resonance: float, effect: float) -> float:
    """Return the factor by which resonance raises the value of working together.

        factor = 1 + b·ρ

    Parameters
    ----------
    resonance : ρ, 0..1
    effect : b, at least 0

    Source: [DS] §2.3.2, increasing returns. Ours: the size.

    >>> round(increasing_returns(0.5, 0.8), 4)
    1.4
    """
    return 1.0 + effect * resonance
