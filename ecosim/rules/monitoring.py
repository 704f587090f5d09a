"""Monitoring of services in use: regular meetings and shared data find what has gone wrong."""

from ecosim.compiled import rule


@rule
def noticed(meetings: float, data_access: float, routines: float) -> float:
    """Return the share of what is wrong with a service that is noticed in a month.

        noticed = 1 − [1 − m/(m + 1)]·[1 − access·k]

    Parameters
    ----------
    meetings : m, per month, at least 0
    data_access : of the provider to operational data, 0..1
    routines : k, knowledge-sharing routines, 0..1

    Source: [AC] §4.2.5, regular review meetings and early warnings; [RT] "Digitally enabled
    knowledge-sharing routines", data count when they lead to action. Ours: diminishing returns.

    >>> round(noticed(1.0, 0.5, 0.4), 4)
    0.6
    """
    return 1.0 - (1.0 - meetings / (meetings + 1.0)) * (1.0 - data_access * routines)


@rule
def degraded(performance: float, size: float) -> float:
    """Return a service's performance after something has gone wrong.

        p′ = p · (1 − size)

    Parameters
    ----------
    performance : p, 0..1
    size : share that is lost, 0..1

    Source: [AC] §4.2.5, services degrade unless watched. Ours: a fixed share.

    >>> round(degraded(0.8, 0.25), 4)
    0.6
    """
    return performance * (1.0 - size)


@rule
def repaired(performance: float, design: float, noticed: float, pace: float) -> float:
    """Return a service's performance after a month of repair.

        p′ = p + pace·noticed·max(0, d − p)

    Parameters
    ----------
    performance : p, 0..1
    design : d, the best it was made for, 0..1
    noticed : share of what is wrong that is noticed, 0..1
    pace : per month, 0..1

    Source: [AC] §4.2.5, refined routines and action on a missed KPI. Ours: the form; repair makes
    a service what it was made for, and no more.

    >>> round(repaired(0.6, 1.0, 0.5, 0.4), 4)
    0.68
    """
    return performance + pace * noticed * max(0.0, design - performance)


@rule
def upsell_chance(meetings: float, value: float, rate: float) -> float:
    """Return the chance that a month's meetings bring up another need.

        chance = r·u·m/(m + 1)

    Parameters
    ----------
    meetings : m, per month, at least 0
    value : u, value in use, 0..1
    rate : r, per month, 0..1

    Source: [AC] §4.2.5, a regular meeting sells a further function. Ours: diminishing returns.

    >>> round(upsell_chance(1.0, 0.5, 0.2), 4)
    0.05
    """
    return rate * value * meetings / (meetings + 1.0)
