"""Where firms and relationships stand in a scenario makes no difference, and neither do labels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.columns import FIRM
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run_to_end
from ecosim.scenarios import load_scenario

CHANCE = np.random.default_rng(3)


def lively() -> Scenario:
    """Return named firms of all kinds, some related, who search, enter markets and co-create."""
    firms: list[dict[str, Any]] = [
        {"id": f"{kind} {k}", "kind": kind}
        for kind, count in (("provider", 6), ("customer", 14), ("partner", 6), ("logistics", 2))
        for k in range(count)
    ]
    pairs = [(f"provider {k}", f"customer {2 * k}") for k in range(6)]
    pairs += [("provider 0", "provider 3"), ("provider 4", "partner 1")]
    return load_scenario({
        "scenario": {"name": "lively", "ticks": 60, "markets": ["DE", "FI", "NO", "SE"]},
        "firm": firms,
        "relationship": [{"source": a, "target": b, "age": 5 + k} for k, (a, b) in enumerate(pairs)],
        "network": {"mean_degree": 4},
        "parameters": {"search_rate": 0.5, "entry_rate": 0.3},
    })  # fmt: skip


def mixed(things: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(things[k] for k in CHANCE.permutation(len(things)))


def firms_at_the_end(scenario: Scenario, seed: int) -> dict[str, np.ndarray]:
    blueprint = Blueprint.of(scenario)
    _, world = run_to_end(blueprint, seed, 0, "ecosystem")
    return {name: world.firms[:, i] for name, i in blueprint.roster.index.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_firms_and_relationships_changes_no_bit(seed: int) -> None:
    listed = lively()
    other = replace(listed, firms=mixed(listed.firms), relationships=mixed(listed.relationships))
    mine, theirs = firms_at_the_end(listed, seed), firms_at_the_end(other, seed)
    assert list(mine) != list(theirs)
    assert sum(column[FIRM.services_in_use] for column in mine.values()) > 0.0
    for name, column in mine.items():
        assert np.array_equal(column, theirs[name]), name
