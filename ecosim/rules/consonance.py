"""Consonance: the structural compatibility of two systems."""

from ecosim.compiled import rule
from ecosim.rules.elementary import exponential


@rule
def digital_fit(own_digitization: float, partner_digitization: float, width: float) -> float:
    """Return how well two firms' levels of digitization go together.

        fit = e^(−(Zᵢ − Zⱼ)² / σ²)

    Parameters
    ----------
    own_digitization : Zᵢ, 0..1
    partner_digitization : Zⱼ, 0..1
    width : σ, above 0; the difference at which the fit has fallen to 0.37

    Source: [DS] §2.3.2, compatible resources. Ours: the form, smooth and best when equal.

    >>> round(digital_fit(0.2, 0.6, 0.5), 4)
    0.5273
    """
    difference = (own_digitization - partner_digitization) / width
    return exponential(-difference * difference)


@rule
def consonance(
    value_cosine: float, scheme_cosine: float, fit: float, value_weight: float, scheme_weight: float
) -> float:
    """Return the structural fit of two systems: shared values, shared schemes, matching technology.

        κ = w_v·max(0, cos values) + w_s·max(0, cos schemes) + (1 − w_v − w_s)·digital fit

    Parameters
    ----------
    value_cosine : cosine of the two unit vectors of values, −1..1
    scheme_cosine : cosine of the two unit vectors of interpretation schemes, −1..1
    fit : digital fit, 0..1
    value_weight : w_v, 0..0.5
    scheme_weight : w_s, 0..0.5

    Source: [DS] §2.3.2, compatible resources and shared value categories; [DS] §2.2 names
    information variety, its layers are Barile's. Ours: the weights.

    >>> round(consonance(0.5, 0.4, 0.9, 0.4, 0.3), 4)
    0.59
    """
    shared_values = value_weight * max(0.0, value_cosine)
    shared_schemes = scheme_weight * max(0.0, scheme_cosine)
    return shared_values + shared_schemes + (1.0 - value_weight - scheme_weight) * fit
