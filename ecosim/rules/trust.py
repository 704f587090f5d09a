"""Trust: earned slowly, lost at once, and fading without care."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def trust(
    trust: float,
    success: float,
    routines: float,
    betrayal: float,
    failure: float,
    distance: float,
    gain: float,
    distance_effect: float,
    breach: float,
    fade: float,
) -> float:
    """Return trust after a month.

        τ′ = clip(τ + g·(1 − b·dist)·y·(1 − τ)(½ + ½k)
                  − h·τ·max(betrayal, ½·failure) − f·τ·(1.3 − y), 0, 1)

    Parameters
    ----------
    trust : τ, 0..1
    success : y, 0..1
    routines : k, 0..1
    betrayal : whether the partner exploited the firm this month, 0..1
    failure : whether a delivery failed this month, 0..1
    distance : psychic distance that is still felt, 0..1
    gain : g, per month, 0..1
    distance_effect : b, 0..1
    breach : h, share lost in a betrayal, 0..1
    fade : f, per month, 0..1

    Source: [RT] "Partnership governance"; [IN] §4.2.3, trust is hard to build abroad and grows by
    lasting, effective collaboration; [EM] appendix, unanswered incidents. Ours: the form.

    >>> round(trust(0.4, 0.7, 0.3, 0.0, 0.0, 0.2, 0.05, 0.5, 0.15, 0.035), 4)
    0.4039
    """
    earned = gain * (1.0 - distance_effect * distance) * success * (1.0 - trust)
    earned = earned * (0.5 + 0.5 * routines)
    broken = breach * trust * max(betrayal, 0.5 * failure)
    return clip(trust + earned - broken - fade * trust * (1.3 - success), 0.0, 1.0)
