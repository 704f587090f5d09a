"""Experiments: many runs of a scenario, the choice among candidate partners, and repeating both."""

from ecosim.experiments.compare import ComparisonResult, compare
from ecosim.experiments.rerun import Repetition, rerun
from ecosim.experiments.simulate import simulate

__all__ = ["ComparisonResult", "Repetition", "compare", "rerun", "simulate"]
