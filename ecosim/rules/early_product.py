"""Early products: a minimal version, tried with the customer before anything is built in full."""

from ecosim.compiled import rule


@rule
def trial_pull(attention: float, co_production: float, rate: float) -> float:
    """Return how much speaks for trying an early product with a customer this month.

        x = rate · attention · co-production

    Parameters
    ----------
    attention : of development managers to this customer, 0..1
    co_production : how far the customer helps to configure value, 0..1
    rate : per month, at least 0

    Source: [EM] §4.3: an early minimal product with constant feedback of a willing customer. Ours:
    the form.

    >>> round(trial_pull(0.5, 0.4, 1.0), 4)
    0.2
    """
    return rate * attention * co_production


@rule
def left_to_build(effort: float, share: float) -> float:
    """Return the work that is left after an early product, in person-months.

        left = effort · (1 − share)

    Parameters
    ----------
    effort : to build a solution from nothing, person-months, at least 0
    share : of it that the early product already is, 0..1

    Source: [EM] §4.3. Ours: the form; what customers have tried need not be built again.

    >>> round(left_to_build(10.0, 0.2), 4)
    8.0
    """
    return effort * (1.0 - share)
