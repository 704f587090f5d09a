"""What to choose when assumptions are uncertain, partners many, or runs few."""

from ecosim.decisions.robust import RobustRanking, robust_ranking
from ecosim.decisions.shapley import Shapley, shapley_values
from ecosim.decisions.tipping import Tipping, find_tipping_points

__all__ = [
    "RobustRanking",
    "Shapley",
    "Tipping",
    "find_tipping_points",
    "robust_ranking",
    "shapley_values",
]
