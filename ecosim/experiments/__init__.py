"""Experiments: many runs of a scenario, and the choice among candidate partners."""

from ecosim.experiments.compare import ComparisonResult, compare
from ecosim.experiments.simulate import simulate

__all__ = ["ComparisonResult", "compare", "simulate"]
