"""Incidents: problems that call for an answer, and customers who stop waiting for one."""

from ecosim.compiled import rule


@rule
def incident_chance(services: float, rate: float) -> float:
    """Return the chance that services in use cause an incident this month.

        P = min(1, n·rate)

    Parameters
    ----------
    services : n, in use, at least 0
    rate : per service and month, 0..1

    Source: [EM] §4.5, support in daily use. Ours: the form.

    >>> round(incident_chance(3.0, 0.05), 4)
    0.15
    """
    return min(1.0, services * rate)


@rule
def answer_chance(response: float, presence: float) -> float:
    """Return the chance that somebody answers an incident.

        P = 1 − (1 − response)·(1 − presence)

    Parameters
    ----------
    response : of the back office alone, 0..1
    presence : of account managers in the customer's operation, 0..1

    Source: [EM] §4.1, quick answers of the manager at the mill; §5, a flexible back office. Ours:
    the form.

    >>> round(answer_chance(0.6, 0.5), 4)
    0.8
    """
    return 1.0 - (1.0 - response) * (1.0 - presence)


@rule
def tolerated_incidents(temper: float, trust: float) -> float:
    """Return how many incidents in a row a customer lets pass without an answer.

        incidents = temper·(0.6 + 0.8·τ)

    Parameters
    ----------
    temper : the customer's own, in incidents at middling trust, at least 0
    trust : τ, 0..1

    Source: [EM] appendix, customer 6: after three to four incidents without an answer a supplier is
    written off. Ours: the form; customers differ, and goodwill helps.

    >>> round(tolerated_incidents(3.5, 0.5), 4)
    3.5
    """
    return temper * (0.6 + 0.8 * trust)
