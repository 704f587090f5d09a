"""The EMA workbench and Mesa's batch_run get from the model what ecosim itself computes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyarrow.compute
import pytest

import ecosim

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def documented(checkout: Path, number: int) -> dict[str, Any]:
    """Run an example of the page and return its names."""
    text = (checkout / "docs/workbenches.md").read_text("utf-8")
    example = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[number]
    names: dict[str, Any] = {}
    exec(compile(example, "docs/workbenches.md", "exec"), names)
    return names


def test_each_experiment_of_the_workbench_is_a_run_of_its_settings(checkout: Path) -> None:
    found = documented(checkout, 0)
    experiments, outcomes = found["experiments"], found["outcomes"]
    assert len(experiments) == 12
    for k in (0, 11):
        row = experiments.iloc[k]
        settings = {
            "scenario.ticks": 12,
            "parameters.trust_gain": float(row["trust_gain"]),
            "mechanisms.coopetition": bool(row["coopetition"]),
            "policy.partner_selection": row["partner_selection"],
        }
        scenario = ecosim.load_scenario("six-smes", settings)
        trust = ecosim.simulate(scenario, seed=7, replicates=2).runs["trust"].to_numpy()
        assert outcomes["trust"][k] == trust.mean()


def test_each_row_of_batch_run_is_a_run_of_its_settings(checkout: Path) -> None:
    rows = documented(checkout, 1)["rows"]
    assert {(row["trust_gain"], row["replicate"]) for row in rows} == {
        (gain, replicate) for gain in (0.04, 0.10) for replicate in (0, 1)
    }
    for row in rows:
        settings = {"scenario.ticks": 12, "parameters.trust_gain": row["trust_gain"]}
        scenario = ecosim.load_scenario("six-smes", settings)
        months = ecosim.simulate(scenario, seed=7, replicates=2).ecosystem
        last = months.filter(pyarrow.compute.equal(months["tick"], 12))["trust"].to_pylist()
        assert row["trust"] == last[row["replicate"]]
