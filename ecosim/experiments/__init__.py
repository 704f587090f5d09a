"""Experiments: many runs, choosing among candidates, whether services pay, repeating a result."""

from ecosim.experiments.compare import ComparisonResult, compare
from ecosim.experiments.paradox import ParadoxResult, paradox
from ecosim.experiments.rerun import Repetition, rerun
from ecosim.experiments.simulate import simulate

__all__ = [
    "ComparisonResult",
    "ParadoxResult",
    "Repetition",
    "compare",
    "paradox",
    "rerun",
    "simulate",
]
