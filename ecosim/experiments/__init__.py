"""Experiments: many runs, choosing among candidates, whether services pay."""

from ecosim.experiments.compare import compare
from ecosim.experiments.comparison import ComparisonResult
from ecosim.experiments.paradox import ParadoxResult, paradox
from ecosim.experiments.simulate import simulate

__all__ = [
    "ComparisonResult",
    "ParadoxResult",
    "compare",
    "paradox",
    "simulate",
]
