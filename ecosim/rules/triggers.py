"""Triggers: what makes a firm feel that it has to change."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def urgency(urgency: float, failures: float, effect: float, fade: float) -> float:
    """Return how urgent change seems to a firm after a month of its own failures.

        U′ = clip(U + b·f·(1 − U) − d·U, 0, 1)

    Parameters
    ----------
    urgency : U, 0..1
    failures : f, share of its customers it failed, as it notices itself, 0..1
    effect : b, per month, 0..1
    fade : d, per month, 0..1

    Source: [DS] §4.1.1, own inefficiency as trigger, gradual. Ours: the form.

    >>> round(urgency(0.2, 0.25, 0.2, 0.03), 4)
    0.234
    """
    return clip(urgency + effect * failures * (1.0 - urgency) - fade * urgency, 0.0, 1.0)


@rule
def struck_urgency(urgency: float, size: float, effect: float) -> float:
    """Return how urgent change seems to a firm when regulation changes.

        U′ = U + (1 − U)·min(1, b·size)

    Parameters
    ----------
    urgency : U, 0..1
    size : of the shock, 0..1
    effect : b, at least 0

    Source: [DS] §4.2.1, §4.2.2, regulation seen as an opening, quick. Ours: the form; the same for
    every firm, what it makes of it differs.

    >>> round(struck_urgency(0.2, 0.5, 1.0), 4)
    0.6
    """
    return urgency + (1.0 - urgency) * min(1.0, effect * size)
