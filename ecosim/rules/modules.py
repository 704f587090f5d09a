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
def unfamiliar_work(tailored: float, known: float, effect: float) -> float:
    """Return the additional work that a solution takes in a trade its makers do not know.

        additional = e · tailored · (1 − known), as a share of the work in a trade they know

    Parameters
    ----------
    tailored : share of the solution that fits this customer alone, 0..1
    known : how well the provider knows the customer's trade, 0..1
    effect : e, of a wholly tailored solution in an unknown trade, at least 0

    Source: [IN] §4.1.3, modules make solutions for many segments; [AC] §4.1, custom work hangs on
    knowledge of one customer. Ours: the form; what is configured from modules needs no knowledge
    of the trade.

    >>> round(unfamiliar_work(0.5, 0.6, 1.0), 4)
    0.2
    """
    return effect * tailored * (1.0 - known)


@rule
def library_after(ready: float, released: float, gain: float, fade: float) -> float:
    """Return how far a digital function is ready after a month.

        m′ = (1 − fade) · m + (1 − m) · g·r / (1 + g·r)

    Parameters
    ----------
    ready : m, 0..1
    released : r, services with it this month, as far as each can be made again, at least 0
    gain : g, what one service adds, 0..1
    fade : technology moves on, per month, 0..1

    Source: [AC] §5, a portfolio from which larger solutions are configured. Ours: the form.

    >>> round(library_after(0.4, 1.0, 0.5, 0.005), 4)
    0.598
    """
    return (1.0 - fade) * ready + (1.0 - ready) * gain * released / (1.0 + gain * released)


@rule
def designed_fit(tailored: float, misfit: float) -> float:
    """Return how well a solution is made for the customer that gets it.

        design = 1 − m · (1 − tailored)²

    Parameters
    ----------
    tailored : share of the solution that fits this customer alone, 0..1
    misfit : m, share of a customer's need that a wholly standard solution misses, 0..1

    Source: [AC] §4.1, what is tailored fits one customer better and others worse. Ours: the form;
    the first adaptations take away the worst misfits.

    >>> round(designed_fit(0.5, 0.4), 4)
    0.9
    """
    return 1.0 - misfit * (1.0 - tailored) * (1.0 - tailored)


@rule
def replicable(tailored: float, handed_over: float, undocumented: float) -> float:
    """Return the share of a new service that can be made again for others.

        share = (1 − tailored) · [1 − n·(1 − h)]

    Parameters
    ----------
    tailored : share of the solution that fits this customer alone, 0..1
    handed_over : h, share of the provider's services that others than their makers run, 0..1
    undocumented : n, share of a function that only its makers can use again, 0..1

    Source: [AC] §5, a portfolio of functions; [EM] §5.2, smooth handover, so that results are
    replicated. Ours: the form.

    >>> round(replicable(0.25, 0.5, 0.4), 4)
    0.6
    """
    return (1.0 - tailored) * (1.0 - undocumented * (1.0 - handed_over))
