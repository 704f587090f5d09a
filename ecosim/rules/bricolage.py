"""Bricolage: development managers make new opportunities with what is at hand."""

from ecosim.compiled import rule


@rule
def slack(cash: float, monthly_cost: float, months: float) -> float:
    """Return how easily a firm can pay for a venture in advance.

        slack = c/(c + T·k),  c = max(0, cash)

    Parameters
    ----------
    cash : MSEK, any number
    monthly_cost : k, MSEK per month, above 0
    months : T, months of cost at which half of all ventures can be paid for, above 0

    Source: [EM] §4.3: bricolage where a large upfront investment cannot be justified. Ours: the
    form.

    >>> round(slack(6.0, 1.0, 6.0), 4)
    0.5
    """
    money = max(0.0, cash)
    return money / (money + months * monthly_cost)


@rule
def funded(slack: float, resources: float) -> float:
    """Return the share of a venture that is paid for in advance.

        funded = slack · resources

    Parameters
    ----------
    slack : how easily the firm could pay, 0..1
    resources : how far top management lets managers have it, 0..1

    Source: [EM] §5.1, resources as part of support. Ours: the form.

    >>> round(funded(0.5, 0.6), 4)
    0.3
    """
    return slack * resources


@rule
def made_do(funded: float, skill: float, effect: float) -> float:
    """Return the share of a venture that is made with resources at hand.

        made = (1 − funded)·b·skill

    Parameters
    ----------
    funded : share paid for in advance, 0..1
    skill : bricolage, 0..1
    effect : b, 0..1

    Source: [EM] §3.3, §4.3: combining resources at hand for a new problem. Ours: the form; it
    stands in for money and does not add to it.

    >>> round(made_do(0.3, 0.5, 1.0), 4)
    0.35
    """
    return (1.0 - funded) * effect * skill


@rule
def customer_input(co_production: float, data_access: float, substitution: float) -> float:
    """Return what the customer brings to a new opportunity, by speaking up or by its data.

        input = 1 − (1 − co-production)·(1 − b·data access)

    Parameters
    ----------
    co_production : how far the customer helps to configure value, 0..1
    data_access : of the provider to the customer's operational data, 0..1
    substitution : b, how well data stand in for what the customer does not say, 0..1

    Source: [EM] §4.3, P3: where the customer gives little input, access to live data is crucial.
    Ours: the form.

    >>> round(customer_input(0.2, 0.5, 0.8), 4)
    0.52
    """
    return 1.0 - (1.0 - co_production) * (1.0 - substitution * data_access)


@rule
def creation_pull(
    attention: float, means: float, given: float, strength: float, penalty: float, rate: float
) -> float:
    """Return how much speaks for creating an opportunity with a customer this month.

        x = rate · attention · means · input · strength · (1 − penalty)

    Parameters
    ----------
    attention : of development managers to this customer, 0..1
    means : funded and made do together, 0..1
    given : what the customer brings, 0..1
    strength : factor of the managers' mandate, at least 1
    penalty : how much a failed venture is held against the manager, 0..1
    rate : per month, at least 0

    Source: [EM] §4.3, P3: co-production leads to creation through bricolage; §5.2, no undue penalty
    for risk. Ours: the form.

    >>> round(creation_pull(0.5, 0.6, 0.5, 1.2, 0.0, 0.1), 4)
    0.018
    """
    return rate * attention * means * given * strength * (1.0 - penalty)
