"""Implementation: data are mapped, people learn to use what was built, or it dies."""

from ecosim.compiled import rule
from ecosim.rules.elementary import clip, logistic


@rule
def mapped_data(access: float, commitment: float, rate: float, fade: float) -> float:
    """Return the provider's access to the customer's operational data after a month.

        data′ = data + rate · c · (1 − data) − fade · data

    Parameters
    ----------
    access : data, 0..1
    commitment : c, of the customer; 0 while no joint project asks for it, 0..1
    rate : per month at full commitment, 0..1
    fade : per month, as systems change, 0..1

    Source: [AC] §4.2.3, the customer must spend time mapping its data before integration works.
    Ours: the form.

    >>> round(mapped_data(0.2, 0.5, 0.2, 0.01), 4)
    0.278
    """
    return access + rate * commitment * (1.0 - access) - fade * access


@rule
def integration(access: float, threshold: float, width: float, need: float) -> float:
    """Return how far a solution can be joined to the customer's systems.

        integration = 1 − need + need / (1 + e^(−(data − threshold)/width))

    Parameters
    ----------
    access : data, the provider's access to operational data, 0..1
    threshold : access at which half of it works, 0..1
    width : of the step, above 0
    need : share of a solution that hangs on data, 0..1

    Source: [AC] §4.2.3. Ours: the logistic form; half of the data integrate little.

    >>> round(integration(0.5, 0.3, 0.1, 0.8), 4)
    0.9046
    """
    return 1.0 - need + need * logistic((access - threshold) / width)


@rule
def readiness_to_change(process_knowledge: float, routines: float, practised: float) -> float:
    """Return how able a customer's operations are to change how they work.

        able = 0.4·process knowledge + 0.3·k + 0.3·practised

    Parameters
    ----------
    process_knowledge : of the customer, 0..1
    routines : k, shared with the provider, 0..1
    practised : the customer's experience with digital services, 0..1

    Source: [AC] §4.2.4, develop capabilities, new routines; [RT] "Digitally enabled
    knowledge-sharing routines". Ours: the weights.

    >>> round(readiness_to_change(0.7, 0.3, 0.5), 4)
    0.52
    """
    return 0.4 * process_knowledge + 0.3 * routines + 0.3 * practised


@rule
def adoption_gain(
    adoption: float,
    operations: float,
    able: float,
    integration: float,
    misfit: float,
    rate: float,
) -> float:
    """Return how much more of a solution the customer's people use after a month.

        gain = rate · o · able · integration · (1 − misfit) · (1 − adoption)

    Parameters
    ----------
    adoption : so far, 0..1
    operations : o, participation of the operations team, 0..1
    able : how able the customer is to change how it works, 0..1
    integration : of the solution with its systems, 0..1
    misfit : between what was built and what is needed, 0..1
    rate : per month under perfect conditions, 0..1

    Source: [AC] §4.2.4, train and change routines; §6.2, without operations a good partnership at
    the upper levels fails here. Ours: the form.

    >>> round(adoption_gain(0.2, 0.6, 0.5, 0.8, 0.1, 0.6), 4)
    0.1037
    """
    return rate * operations * able * integration * (1.0 - misfit) * (1.0 - adoption)


@rule
def setback(lost: float, size: float, effect: float) -> float:
    """Return how hard the end of a failed project hits a relationship.

        setback = clip(effect · lost / size, 0, 1)

    Parameters
    ----------
    lost : what both sides had invested, MSEK, at least 0
    size : turnover of the smaller side, MSEK per month, above 0
    effect : months of turnover in it that would be a complete setback, as 1/months, at least 0

    Source: [AC] §5, small bets lose less, and small goals build trust. Ours: the form.

    >>> round(setback(0.5, 4.0, 2.0), 4)
    0.25
    """
    return clip(effect * lost / size, 0.0, 1.0)
