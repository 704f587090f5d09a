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


@rule
def felt_distance(distance: float, age: float, routines: float, acquaintance: float) -> float:
    """Return how far apart two partners still feel after working together for a while.

        felt = δ · (1 − k) · A/(A + age)

    Parameters
    ----------
    distance : δ, psychic distance between the two home markets, 0..1
    age : months since the relationship began, at least 0
    routines : k, knowledge-sharing routines, 0..1
    acquaintance : A, months after which half of the distance is left without routines, above 0

    Source: [IN] §4.2.3, trust abroad grows by lasting, effective collaboration. Ours: the form;
    lasting is age, effective is routines.

    >>> round(felt_distance(0.4, 24.0, 0.5, 24.0), 4)
    0.1
    """
    return distance * (1.0 - routines) * acquaintance / (acquaintance + age)
