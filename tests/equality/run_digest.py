"""Run every library scenario, and a lively one, for over a year; write digests of all bits as JSON.

Run on its own, because whether and for which processor kernels are compiled is fixed at start.
"""

import hashlib
import json
import sys
from dataclasses import replace
from typing import Any

import numpy as np

from ecosim.compiled import PLAIN
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run_to_end
from ecosim.scenarios import list_scenarios, load_scenario

MONTHS = 14
KINDS = ("demand", "technology", "supply", "regulation", "taste")
LIVELY: dict[str, Any] = {
    "scenario": {"name": "lively", "markets": ["DE", "FI", "NO", "SE"]},
    "population": {
        "provider": {"count": 6, "cash": {"low": 0, "high": 2}, "markets": ["FI", "SE"]},
        "customer": {"count": 12},
        "partner": {"count": 6, "presence": 2.0},
        "logistics": {"count": 2},
    },
    "network": {"generator": "powerlaw-cluster", "mean_degree": 5},
    "shock": [{"month": 2 + k, "kind": kind, "size": 0.5} for k, kind in enumerate(KINDS)],
    "parameters": {"search_rate": 1.0, "entry_rate": 1.0, "ending_trust": 0.4, "partner_reach": 10},
}


def scenarios() -> list[Scenario]:
    # For its first months, supply-shock is the baseline.
    names = [info.name for info in list_scenarios() if info.name != "supply-shock"]
    chosen = [load_scenario(name) for name in names]
    return [replace(scenario, ticks=MONTHS) for scenario in [*chosen, load_scenario(LIVELY)]]


def digests(scenario: Scenario) -> dict[str, str]:
    """Return a digest of the bits of every array of the world at the end, and of the events.

    The buffers of events are empty by then: what is left in them means nothing.
    """
    finished, world = run_to_end(Blueprint.of(scenario), 3, 1, "all")
    arrays = world._asdict() | {"events": finished.events, "panel": finished.firms}
    del arrays["event_detail"]
    return {
        name: hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:16]
        for name, array in arrays.items()
    }


if __name__ == "__main__":
    found = {scenario.name: digests(scenario) for scenario in scenarios()}
    json.dump({"plain": PLAIN, "digests": found}, sys.stdout)
