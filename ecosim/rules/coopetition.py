"""Coopetition: a competitor may be a partner, at a price."""

from ecosim.compiled import rule


@rule
def selling_friction(overlap, trust, routines, effect):
    """Return the share of sales effort lost because a partner also competes.

        friction = b · overlap · (1 − ½τ − ½k)

    Parameters
    ----------
    overlap : how far the two sell the same, 0..1
    trust, routines : τ, k, 0..1; they ease it
    effect : b, share lost at full overlap with neither

    Source: [IN] §4.2.2, the selling phase becomes more complex; the form is Ours.

    >>> round(selling_friction(0.8, 0.4, 0.2, 0.1), 4)
    """
    return effect * overlap * (1.0 - 0.5 * trust - 0.5 * routines)


@rule
def knowledge_bonus(overlap, effect):
    """Return the factor by which a competitor's knowledge is easier to use than another's.

        factor = 1 + b·overlap

    Parameters
    ----------
    overlap : how far the two sell the same, 0..1
    effect : b

    Source: [IN] §4.2.2, align to compete and collaborate; the size is Ours (absorptive capacity).

    >>> round(knowledge_bonus(0.8, 0.5), 4)
    """
    return 1.0 + effect * overlap
