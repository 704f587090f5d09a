"""`ecosim sensitivity` answers in words, in JSON and in files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas
import pytest

from tests.sweeps.analytic import FACTORS, Places, swept
from tests.sweeps.test_command_line_sweep import ecosim

pytestmark = pytest.mark.slow


def uneven(places: Places, chance: np.random.Generator) -> float:
    """Fail in a corner, and depend on one factor and on chance elsewhere."""
    if places[FACTORS[0]] > 0.9 and places[FACTORS[1]] > 0.8:
        raise ValueError("no such ecosystem")
    return places[FACTORS[0]] + chance.random()


def test_an_answer_names_factors_chance_and_what_is_left_out(tmp_path: Path) -> None:
    folder = swept(tmp_path, uneven, method="sobol", samples=32, replicates=3, second_order=True)
    done = ecosim("sensitivity", folder)
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    first = next(line for line in lines if line.startswith("parameters."))
    assert first.startswith(f"parameters.{FACTORS[0]}")
    assert "Variance of a single run: the factors" in done.stdout
    assert "of 32 base samples are left out" in done.stdout
    assert "these have no outcomes" in done.stdout
    assert max(map(len, done.stdout.split("Files\n")[0].splitlines())) <= 80
    table = pandas.read_feather(folder / "sensitivity.arrow")
    assert set(table["index"]) == {"first", "total", "second"}
    for name in ("chance.arrow", "sensitivity.png", "sensitivity.svg"):
        assert (folder / name).stat().st_size > 0


def test_json_holds_the_rows_of_the_tables(tmp_path: Path) -> None:
    folder = swept(tmp_path, uneven, method="morris", samples=16)
    told = json.loads(ecosim("sensitivity", folder, "--json").stdout)
    table = pandas.read_feather(folder / "sensitivity.arrow")
    assert [row["factor"] for row in told["indices"]] == list(table["factor"])
    assert told["blocks"] == 16
    assert told["chance"] == []
    assert set(told["failed_runs"]) == {"error"}
    assert all((folder / name).exists() for name in told["files"])


def test_outcomes_that_hardly_any_run_has_are_named_where_all_are_asked_for(tmp_path: Path) -> None:
    folder = swept(tmp_path, uneven, method="morris", samples=16)
    done = ecosim("sensitivity", folder, "--outcome", "all")
    assert done.exit_code == 0, done.stderr
    assert "Left out, as too few trajectories have them in all runs:" in done.stdout
    assert "service churn" in " ".join(done.stdout.split())
    told = json.loads(ecosim("sensitivity", folder, "--outcome", "all", "--json").stdout)
    assert "service_churn" in told["skipped"]


def test_a_sweep_without_indices_is_bad_input(tmp_path: Path) -> None:
    folder = swept(tmp_path, uneven, method="latin-hypercube", samples=8)
    done = ecosim("sensitivity", folder)
    assert done.exit_code == 2
    assert "ecosim discover" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["plan.arrow", "runs.arrow"]
