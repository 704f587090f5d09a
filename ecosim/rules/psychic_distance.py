"""Psychic distance: how far apart two markets feel to those who do business in both."""

from ecosim.compiled import rule


@rule
def psychic_distance(distance_km: float, language_distance: float) -> float:
    """Return how foreign one market is to a firm of another, 0 (home) to below 1.

        δ = ½ · d / (d + 5000) + ½ · ℓ

    Parameters
    ----------
    distance_km : d, kilometres between the two markets, at least 0
    language_distance : ℓ, 0..1, eased where the two share an official language

    Source: Ours: Johanson & Vahlne (1977, J. International Business Studies 8(1), 23–32) name what
    keeps a firm from knowing a market, language among it, and give no scale. Geography counts half
    and saturates: 5000 km, about a continent away, is half as far as it can get.

    >>> round(psychic_distance(400.0, 0.465), 3)  # Sweden and Finland
    0.27
    """
    return 0.5 * distance_km / (distance_km + 5000.0) + 0.5 * language_distance
