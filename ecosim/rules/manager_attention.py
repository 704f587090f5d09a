"""Managers' attention: finite, shared, and tied up by what was shipped."""

from ecosim.compiled import rule


@rule
def task_time(own: float, others: float, specialization: float, switching_loss: float) -> float:
    """Return the time managers have for the task of their role, in full-time equivalents.

        t = [½·(1 + z)·own + ½·(1 − z)·others] · (1 − loss·(1 − z))

    Parameters
    ----------
    own : managers whose role this is, full-time equivalents, at least 0
    others : managers of the other role, full-time equivalents, at least 0
    specialization : z, 1 where each role does its own task, 0 where everybody does both, 0..1
    switching_loss : share of time lost by people who do both, 0..1

    Source: [EM] §2.3, §5.1: exploitation and exploration at once by giving them to different roles.
    Ours: the form; changing between two ways of working takes time, headcount being equal.

    >>> round(task_time(1.0, 1.0, 0.0, 0.3), 4)
    0.7
    """
    time = 0.5 * (1.0 + specialization) * own + 0.5 * (1.0 - specialization) * others
    return time * (1.0 - switching_loss * (1.0 - specialization))


@rule
def presence(time: float, half_time: float) -> float:
    """Return how present a manager is to one customer.

        presence = t / (t + h)

    Parameters
    ----------
    time : t, spent on this customer, full-time equivalents, at least 0
    half_time : h, that makes half of full presence, full-time equivalents, above 0

    Source: [EM] §4.1, account managers are part of the team at the mill. Ours: the form; the first
    visits tell most.

    >>> round(presence(0.1, 0.1), 4)
    0.5
    """
    return time / (time + half_time)


@rule
def service_time(targets: float) -> float:
    """Return the share of managers' time that goes to services rather than to spot sales.

        share = ½ + ½·r

    Parameters
    ----------
    targets : r, how far targets reward long relationships and agreements, 0..1

    Source: [EM] §5.2, targets on long relationships rather than spot sales. Ours: the size.

    >>> service_time(0.5)
    0.75
    """
    return 0.5 + 0.5 * targets


@rule
def handed_over(handed: float, services: float, rate: float) -> float:
    """Return how many services are run by operations and no longer by those who made them.

        h′ = min(h, n) + rate·(n − min(h, n))

    Parameters
    ----------
    handed : h, services handed over so far, at least 0
    services : n, services in use, at least 0
    rate : share of the others handed over in a month, 0..1

    Source: [EM] §4.4, §5.2: smooth handover, so that talent is free again. Ours: the form.

    >>> round(handed_over(1.0, 3.0, 0.1), 4)
    1.2
    """
    handed = min(handed, services)
    return handed + rate * (services - handed)


@rule
def free_time(time: float, kept: float, time_each: float) -> float:
    """Return what is left of development managers' time, in full-time equivalents.

        free = max(0, t − kept·u)

    Parameters
    ----------
    time : t, full-time equivalents, at least 0
    kept : services in use that were not handed over, at least 0
    time_each : u, that running one of them takes, full-time equivalents, at least 0

    Source: [EM] §4.4: without people to run results the creator stays tied to the application.
    Ours: the form.

    >>> round(free_time(1.0, 3.0, 0.1), 4)
    0.7
    """
    return max(0.0, time - kept * time_each)
