"""Consonance: the structural compatibility of two systems."""

from ecosim.compiled import rule
from ecosim.rules.elementary import exponential


@rule
def digital_fit(own_digitization, partner_digitization, width):
    """Return how well two firms' levels of digitization go together.

        fit = e^(−(Zᵢ − Zⱼ)² / σ²)

    Parameters
    ----------
    own_digitization, partner_digitization : Z, 0..1
    width : σ, the difference at which the fit has fallen to 0.37

    Source: [DS] §2.3.2, compatible resources; the form is Ours: smooth, best when equal.

    >>> round(digital_fit(0.2, 0.6, 0.5), 4)
    """
    difference = (own_digitization - partner_digitization) / width
    return exponential(-difference * difference)


@rule
def consonance(value_cosine, scheme_cosine, fit, value_weight, scheme_weight):
    """Return the structural fit of two systems: shared values, shared schemes, matching technology.

        κ = w_v·max(0, cos values) + w_s·max(0, cos schemes) + (1 − w_v − w_s)·digital fit

    Parameters
    ----------
    value_cosine, scheme_cosine : cosines of the unit vectors, −1..1
    fit : digital fit, 0..1
    value_weight, scheme_weight : w_v, w_s, weights that sum to at most 1

    Source: [DS] §2.3.2; layers of information variety [DS] §2.2; weights are Ours.

    >>> round(consonance(0.5, 0.4, 0.9, 0.4, 0.3), 4)
    """
    shared_values = value_weight * max(0.0, value_cosine)
    shared_schemes = scheme_weight * max(0.0, scheme_cosine)
    return shared_values + shared_schemes + (1.0 - value_weight - scheme_weight) * fit
