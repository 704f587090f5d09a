"""Joint investment: relation-specific assets and knowledge-sharing routines."""

from ecosim.compiled import rule


@rule
def willingness(openness: float, trust: float, liquidity: float) -> float:
    """Return how much one side is willing to put into a relationship.

        w = openness · (0.3 + 0.7·τ) · liquidity

    Parameters
    ----------
    openness : flexibility of the firm's boundaries, 0..1
    trust : τ, 0..1
    liquidity : cash against three months of cost, 0..1

    Source: [RT] "Relation-specific digital assets", made for one partnership; [DS] §2.3.1, §5,
    boundaries. Ours: the form; what is worth nothing elsewhere needs trust.

    >>> round(willingness(0.5, 0.4, 1.0), 4)
    0.29
    """
    return openness * (0.3 + 0.7 * trust) * liquidity


@rule
def accumulated(stock: float, willingness: float, phase: float, rate: float, fade: float) -> float:
    """Return relation-specific assets or routines after a month.

        x′ = x + rate · w · max(0, phase/3 − x) − fade · x

    Parameters
    ----------
    stock : x, 0..1
    willingness : w of the less willing side, 0..1
    phase : 0..3, whole; each phase makes room for a third
    rate : per month, 0..1
    fade : per month, 0..1

    Source: [RT] "Relation-specific digital assets", "Digitally enabled knowledge-sharing routines".
    Ours: the form.

    >>> round(accumulated(0.2, 0.5, 1.0, 0.12, 0.008), 4)
    0.2064
    """
    return stock + rate * willingness * max(0.0, phase / 3.0 - stock) - fade * stock
