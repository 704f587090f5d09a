"""Phases of a relationship: foundational, intermediate, advanced, each resting on the one before."""

from ecosim.compiled import rule
from ecosim.rules.governance import governance_cap


@rule
def advances(phase, complementarity, assets, routines, governance, trust, age, trigger, fill, step):
    """Tell whether a relationship is ready for its next phase (1.0) or not (0.0).

        γ ≥ γ₀,  a and k ≥ fill·phase/3,  g ≥ fill·cap(phase),  τ ≥ 0.25 + step·(phase + 1),
        age ≥ 12·phase months

    Parameters
    ----------
    phase : 0..3
    complementarity, assets, routines, governance, trust : γ, a, k, g, τ, 0..1
    age : months
    trigger : γ₀, complementarity that starts a relationship
    fill : share of what a phase allows that must be there before the next
    step : additional trust each phase needs

    Source: [RT] figure 1: each phase builds on the previous; ages and thresholds are Ours.

    >>> advances(1.0, 0.3, 0.3, 0.3, 0.18, 0.55, 14.0, 0.18, 0.75, 0.12)
    """
    needed = fill * phase / 3.0
    stocks = min(assets, routines) - needed
    agreement = governance - fill * governance_cap(phase)
    belief = trust - (0.25 + step * (phase + 1.0))
    lasting = age - 12.0 * phase
    weakest = min(min(complementarity - trigger, stocks), min(agreement, belief))
    ready = min(weakest, lasting) >= 0.0
    return 1.0 if ready and phase < 3.0 else 0.0


@rule
def falls_back(phase, complementarity, trust, trigger, floor):
    """Tell whether a relationship loses its phase (1.0) or not (0.0).

        γ < ½γ₀  or  τ < floor

    Parameters
    ----------
    phase : 0..3
    complementarity, trust : γ, τ, 0..1
    trigger : γ₀
    floor : trust below which nothing holds

    Source: [RT] "Complementary digitalization capabilities": what keeps a relationship; Ours: that
    it can fall back, which the article leaves open.

    >>> falls_back(1.0, 0.3, 0.2, 0.18, 0.25)
    """
    lost = min(complementarity - 0.5 * trigger, trust - floor) < 0.0
    return 1.0 if lost and phase > 0.0 else 0.0
