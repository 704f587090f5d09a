"""Estimation: what teams believe a need is worth, and whether they go ahead."""

from ecosim.compiled import rule
from ecosim.rules.elementary import exponential


@rule
def judgement(participation: float, consonance: float, practised: float, data: float) -> float:
    """Return how well two firms can judge what a need is worth.

        q = 0.4·participation + 0.2·κ + 0.2·practised + 0.2·data

    Parameters
    ----------
    participation : mean of the three teams, 0..1
    consonance : κ, 0..1
    practised : experience of having solved needs together, 0..1
    data : the provider's access to operational data, 0..1

    Source: [AC] §4.2.2, operations check the estimate of value; §5, learning by doing;
    [EM] §4.3, data access. Ours: the weights.

    >>> round(judgement(0.5, 0.6, 0.25, 0.3), 4)
    0.43
    """
    return 0.4 * participation + 0.2 * consonance + 0.2 * practised + 0.2 * data


@rule
def estimated_value(
    value: float, judgement: float, chance: float, optimism: float, spread: float
) -> float:
    """Return what the teams believe a need is worth, in MSEK per month.

        E = V · e^((1 − q)·(optimism + spread·chance))

    Parameters
    ----------
    value : V, what a perfect judge would see, MSEK per month, at least 0
    judgement : q, 0..1
    chance : bell-shaped, mean 0 and variance 1, −3.5..3.5
    optimism : upward bias of those who know nothing, 0..3
    spread : standard deviation of the logarithm of those who know nothing, 0..3

    Source: [AC] §4.1, forecasts against what comes in; [IN] §4.1.2, founders expect more. Ours:
    the lognormal form; choosing the best of several such estimates overstates with no other term.

    >>> round(estimated_value(0.1, 0.5, 1.0, 0.4, 0.8), 4)
    0.1822
    """
    return value * exponential((1.0 - judgement) * (optimism + spread * chance))


@rule
def revised_estimate(estimate: float, value: float, learned: float) -> float:
    """Return an estimate after the feedback of a month, in MSEK per month.

        E′ = E + learned · (V − E)

    Parameters
    ----------
    estimate : E, MSEK per month, at least 0
    value : V, what the work so far shows it to be worth, MSEK per month, at least 0
    learned : share of the error that feedback removes, 0..1

    Source: [AC] §5, weak ideas are dropped early; [EM] §4.3, early minimal product with constant
    feedback. Ours: the form.

    >>> round(revised_estimate(0.2, 0.1, 0.3), 4)
    0.17
    """
    return estimate + learned * (value - estimate)


@rule
def expected_return(estimate: float, horizon: float, cost: float) -> float:
    """Return what a project is expected to bring, against what it still costs.

        R = E · horizon / cost

    Parameters
    ----------
    estimate : E, MSEK per month, at least 0
    horizon : months that count, at least 0
    cost : MSEK still to be spent, above 0

    Source: [AC] §4.2.1, financial KPIs over two to three years; §4.2.2, expected return against
    complexity cost.

    >>> round(expected_return(0.1, 30.0, 1.5), 4)
    2.0
    """
    return estimate * horizon / cost


@rule
def novelty(ready: float, tailored: float) -> float:
    """Return what makes a need attractive to those who build solutions.

        novelty = 1 − ready · (1 − tailored)

    Parameters
    ----------
    ready : how far the digital function it asks for exists already, 0..1
    tailored : share of the solution that fits this customer alone, 0..1

    Source: [AC] §4.2, §6.2, without steering the list drifts to technical problem solving. Ours:
    the form; what exists already is no problem to solve.

    >>> round(novelty(0.6, 0.5), 4)
    0.7
    """
    return 1.0 - ready * (1.0 - tailored)


@rule
def priority(expected_return: float, novelty: float, steering: float) -> float:
    """Return the rank of a need in the joint list; the highest comes first.

        priority = s · R/(1 + R) + (1 − s) · novelty

    Parameters
    ----------
    expected_return : R, at least 0
    novelty : 0..1
    steering : s, participation of the steering team, 0..1

    Source: [AC] §4.2.2, steering selects by expected return; §6.2, technology drives where it is
    missing. Ours: the form.

    >>> round(priority(3.0, 0.4, 0.5), 4)
    0.575
    """
    return steering * expected_return / (1.0 + expected_return) + (1.0 - steering) * novelty


@rule
def goes_ahead(expected_return: float, strictness: float, steering: float) -> bool:
    """Tell whether a project passes the gate.

        R ≥ strictness · s

    Parameters
    ----------
    expected_return : R, at least 0
    strictness : return that a full steering team asks for, at least 0
    steering : s, participation of the steering team, 0..1

    Source: [AC] §4.2.2, go or no-go: nothing leaves unless the steering team sees value. Ours: the
    form.

    >>> goes_ahead(0.9, 1.5, 0.5)
    True
    """
    return expected_return >= strictness * steering
