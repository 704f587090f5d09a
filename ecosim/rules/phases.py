"""Phases of a relationship: foundational, intermediate, advanced; each rests on the one before."""

from ecosim.compiled import rule
from ecosim.rules.governance import governance_cap


@rule
def advances(
    phase: float,
    complementarity: float,
    assets: float,
    routines: float,
    governance: float,
    trust: float,
    age: float,
    trigger: float,
    fill: float,
    step: float,
) -> float:
    """Tell whether a relationship is ready for its next phase (1.0) or not (0.0).

        γ ≥ γ₀,  a and k ≥ fill·phase/3,  g ≥ fill·cap(phase),  τ ≥ 0.25 + step·(phase + 1),
        age ≥ 12·phase months,  phase < 3

    Parameters
    ----------
    phase : 0..3, whole
    complementarity : γ, 0..1
    assets : a, 0..1
    routines : k, 0..1
    governance : g, 0..1
    trust : τ, 0..1
    age : months, at least 0
    trigger : γ₀, complementarity that starts a relationship, 0..1
    fill : share of what a phase allows that must be there before the next, 0..1
    step : additional trust each phase needs, 0..0.25

    Source: [RT] introduction: four components develop over three phases, each resting on the one
    before. Ours: the ages and thresholds.

    >>> advances(1.0, 0.3, 0.3, 0.3, 0.18, 0.55, 14.0, 0.18, 0.75, 0.12)
    1.0
    """
    needed = fill * phase / 3.0
    stocks = min(assets, routines) - needed
    agreement = governance - fill * governance_cap(phase)
    belief = trust - (0.25 + step * (phase + 1.0))
    lasting = age - 12.0 * phase
    substance = min(complementarity - trigger, stocks)
    spirit = min(agreement, belief)
    weakest = min(substance, spirit)
    ready = min(weakest, lasting) >= 0.0
    return 1.0 if ready and phase < 3.0 else 0.0


@rule
def falls_back(
    phase: float, complementarity: float, trust: float, trigger: float, floor: float
) -> float:
    """Tell whether a relationship loses its phase (1.0) or not (0.0).

        phase ≥ 1  and  (γ < ½γ₀  or  τ < floor)

    Parameters
    ----------
    phase : 0..3, whole
    complementarity : γ, 0..1
    trust : τ, 0..1
    trigger : γ₀, complementarity that starts a relationship, 0..1
    floor : trust below which nothing holds, 0..1

    Source: [RT] "Complementary digitalization capabilities": what keeps a relationship. Ours: that
    it can fall back, which the article leaves open.

    >>> falls_back(1.0, 0.3, 0.2, 0.18, 0.25)
    1.0
    """
    lost = min(complementarity - 0.5 * trigger, trust - floor) < 0.0
    return 1.0 if lost and phase > 0.0 else 0.0
