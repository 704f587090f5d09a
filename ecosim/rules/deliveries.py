"""Deliveries: late or wrong, what customers remember of it, and when they have had enough."""

from ecosim.compiled import rule


@rule
def late_share(planning: float, rate: float) -> float:
    """Return the share of a provider's deliveries that come late.

        late = r · (1 − P)

    Parameters
    ----------
    planning : P, mean over the provider's carriers, 0..1
    rate : r, share late without any planning, 0..1

    Source: [DS] §4.1.1, late deliveries. Ours: the form.

    >>> round(late_share(0.4, 0.1), 4)
    0.06
    """
    return rate * (1.0 - planning)


@rule
def wrong_share(coupling: float, information: float, rate: float) -> float:
    """Return the share of a provider's deliveries with wrong items or amounts.

        wrong = r · (1 − coupling·i)

    Parameters
    ----------
    coupling : consonance of front and back end, 0..1
    information : mean freshness i of what the firm knows, 0..1
    rate : r, share wrong where nothing fits, 0..1

    Source: [DS] §4.1.1, separate customer data lead to wrong items and amounts. Ours: errors come
    from order data that do not match (coupling) or are out of date (information).

    >>> round(wrong_share(0.5, 0.6, 0.1), 4)
    0.07
    """
    return rate * (1.0 - coupling * information)


@rule
def failed_share(late: float, wrong: float) -> float:
    """Return the share of deliveries that fail in one way or the other.

        failed = 1 − (1 − late)(1 − wrong)

    Parameters
    ----------
    late : share late, 0..1
    wrong : share wrong, 0..1

    Source: [DS] §4.1.1. Ours: independent of each other.

    >>> round(failed_share(0.1, 0.2), 4)
    0.28
    """
    return 1.0 - (1.0 - late) * (1.0 - wrong)


@rule
def remembered_failures(remembered: float, failed: float, memory: float) -> float:
    """Return how present failed deliveries are to a customer after a month.

        m′ = m + w·(f − m)

    Parameters
    ----------
    remembered : m, 0..1
    failed : f, whether this month's delivery failed, 0..1
    memory : w, weight of the latest month, 0..1

    Source: [DS] §4.1.1, customers may switch; [EM] appendix, three to four incidents. Ours: the
    form; after three failures in a row m is 0.58, after four 0.68, where w is a quarter.

    >>> round(remembered_failures(0.4375, 1.0, 0.25), 4)
    0.5781
    """
    return remembered + memory * (failed - remembered)


@rule
def patience(remembered: float, impatience: float) -> float:
    """Return the share of its purchases that a customer leaves with a provider this month.

        patience = 1 − b·m³

    Parameters
    ----------
    remembered : m, how present failed deliveries are, 0..1
    impatience : b, share withdrawn in a month by a customer that knows nothing but failures, 0..1

    Source: [DS] §4.1.1, customers may switch; [EM] appendix, three to four incidents. Ours: the
    cube, so that one failure is forgiven and several in a row are not; nothing counts to four.

    >>> round(patience(0.6, 0.5), 4)
    0.892
    """
    return 1.0 - impatience * remembered * remembered * remembered


@rule
def taken_over(withdrawn: float, kept: float, elsewhere: float) -> float:
    """Return the factor by which purchases that stay grow as those withdrawn move to them.

        factor = 1 + W / max(K + e, 10⁻⁹)

    Parameters
    ----------
    withdrawn : W, share of the customer's budget withdrawn this month, 0..1
    kept : K, share left with its providers, 0..1
    elsewhere : e, share spent outside the ecosystem, 0..1

    Source: [DS] §4.1.1, customers may switch. Ours: to whom they buy from already, in proportion;
    who has nobody else to buy from hardly can.

    >>> round(taken_over(0.1, 0.6, 0.2), 4)
    1.125
    """
    return 1.0 + withdrawn / max(kept + elsewhere, 1e-9)
