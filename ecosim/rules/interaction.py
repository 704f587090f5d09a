"""Interaction: how well a month of working together goes, and what can spoil it."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def readiness(coupling: float, information: float) -> float:
    """Return how prepared a firm is to work with others, around 0.

        readiness = coupling + information − 1

    Parameters
    ----------
    coupling : consonance of front and back end, 0..1
    information : mean freshness of the firm's information, 0..1

    Source: [DS] §4.1.1, silos lead to wrong and late deliveries. Ours: the form.

    >>> round(readiness(0.6, 0.7), 4)
    0.3
    """
    return coupling + information - 1.0


@rule
def interaction_success(
    consonance: float,
    routines: float,
    quality: float,
    ready: float,
    value: float,
    harm: float,
    noise: float,
    base: float,
    consonance_effect: float,
    routines_effect: float,
    quality_effect: float,
    readiness_effect: float,
    value_effect: float,
    harm_effect: float,
) -> float:
    """Return how well this month's interaction went.

        y = clip(b + b_κ·κ + b_k·k + b_q·quality + b_r·readiness + b_v·v − b_h·harm + noise, 0, 1)

    Parameters
    ----------
    consonance : κ, 0..1
    routines : k, 0..1
    quality : mean delivered quality of the two, 0..1
    ready : mean readiness of the two, −1..1
    value : v, value in use, 0..1
    harm : the worst of failure, betrayal and setback, 0..1
    noise : chance, any number
    base : b, success with nothing going for it, 0..1
    consonance_effect : b_κ, at least 0
    routines_effect : b_k, at least 0
    quality_effect : b_q, at least 0
    readiness_effect : b_r, at least 0
    value_effect : b_v, at least 0
    harm_effect : b_h, at least 0

    Source: [DS] §2.3.2, resonance is judged by success of interaction; [EM] §4.1, value in use
    carries it. Ours: the weights.

    >>> round(interaction_success(.6, .3, .8, 0, .5, 0, 0, .12, .45, .2, .2, .1, .1, .3), 4)
    0.66
    """
    gain = base + consonance_effect * consonance + routines_effect * routines
    gain = gain + quality_effect * quality + readiness_effect * ready
    return clip(gain + value_effect * value - harm_effect * harm + noise, 0.0, 1.0)


@rule
def betrayal_probability(consonance: float, trust: float, governance: float, rate: float) -> float:
    """Return the chance that one side exploits the other this month.

        P = rate · (1 − κ)(1 − τ)(1 − 0.7·(1 − g))

    Parameters
    ----------
    consonance : κ, 0..1
    trust : τ, 0..1
    governance : g, 0 contractual (monitored) to 1 relational, 0..1
    rate : per month, where nothing holds anyone back, 0..1

    Source: [RT] "Partnership governance": formal safeguards and goodwill; [AC] §4.1, customer
    conduct. Ours: the form.

    >>> round(betrayal_probability(0.5, 0.4, 0.0, 0.1), 4)
    0.009
    """
    return rate * (1.0 - consonance) * (1.0 - trust) * (1.0 - 0.7 * (1.0 - governance))


@rule
def failure_probability(quality: float, rate: float) -> float:
    """Return the chance that a delivery fails this month.

        P = rate · (1 − quality)

    Parameters
    ----------
    quality : delivered quality, 0..1
    rate : per month, at no quality at all, 0..1

    Source: [DS] §4.1.1, wrong items, wrong amounts, late. Ours: the form.

    >>> round(failure_probability(0.7, 0.3), 4)
    0.09
    """
    return rate * (1.0 - quality)
