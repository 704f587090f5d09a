"""Interaction: how well a month of working together goes, and what can spoil it."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip


@rule
def readiness(coupling, information):
    """Return how prepared a firm is to work with others, around 0.

        readiness = coupling + information − 1

    Parameters
    ----------
    coupling : consonance of front and back end, 0..1
    information : freshness of information, 0..1

    Source: [DS] §4.1.1, silos lead to wrong and late deliveries.

    >>> round(readiness(0.6, 0.7), 4)
    """
    return coupling + information - 1.0


@rule
def interaction_success(
    consonance,
    routines,
    quality,
    ready,
    harm,
    noise,
    base,
    consonance_effect,
    routines_effect,
    quality_effect,
    readiness_effect,
    harm_effect,
):
    """Return how well this month's interaction went.

        y = clip(b + b_κ·κ + b_k·k + b_q·quality + b_r·readiness − b_h·harm + noise)

    Parameters
    ----------
    consonance, routines, quality : κ, k and delivered quality, 0..1
    ready : mean readiness of the two, −1..1
    harm : the worse of failure and betrayal, 0..1
    noise : chance
    base, consonance_effect, routines_effect, quality_effect, readiness_effect, harm_effect : b's

    Source: [DS] §2.3.2, resonance is judged by success of interaction; weights are Ours.

    >>> round(interaction_success(0.6, 0.3, 0.8, 0.0, 0.0, 0.0, 0.12, 0.45, 0.2, 0.2, 0.1, 0.3), 4)
    """
    gain = base + consonance_effect * consonance + routines_effect * routines
    gain = gain + quality_effect * quality + readiness_effect * ready
    return clip(gain - harm_effect * harm + noise, 0.0, 1.0)


@rule
def betrayal_probability(consonance, trust, governance, rate):
    """Return the chance that one side exploits the other this month.

        P = rate · (1 − κ)(1 − τ)(1 − 0.7·(1 − g))

    Parameters
    ----------
    consonance, trust : κ, τ, 0..1
    governance : g, 0 contractual (monitored) to 1 relational
    rate : per month, where nothing holds anyone back

    Source: [RT] "Partnership governance": safeguards and goodwill; the form is Ours.

    >>> round(betrayal_probability(0.5, 0.4, 0.0, 0.1), 4)
    """
    return rate * (1.0 - consonance) * (1.0 - trust) * (1.0 - 0.7 * (1.0 - governance))


@rule
def failure_probability(quality, rate):
    """Return the chance that a delivery fails this month.

        P = rate · (1 − quality)

    Parameters
    ----------
    quality : delivered quality, 0..1
    rate : per month, at no quality at all

    Source: [DS] §4.1.1, wrong items, wrong amounts, late.

    >>> round(failure_probability(0.7, 0.3), 4)
    """
    return rate * (1.0 - quality)
