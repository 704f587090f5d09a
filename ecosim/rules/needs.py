"""Needs: improvement opportunities in a customer's operation, whose true worth nobody sees."""

from ecosim.compiled import rule
from ecosim.rules.elementary import exponential


@rule
def drawn_size(median: float, spread: float, chance: float, most: float) -> float:
    """Return the size of something about a need, in the unit of the median.

        size = min(most, median · e^(spread·chance))

    Parameters
    ----------
    median : of all needs, in any unit, at least 0
    spread : standard deviation of the logarithm, 0..10
    chance : bell-shaped, mean 0 and variance 1, −3.5..3.5
    most : largest size, in the same unit, at least 0

    Source: [AC] §3.1, a machine's optimization gains up to 25 %: a bound, not a mean. Ours: the
    lognormal form; most opportunities are small.

    >>> round(drawn_size(0.05, 0.6, 1.0, 0.25), 4)
    0.0911
    """
    return min(most, median * exponential(spread * chance))


@rule
def site_value(saving: float, gain: float, turnover: float, contribution: float) -> float:
    """Return what meeting a need is worth to the customer's whole site, in MSEK per month.

        value = turnover · (saving + contribution · gain)

    Parameters
    ----------
    saving : at the stage itself, share of turnover, 0..1
    gain : in the throughput of the whole operation, share of normal throughput, 0..1
    turnover : of the customer, MSEK per month, at least 0
    contribution : share of additional turnover that is left after its own costs, 0..1

    Source: [AC] §4.2.2, value is the gain of the whole site, not of the provider's own machine.
    Ours: the two parts.

    >>> round(site_value(0.004, 0.05, 10.0, 0.3), 4)
    0.19
    """
    return turnover * (saving + contribution * gain)


@rule
def believed_gain(site_gain: float, relief: float, scanned: float) -> float:
    """Return the gain in throughput that the teams expect before any error of judgement.

        gain = scanned · site gain + (1 − scanned) · relief

    Parameters
    ----------
    site_gain : true gain of the whole operation, 0..1
    relief : gain in capacity of the stage alone, 0..1
    scanned : how far the customer's whole process was looked at, 0..1

    Source: [AC] §4.2.2, one optimized machine may leave the site's output as it was. Ours: who
    does not look further takes the machine for the site.

    >>> round(believed_gain(0.0, 0.08, 0.75), 4)
    0.02
    """
    return scanned * site_gain + (1.0 - scanned) * relief


@rule
def noticing(
    voice: float, scan: float, stage: float, operations: float, development: float, reach: float
) -> float:
    """Return the chance that two firms' teams notice a hidden need this month.

        P = [1 − (1 − voice·o)(1 − scan·d)] · (1 in the provider's own equipment, else reach·d)

    Parameters
    ----------
    voice : chance that the people who work there speak up, at full participation, 0..1
    scan : chance that an assessment finds it, at full participation, 0..1
    stage : of the customer's chain, 0 is the provider's own equipment, 0..3
    operations : o, participation of the operations team, 0..1
    development : d, participation of the development team, 0..1
    reach : how far an assessment goes beyond the provider's own equipment, 0..1

    Source: [AC] §4.2.1, operations voice needs, development goes through today's processes beyond
    the provider's own product. Ours: the form.

    >>> round(noticing(0.2, 0.1, 2.0, 0.5, 0.5, 0.8), 4)
    0.058
    """
    heard = 1.0 - (1.0 - voice * operations) * (1.0 - scan * development)
    return heard if stage < 1.0 else heard * reach * development


@rule
def vanishing(rate: float, upheaval: float, effect: float) -> float:
    """Return the chance that an open need is overtaken by change this month.

        P = min(1, rate · (1 + effect · upheaval))

    Parameters
    ----------
    rate : in quiet times, 0..1
    upheaval : size of a shock to technology, regulation or taste this month, 0..1
    effect : how much a shock speeds change up, at least 0

    Source: Ours: sites change, and with them what would help.

    >>> round(vanishing(0.02, 0.5, 8.0), 4)
    0.1
    """
    return min(1.0, rate * (1.0 + effect * upheaval))
