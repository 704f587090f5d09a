"""Try N5 on the model as it is ("sound") or with resonance that ignores consonance ("broken")."""

from __future__ import annotations

import sys
import warnings
from dataclasses import replace
from typing import Any

from ecosim.court.case import Case
from ecosim.court.trial import try_case
from ecosim.engine.kernels import relationships
from ecosim.rules.resonance import resonance
from ecosim.scenarios import load_pattern

REPLICATES = 12


def ignoring_consonance(now: float, gate: float, consonance: float, *others: Any) -> float:
    """Return resonance as if consonance were complete."""
    return resonance(now, 1.0, 1.0, *others)


warnings.simplefilter("ignore", RuntimeWarning)
if sys.argv[1] == "broken":
    relationships.resonance = ignoring_consonance
case = Case.of(replace(load_pattern("N5"), replicates=REPLICATES))
sys.stdout.write(try_case(case, 1, REPLICATES, 1).verdict)
