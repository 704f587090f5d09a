"""Joint investment: relation-specific assets and knowledge-sharing routines."""

from ecosim.compiled import rule


@rule
def willingness(openness, trust, liquidity):
    """Return how much one side is willing to put into a relationship.

        w = openness · (0.3 + 0.7·τ) · liquidity

    Parameters
    ----------
    openness : flexibility of the firm's boundaries, 0..1
    trust : τ, 0..1
    liquidity : cash against three months of cost, 0..1

    Source: [RT] "Relation-specific digital assets": made for us alone, so they need trust; [DS] §5,
    boundaries; the form is Ours.

    >>> round(willingness(0.5, 0.4, 1.0), 4)
    """
    return openness * (0.3 + 0.7 * trust) * liquidity


@rule
def accumulated(stock, willingness, phase, rate, fade):
    """Return relation-specific assets or routines after a month.

        x′ = x + rate · w · max(0, phase/3 − x) − fade · x

    Parameters
    ----------
    stock : x, 0..1
    willingness : of the less willing side, 0..1
    phase : 0..3; each phase makes room for a third
    rate, fade : per month

    Source: [RT] "Relation-specific digital assets", "Digitally enabled knowledge-sharing routines".

    >>> round(accumulated(0.2, 0.5, 1.0, 0.12, 0.008), 4)
    """
    return stock + rate * willingness * max(0.0, phase / 3.0 - stock) - fade * stock
