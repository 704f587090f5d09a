"""Teams: how far the three joint teams of a relationship take part, and what their tasks ask."""

import math

from ecosim.compiled import rule


@rule
def commitment(willingness: float, stake: float, stake_effect: float) -> float:
    """Return how far one side commits itself to joint work.

        c = w · (1 − e + e · min(1, 2·stake))

    Parameters
    ----------
    willingness : w, what the side is willing to put into the relationship, 0..1
    stake : its share of the funds, 0..1
    stake_effect : e, how much commitment hangs on one's own money, 0..1

    Source: [AC] §4.2.1, partners tend to match funds. Ours: the form; half of the funds is
    full commitment, less is less.

    >>> round(commitment(0.4, 0.25, 0.6), 4)
    0.28
    """
    return willingness * (1.0 - stake_effect + stake_effect * min(1.0, 2.0 * stake))


@rule
def participation(lever: float, commitment: float, half: float) -> float:
    """Return how far a joint team takes part in the work.

        participation = lever · c / (c + half)

    Parameters
    ----------
    lever : whether the team exists at all, 0..1
    commitment : c, of the less committed side, 0..1
    half : commitment at which half of a full team takes part, above 0

    Source: [AC] §4.2, each team has members of both firms. Ours: the form; the less committed
    side decides, and a little goodwill brings the first people in.

    >>> round(participation(1.0, 0.3, 0.2), 4)
    0.6
    """
    return lever * commitment / (commitment + half)


@rule
def meeting_work(matters: float, participation: float, hours: float) -> float:
    """Return the work of a team that meets over some matters, in person-months.

        work = matters · participation · hours

    Parameters
    ----------
    matters : number of things to be judged, at least 0
    participation : of the team, 0..1
    hours : person-months that one matter takes a full team, at least 0

    Source: [AC] §4.2, goals, selection, weeding out, reviews. Ours: the form.

    >>> round(meeting_work(3.0, 0.5, 0.04), 4)
    0.06
    """
    return matters * participation * hours


@rule
def training_work(gained: float, employees: float, rate: float) -> float:
    """Return what it takes to bring a customer's people to use a service, in person-months.

        work = rate · √employees · gained

    Parameters
    ----------
    gained : rise in adoption, 0..1
    employees : of the customer, at least 0
    rate : person-months for a customer of scale 1 from no use to full use, at least 0

    Source: [AC] §4.2.4, e-learning, classroom and in-situ training. Ours: the form.

    >>> round(training_work(0.5, 100.0, 0.4), 4)
    2.0
    """
    return rate * math.sqrt(employees) * gained
