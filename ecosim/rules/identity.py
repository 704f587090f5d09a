"""Identity: how values and interpretation schemes drift toward partners and back."""

from ecosim.compiled import rule


@rule
def drifted(component: float, pull: float, noise: float, anchor: float, reversion: float) -> float:
    """Return a component of a value or scheme vector after a month, before it is made unit length.

        x′ = x + pull + noise + r·(anchor − x)

    Parameters
    ----------
    component : x, the component now, −1..1
    pull : Σ over partners of rate × difference, toward them, −1..1
    noise : what the variety of the environment adds, −1..1
    anchor : the firm's own identity, −1..1
    reversion : r, share of the way back to it per month, 0..1

    Source: [DS] §2.2 names information variety; slow values and faster schemes are Barile's. Ours:
    reversion, without which all firms become alike and nothing is left to explain.

    >>> round(drifted(0.5, 0.01, 0.0, 0.3, 0.02), 4)
    0.506
    """
    return component + pull + noise + reversion * (anchor - component)


@rule
def value_pull(rate: float, resonance: float) -> float:
    """Return how strongly a partner pulls at a firm's values.

        pull = rate · ρ

    Parameters
    ----------
    rate : per month at full resonance, 0..1
    resonance : ρ, 0..1

    Source: [DS] §2.3, transformation reaches identity. Ours: that success in working together, over
    a long time, is what carries it.

    >>> round(value_pull(0.004, 0.5), 4)
    0.002
    """
    return rate * resonance


@rule
def scheme_pull(rate: float, routines: float, trust: float) -> float:
    """Return how strongly a partner pulls at a firm's interpretation schemes.

        pull = rate · k · τ

    Parameters
    ----------
    rate : per month at full routines and trust, 0..1
    routines : k, 0..1
    trust : τ, 0..1

    Source: [RT] "Digitally enabled knowledge-sharing routines"; [DS] §2.3, learning as a system.
    Ours: the form.

    >>> round(scheme_pull(0.014, 0.5, 0.6), 4)
    0.0042
    """
    return rate * routines * trust


@rule
def alignment_weight(scope: float, closest: bool, ties: float) -> float:
    """Return how much a firm aligns with one partner, against aligning with all alike.

        weight = s + (1 − s)·n for its closest partner, s for every other one

    Parameters
    ----------
    scope : s, from one relationship alone (0) to all alike (1), 0..1
    closest : whether it is the partner the firm trusts most, true or false
    ties : n, number of the firm's relationships, at least 0

    Source: [DS] §2.3.2, §5, alignment is of many actors. Ours: the same effort over all, so that a
    user can compare the two.

    >>> alignment_weight(0.5, True, 4)
    2.5
    """
    return scope + (1.0 - scope) * (ties if closest else 0.0)
