"""Monitoring: the reinforcing feedback that finds opportunities in how offers perform."""

from ecosim.compiled import rule


@rule
def monitoring_insight(datatization: float, sharing: float, rate: float) -> float:
    """Return the rate at which a firm finds opportunities in how its offers perform.

        insight = r · d · (0.2 + 0.8·s)

    Parameters
    ----------
    datatization : d, 0..1
    sharing : s, mean of routines times trust with its customers, 0..1
    rate : r, per month where everything is seen and shared, 0..1

    Source: [DS] §5, reinforcing feedback by co-monitoring. Ours: the form.

    >>> round(monitoring_insight(0.5, 0.25, 0.4), 4)
    0.08
    """
    return rate * datatization * (0.2 + 0.8 * sharing)
