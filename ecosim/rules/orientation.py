"""Orientation: what tools and joint work make of a firm: skills, data, solutions, logic."""

from ecosim.compiled import rule


@rule
def data_use(sharing: float, coupling: float, analytics: float) -> float:
    """Return how much further a firm gets with data, by what it shares and what it can do with it.

        use = (0.2 + 2·s) · (0.2 + 0.5·coupling + 0.3·c)

    Parameters
    ----------
    sharing : s, mean of routines times trust over its relationships, 0..1
    coupling : consonance of front and back end, 0..1
    analytics : c, capability in analytics, 0..1

    Source: [DS] §4.1.3, §5, co-sharing and co-analyzing; relational capability before technology.
    Ours: the weights.

    >>> round(data_use(0.3, 0.6, 0.5), 4)
    0.52
    """
    return (0.2 + 2.0 * sharing) * (0.2 + 0.5 * coupling + 0.3 * analytics)


@rule
def joint_ideas(commitment: float) -> float:
    """Return how much further a firm gets with smart solutions by developing them with others.

        ideas = 3·J / (1 + J)

    Parameters
    ----------
    commitment : J, Σ over technology and other partners of trust times consonance, at least 0

    Source: [DS] §4.2.2, §5, co-developing, co-committing, co-building. Ours: a saturating sum, so
    nobody develops alone.

    >>> round(joint_ideas(0.5), 4)
    1.0
    """
    return 3.0 * commitment / (1.0 + commitment)


@rule
def built_skill(capability: float, requirement: float, effort: float, rate: float) -> float:
    """Return a capability after a month of building it by new tools or with new partners.

        c′ = c + r·e·max(0, n − c)

    Parameters
    ----------
    capability : c, 0..1
    requirement : n, what business asks for, 0..1
    effort : e, 0..1
    rate : r, per month, 0..1

    Source: [DS] §4.1.2, tools for connection; [DS] §4.2.2, joint intelligence. Ours: the form.

    >>> round(built_skill(0.4, 0.7, 0.5, 0.04), 4)
    0.406
    """
    return capability + rate * effort * max(0.0, requirement - capability)


@rule
def service_orientation(
    orientation: float, datatization: float, digitization: float, pace: float
) -> float:
    """Return where a firm stands between product and service logic after a month.

        S′ = S + r·max(0, max(d, Z) − S)

    Parameters
    ----------
    orientation : S, 0..1
    datatization : d, 0..1
    digitization : Z, 0..1
    pace : r, per month, 0..1

    Source: [DS] §5, the outcomes of one cycle are the antecedents of the next. Ours: the form; data
    and smart solutions draw a firm toward service, whichever came first.

    >>> round(service_orientation(0.3, 0.5, 0.4, 0.05), 4)
    0.31
    """
    return orientation + pace * max(0.0, max(datatization, digitization) - orientation)


@rule
def carried_over(stock: float, share: float) -> float:
    """Return what a year's work leaves for the next.

        x′ = c · x

    Parameters
    ----------
    stock : x, what was built up, 0..1
    share : c, 0..1

    Source: [DS] §5, the outcomes of one cycle are the improved antecedents of the next. Ours: all
    of it is carried over unless a user wants to see what happens otherwise.

    >>> round(carried_over(0.6, 0.5), 4)
    0.3
    """
    return share * stock
