"""What top management gives its managers: a mandate, and training, resources and authority."""

from ecosim.compiled import rule


@rule
def supported(support: float, weight: float) -> float:
    """Return what is left of a manager's ability where support of one sort is incomplete.

        factor = 1 − w·(1 − s)

    Parameters
    ----------
    support : s, training, resources or authority, 0..1
    weight : w, share of the ability that rests on it, 0..1

    Source: [EM] §5.1, §5.2: without top management's support entrepreneurial action is hindered.
    Ours: the form.

    >>> round(supported(0.5, 0.6), 4)
    0.7
    """
    return 1.0 - weight * (1.0 - support)


@rule
def mandate(orientation: float, realized: float, half: float) -> float:
    """Return how far managers are meant to act for services.

        m = S + (1 − S)·n/(n + h)

    Parameters
    ----------
    orientation : S, service orientation of the firm, 0..1
    realized : n, services in use that its managers' opportunities led to, at least 0
    half : h, such services that bring half of what is missing, above 0

    Source: [EM] §4.2, §4.4, Fig. 1: servitization drives both processes and is driven by what they
    achieve. Ours: the form.

    >>> round(mandate(0.4, 4.0, 4.0), 4)
    0.7
    """
    return orientation + (1.0 - orientation) * realized / (realized + half)


@rule
def mandate_strength(mandate: float, authority: float, effect: float) -> float:
    """Return the factor by which a mandate strengthens what managers do.

        factor = 1 + b·m·authority

    Parameters
    ----------
    mandate : m, 0..1
    authority : what top management lets managers decide, 0..1
    effect : b, at least 0

    Source: [EM] §5.2, P2, P4: servitization through exploitation and through exploration; a mandate
    counts as far as managers may act on it. Ours: the form.

    >>> round(mandate_strength(0.5, 0.8, 1.0), 4)
    1.4
    """
    return 1.0 + effect * mandate * authority


@rule
def monthly_chance(pull: float) -> float:
    """Return the chance that something happens in a month.

        P = x / (1 + x)

    Parameters
    ----------
    pull : x, all that speaks for it, at least 0

    Source: Ours: close to x where it is small, and never above 1.

    >>> round(monthly_chance(0.25), 4)
    0.2
    """
    return pull / (1.0 + pull)
