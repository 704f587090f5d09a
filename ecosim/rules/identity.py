"""Identity: how values and interpretation schemes drift toward partners and back."""

from ecosim.compiled import rule


@rule
def drifted(component, pull, noise, anchor, reversion):
    """Return one component of a value or scheme vector after a month, before it is made unit length.

        x′ = x + pull + noise + r·(anchor − x)

    Parameters
    ----------
    component : x, the component now, −1..1
    pull : Σ over partners of rate × difference, toward them
    noise : what the variety of the environment adds
    anchor : the firm's own identity, −1..1
    reversion : r, share of the way back to it per month

    Source: [DS] §2.2, slow values and faster schemes; reversion is Ours: without it all firms
    become alike and nothing is left to explain.

    >>> round(drifted(0.5, 0.01, 0.0, 0.3, 0.02), 4)
    """
    return component + pull + noise + reversion * (anchor - component)


@rule
def value_pull(rate, resonance):
    """Return how strongly a partner pulls at a firm's values.

        pull = rate · ρ

    Parameters
    ----------
    rate : per month at full resonance
    resonance : ρ, 0..1

    Source: [DS] §2.3.2: resonance over time reshapes what both sides hold.

    >>> round(value_pull(0.004, 0.5), 4)
    """
    return rate * resonance


@rule
def scheme_pull(rate, routines, trust):
    """Return how strongly a partner pulls at a firm's interpretation schemes.

        pull = rate · k · τ

    Parameters
    ----------
    rate : per month at full routines and trust
    routines : k, 0..1
    trust : τ, 0..1

    Source: [DS] §2.2; [RT] "Digitally enabled knowledge-sharing routines".

    >>> round(scheme_pull(0.014, 0.5, 0.6), 4)
    """
    return rate * routines * trust
