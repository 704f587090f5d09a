"""Resonance: success of interaction that reinforces itself."""

from ecosim.compiled import rule
from ecosim.rules.elementary import logistic


@rule
def resonance_gate(consonance, threshold, steepness):
    """Return how far structural fit lets success reinforce itself.

        gate = 1 / (1 + e^(−(κ − κ₀)/s))

    Parameters
    ----------
    consonance : κ, 0..1
    threshold : κ₀, the consonance at which the gate is half open
    steepness : s, width of the step

    Source: [DS] §2.3.2, there is no resonance without consonance.

    >>> round(resonance_gate(0.6, 0.5, 0.06), 4)
    """
    return logistic((consonance - threshold) / steepness)


@rule
def resonance(resonance, gate, consonance, trust, success, gain, seed, decay):
    """Return resonance after a month: logistic growth that lives on success.

        ρ′ = ρ + g·κ·τ·(s + ρ)(1 − ρ)·y·gate − d·ρ·(1 − y)

    Parameters
    ----------
    resonance : ρ now, 0..1
    gate : how far consonance lets it grow, 0..1
    consonance, trust, success : κ, τ, y, 0..1
    gain : g, per month
    seed : s, lets resonance start from nothing
    decay : d, per month of complete failure

    Source: [DS] §2.3.2, the virtuous turn to increasing returns; the form is Ours. It has no
    hysteresis: nothing here supports a claim of a tipping point.

    >>> round(resonance(0.3, 0.8, 0.6, 0.5, 0.7, 0.5, 0.05, 0.12), 4)
    """
    growth = gain * consonance * trust * (seed + resonance) * (1.0 - resonance) * success * gate
    return resonance + growth - decay * resonance * (1.0 - success)


@rule
def increasing_returns(resonance, effect):
    """Return the factor by which resonance raises the value of working together.

        factor = 1 + b·ρ

    Parameters
    ----------
    resonance : ρ, 0..1
    effect : b

    Source: [DS] §2.3.2, increasing returns; the size is Ours.

    >>> round(increasing_returns(0.5, 0.8), 4)
    """
    return 1.0 + effect * resonance
