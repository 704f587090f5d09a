"""What a finished sweep tells: which factors matter, and where in them something happens."""

from ecosim.analysis.discovery import Condition, Discovery, discover
from ecosim.analysis.finished import FinishedSweep, read_finished
from ecosim.analysis.sensitivity import Sensitivity, sensitivity

__all__ = [
    "Condition",
    "Discovery",
    "FinishedSweep",
    "Sensitivity",
    "discover",
    "read_finished",
    "sensitivity",
]
