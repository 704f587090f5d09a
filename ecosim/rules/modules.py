"""Modules: digital functions that were built once and can be used again."""

from ecosim.compiled import rule


@rule
def reusable_share(ready: float, tailored: float, reuse: float) -> float:
    """Return the share of a solution that need not be built anew.

        share = reuse · ready · (1 − tailored)

    Parameters
    ----------
    ready : how far the provider has the digital function ready, 0..1
    tailored : share of the solution that fits this customer alone, 0..1
    reuse : share of a ready function that saves work, 0..1

    Source: [AC] §5, modules that scale; §4.1, limited scalability of custom work. Ours: the form.

    >>> round(reusable_share(0.8, 0.25, 0.7), 4)
    0.42
    """
    return reuse * ready * (1.0 - tailored)


@rule
def library_after(ready: float, released: float, gain: float, fade: float) -> float:
    """Return how far a digital function is ready after a month.

        m′ = (1 − fade) · m + (1 − m) · g·r / (1 + g·r)

    Parameters
    ----------
    ready : m, 0..1
    released : r, services with it this month, less what was tailored in each, at least 0
    gain : g, what one service adds, 0..1
    fade : technology moves on, per month, 0..1

    Source: [AC] §5, a portfolio from which larger solutions are configured. Ours: the form.

    >>> round(library_after(0.4, 1.0, 0.5, 0.005), 4)
    0.598
    """
    return (1.0 - fade) * ready + (1.0 - ready) * gain * released / (1.0 + gain * released)
