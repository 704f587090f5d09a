"""Wear: use wears equipment, wear asks for spare parts, and a service for better use saves it."""

from ecosim.compiled import rule


@rule
def saved_wear(care: float, gain: float, relief: float, link: float) -> float:
    """Return the share of wear that services save; below 0 where higher output adds more.

        saved = l · clip(1 − (1 + gain)·(1 − r·care), −1, 1)

    Parameters
    ----------
    care : how far services steer the use of the provider's own equipment, 0..1
    gain : throughput of the site against before, at least 0
    relief : r, wear saved by perfect use, 0..1
    link : l, how far wear follows use, 0..1

    Source: [AC] §4.1, a service for optimal use beside income from spare parts and maintenance.
    Ours: the chain from use to wear.

    >>> round(saved_wear(0.5, 0.02, 0.4, 1.0), 4)
    0.184
    """
    saved = 1.0 - (1.0 + gain) * (1.0 - relief * care)
    return link * min(1.0, max(-1.0, saved))


@rule
def worn_trade(trade: float, spare_part_share: float, saved: float) -> float:
    """Return what a customer buys of a provider in a month, once wear has been saved, in MSEK.

        trade′ = trade · (1 − σ·saved)

    Parameters
    ----------
    trade : with the usual wear, MSEK per month, at least 0
    spare_part_share : σ, share of product sales that comes from wear, 0..1
    saved : share of wear that is saved, −1..1

    Source: [AC] §4.1, overlap with existing income. Ours: spare parts in proportion to wear.

    >>> round(worn_trade(1.0, 0.25, 0.2), 4)
    0.95
    """
    return trade * (1.0 - spare_part_share * saved)


@rule
def lost_wear(trade: float, spare_part_share: float, saved: float) -> float:
    """Return the spare parts a provider did not sell to a customer in a month, in MSEK.

        lost = trade · σ·saved / (1 − σ·saved)

    Parameters
    ----------
    trade : what was sold, MSEK per month, at least 0
    spare_part_share : σ, share of product sales that comes from wear, 0..1
    saved : share of wear that is saved, −1..1

    Source: [AC] §4.1; the inverse of the sales after wear has been saved.

    >>> round(lost_wear(0.95, 0.25, 0.2), 4)
    0.05
    """
    share = spare_part_share * saved
    return trade * share / max(1.0 - share, 1e-9)
