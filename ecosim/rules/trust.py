"""Trust: earned slowly, lost at once, and fading without care."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def trust(trust, success, routines, betrayal, failure, distance, gain, distance_effect, breach, fade):
    """Return trust after a month.

        τ′ = τ + g·(1 − b·dist)·y·(1 − τ)(½ + ½k) − h·τ·max(betrayal, ½·failure) − f·τ·(1.3 − y)

    Parameters
    ----------
    trust, success, routines : τ, y, k, 0..1
    betrayal, failure : what went wrong this month, 0 or 1
    distance : psychic distance between the two home markets, 0..1
    gain, distance_effect, breach, fade : g, b, h, f; rates per month

    Source: [RT] "Partnership governance"; [IN] §4.2.3, trust is hard to build abroad and grows by
    lasting, effective collaboration; [EM] appendix, unanswered incidents. The form is Ours.

    >>> round(trust(0.4, 0.7, 0.3, 0.0, 0.0, 0.2, 0.05, 0.5, 0.15, 0.035), 4)
    """
    earned = gain * (1.0 - distance_effect * distance) * success * (1.0 - trust)
    earned = earned * (0.5 + 0.5 * routines)
    broken = breach * trust * max(betrayal, 0.5 * failure)
    return clip(trust + earned - broken - fade * trust * (1.3 - success), 0.0, 1.0)
