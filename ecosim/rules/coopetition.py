"""Coopetition: a competitor may be a partner, at a price."""

from ecosim.compiled import rule


@rule
def selling_friction(overlap: float, trust: float, routines: float, effect: float) -> float:
    """Return the share of sales effort lost because a partner also competes.

        friction = b · overlap · (1 − ½τ − ½k)

    Parameters
    ----------
    overlap : how far the two sell the same, 0..1
    trust : τ, 0..1; eases it
    routines : k, 0..1; ease it
    effect : b, share lost at full overlap with neither, 0..1

    Source: [IN] §4.2.2, a competitor as partner complicates selling. Ours: the form.

    >>> round(selling_friction(0.8, 0.4, 0.2, 0.1), 4)
    0.056
    """
    return effect * overlap * (1.0 - 0.5 * trust - 0.5 * routines)


@rule
def knowledge_bonus(overlap: float, effect: float) -> float:
    """Return the factor by which a competitor's knowledge is easier to use than another's.

        factor = 1 + b·overlap

    Parameters
    ----------
    overlap : how far the two sell the same, 0..1
    effect : b, at least 0

    Source: [IN] §4.2.2, align to compete and collaborate. Ours: a firm learns more easily what is
    close to what it knows (absorptive capacity).

    >>> round(knowledge_bonus(0.8, 0.5), 4)
    1.4
    """
    return 1.0 + effect * overlap
