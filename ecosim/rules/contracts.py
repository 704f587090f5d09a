"""Contracts for services: who answers for the customer's process, and so who can be exploited."""

from ecosim.compiled import rule


@rule
def contract_form(maturity: float, phase: float) -> float:
    """Return the form of contract: 0 transactional, 1 subscription, 2 outcome-based.

        position = D/3 + phase/3;  1 from 0.5, 2 from 1.1

    Parameters
    ----------
    maturity : D, digital service maturity of the provider, 0..3
    phase : of the relationship, 0..3

    Source: [IN] §4.1.3, outcome-based contracts come with mass customization; [RT] "Partnership
    governance", advanced relationships share what they earn. Ours: the steps.

    >>> contract_form(1.5, 1.0)
    1.0
    """
    position = (maturity + phase) / 3.0
    return (1.0 if position >= 0.5 else 0.0) + (1.0 if position >= 1.1 else 0.0)


@rule
def exploited(
    fee: float, form: float, trust: float, consonance: float, governance: float, rate: float
) -> float:
    """Return what a customer's opportunism costs the provider in a month, in MSEK.

        cost = r·fee·(1 − τ)(1 − κ)(1 − 0.7(1 − g)) under an outcome-based contract, else 0

    Parameters
    ----------
    fee : for services, MSEK per month, at least 0
    form : of the contract, 0 transactional, 1 subscription, 2 outcome-based, 0..2
    trust : τ, 0..1
    consonance : κ, 0..1
    governance : g, 0 contractual to 1 relational, 0..1
    rate : r, at least 0

    Source: [AC] §4.1, using to one's own advantage that the provider answers for part of the
    process. Ours: the form, as for opportunism among partners; other contracts move no
    responsibility.

    >>> round(exploited(0.1, 2.0, 0.5, 0.6, 0.5, 1.0), 4)
    0.013
    """
    weak = (1.0 - trust) * (1.0 - consonance) * (1.0 - 0.7 * (1.0 - governance))
    return rate * fee * weak if form >= 2.0 else 0.0
