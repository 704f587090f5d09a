"""Legitimacy: a firm's standing with others."""

from ecosim.compiled import rule


@rule
def earned_legitimacy(
    legitimacy: float, employees: float, success: float, solvent: float, pace: float
) -> float:
    """Return a firm's standing after a month; it follows size and track record slowly.

        L′ = L + pace·(target − L),  target = 0.3·n/(n + 50) + 0.5·y + 0.2·solvent

    Parameters
    ----------
    legitimacy : L, 0..1
    employees : n, full-time equivalents, at least 0
    success : y, mean success of the firm's interactions, 0..1
    solvent : liquidity, 0..1
    pace : per month, 0..1; low, so that standing also takes time (newness)

    Source: [IN] §1, §6.1, liabilities of smallness and newness. Ours: the weights.

    >>> round(earned_legitimacy(0.3, 50.0, 0.6, 1.0, 0.02), 4)
    0.307
    """
    target = 0.3 * employees / (employees + 50.0) + 0.5 * success + 0.2 * solvent
    return legitimacy + pace * (target - legitimacy)
