"""Models whose variance is known on paper, run by a sweep in place of the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ecosim.engine.build import Blueprint
from ecosim.sweeps import Options, sweep
from tests.sweeps.conftest import as_toml
from tests.sweeps.models import TINY

FACTORS = ("trust_distance", "trust_breach", "complementarity_slack")
RANGES = {f"parameters.{name}": [0.1, 0.9] for name in FACTORS}
Places = dict[str, float]
Formula = Callable[[Places, np.random.Generator], float]


@dataclass(frozen=True)
class Finished:
    replicate: int
    seed: int
    outcomes: Mapping[str, float]


def model(formula: Formula) -> Any:
    """Return a model whose viability is a formula of places 0..1 and of the run's own chance."""

    def run(blueprint: Blueprint, seed: int, replicate: int) -> Finished:
        parameters = blueprint.scenario.parameters
        places = {name: (parameters[name] - 0.1) / 0.8 for name in FACTORS}
        chance = np.random.default_rng([seed % 2**32, replicate])
        return Finished(replicate, seed, {"viability": formula(places, chance)})

    return run


def swept(folder: Path, formula: Formula, **head: Any) -> Path:
    """Sweep a formula over its three factors and return the folder."""
    ranges = {**RANGES, **head.pop("factors", {})}
    design = {"design": {"scenario": str(scenario_file(folder)), "seed": 3, **head}}
    options = Options(model=model(formula), chunk_runs=4096, time_limit=60.0)
    sweep({**design, "factors": ranges}, folder / "out", options=options, threads=1)
    return folder / "out"


def scenario_file(folder: Path) -> Path:
    file = folder / "tiny.toml"
    file.write_text(as_toml(TINY))
    return file
