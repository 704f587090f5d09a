"""Services in use: what they do for the whole operation of a customer, and what that is worth."""

from ecosim.compiled import rule


@rule
def use_factor(information: float, value_factor: float, returns: float) -> float:
    """Return how far a relationship lets a working service bear fruit.

        f = (½ + ½·information) · value factor · returns

    Parameters
    ----------
    information : freshness of the customer's information, 0..1
    value_factor : from relational potential, at least 0
    returns : from resonance, at least 0

    Source: [AC] §2.2, the customer creates value in use, jointly with the provider; [RT]
    "Digitally enabled knowledge-sharing routines". Ours: the product.

    >>> round(use_factor(0.6, 0.8, 1.2), 4)
    0.768
    """
    return (0.5 + 0.5 * information) * value_factor * returns


@rule
def in_use(adoption: float, performance: float, factor: float) -> float:
    """Return how much of a service's promise is realized.

        use = adoption · performance · f

    Parameters
    ----------
    adoption : how far the customer's people use it, 0..1
    performance : how well it does what it should, 0..1
    factor : f, what the relationship adds, at least 0

    Source: [AC] §4.2.4, without use there is no value. Ours: the product.

    >>> round(in_use(0.7, 0.9, 0.768), 4)
    0.4838
    """
    return adoption * performance * factor


@rule
def throughput_credit(
    own: float, first: float, second: float, third: float, reached: float
) -> float:
    """Return the part of a site's gain in throughput that is owed to one stage.

        credit = ∫ dt / n(t) from own to reached,  n(t) = stages whose old capacity lies below t

    Every unit of throughput is owed in equal parts to all stages that could not have carried it
    before; the credits of the four stages sum to the gain.

    Parameters
    ----------
    own : capacity of this stage without services, at least 0
    first : capacity of another stage without services, at least 0
    second : of another, at least 0
    third : of the last, at least 0
    reached : throughput with all services, at least 0

    Source: [AC] §4.2, weight loading, positioning and traffic awareness together are worth more
    than each. Ours: Shapley's value of a line whose throughput is its smallest capacity.

    >>> round(throughput_credit(1.0, 1.04, 1.5, 1.5, 1.06), 4)
    0.05
    """
    low = min(first, second, third)
    high = max(first, second, third)
    middle = max(min(first, second), min(max(first, second), third))
    credit = max(0.0, min(reached, low) - own)
    credit += max(0.0, min(reached, middle) - max(own, low)) / 2.0
    credit += max(0.0, min(reached, high) - max(own, middle)) / 3.0
    return credit + max(0.0, reached - max(own, high)) / 4.0


@rule
def practised_adoption(adoption: float, routines: float, pace: float) -> float:
    """Return how far people use a service after another month with it.

        a′ = a + pace·k·(1 − a)

    Parameters
    ----------
    adoption : a, 0..1
    routines : k, knowledge-sharing routines of the relationship, 0..1
    pace : per month, 0..1

    Source: [AC] §5, learning by doing. Ours: the form.

    >>> round(practised_adoption(0.6, 0.5, 0.1), 4)
    0.62
    """
    return adoption + pace * routines * (1.0 - adoption)


@rule
def value_in_use(realized: float, expectation: float, turnover: float, yardstick: float) -> float:
    """Return value as the customer judges it in using a provider's services.

        u = v/(v + y·turnover) · min(1, v/E)

    Parameters
    ----------
    realized : v, MSEK per month, at least 0
    expectation : E, MSEK per month, at least 0
    turnover : of the customer, MSEK per month, at least 0
    yardstick : y, share of turnover at which value counts for half, above 0

    Source: [EM] §2.1, value as experienced; [AC] §4.2.5, what is delivered becomes the norm.
    Ours: the form.

    >>> round(value_in_use(0.1, 0.125, 15.0, 0.01), 4)
    0.32
    """
    depth = realized / max(realized + yardstick * turnover, 1e-12)
    return depth * min(1.0, realized / max(expectation, 1e-12))
