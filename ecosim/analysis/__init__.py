"""What a finished sweep tells: which factors matter, and where in them something happens."""

from ecosim.analysis.finished import FinishedSweep, read_finished
from ecosim.analysis.sensitivity import Sensitivity, sensitivity

__all__ = ["FinishedSweep", "Sensitivity", "read_finished", "sensitivity"]
