"""`ecosim run` writes tables and says what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from click.testing import Result

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.results.summary import OUTCOME_GROUPS

Call = Callable[..., Result]

pytestmark = pytest.mark.slow


def test_a_run_prints_intervals_and_names_its_tables(ecosim: Call, tiny: Path, out: Path) -> None:
    done = ecosim("run", tiny, "--replicates", 3, "--out", out)

    assert done.exit_code == 0, done.stderr
    assert "A [bold]tiny[/bold] scenario: 3 runs of 2 months, seed 42" in done.stdout
    assert "95 % interval" in done.stdout
    assert f"Tables in {out}: runs.arrow, ecosystem.arrow" in done.stdout
    assert len(pandas.read_feather(out / "runs.arrow")) == 3


def test_one_run_has_no_interval_and_says_so(ecosim: Call, tiny: Path, out: Path) -> None:
    assert "n=1" in ecosim("run", tiny, "--out", out).stdout


def test_json_holds_every_outcome_and_nothing_else_is_printed(
    ecosim: Call, tiny: Path, out: Path
) -> None:
    done = ecosim("run", tiny, "--replicates", 2, "--seed", 7, "--json", "--out", out)
    summary = json.loads(done.stdout)

    assert {key: summary[key] for key in ("scenario", "seed", "ticks", "replicates", "out")} == {
        "scenario": "tiny", "seed": 7, "ticks": 2, "replicates": 2, "out": str(out),
    }  # fmt: skip
    assert [outcome["name"] for outcome in summary["outcomes"]] == list(OUTCOMES.names)
    assert all(
        outcome.keys() == {"name", "unit", "estimate", "low", "high", "count"}
        for outcome in summary["outcomes"]
    )
    assert sorted(summary["files"]) == sorted(path.name for path in out.iterdir())


def test_quiet_prints_only_the_folder(ecosim: Call, tiny: Path, out: Path) -> None:
    done = ecosim("run", tiny, "--quiet", "--out", out)

    assert done.stdout == f"{out}\n"
    assert done.stderr == ""


def test_options_reach_the_run(ecosim: Call, tiny: Path, out: Path) -> None:
    options = ("--ticks", 4, "--set", "parameters.trust_gain=0.1", "--record", "all", "--every", 2)

    assert ecosim("run", tiny, *options, "--format", "parquet", "--out", out).exit_code == 0

    firms = pandas.read_parquet(out / "firms.parquet")
    assert sorted(firms["tick"].unique()) == [2, 4]
    assert (out / "relationships.parquet").exists()


def test_a_second_run_replaces_the_first(ecosim: Call, tiny: Path, out: Path) -> None:
    for replicates in (3, 2):
        assert ecosim("run", tiny, "--replicates", replicates, "--out", out).exit_code == 0

    assert len(pandas.read_feather(out / "runs.arrow")) == 2


def test_every_outcome_is_shown_under_one_heading() -> None:
    grouped = [name for names in OUTCOME_GROUPS.values() for name in names]

    assert sorted(grouped) == sorted(OUTCOMES.names)


def test_a_wanted_half_width_is_answered_with_the_replicates_it_takes(
    ecosim: Call, tiny: Path, out: Path
) -> None:
    done = ecosim("run", tiny, "-n", 5, "--half-width", "viability=0.001", "--out", out)
    told = json.loads(
        ecosim("run", tiny, "-n", 5, "--half-width", "viability=0.001", "--json", "-o", out).stdout
    )["half_widths"][0]
    assert done.exit_code == 0, done.stderr
    assert f"takes about {told['replicates_needed']:,} replicates" in done.stdout
    assert told["replicates_needed"] >= 2
    for wrong, said in [("viabilty=0.1", "did you mean 'viability'"), ("viability=0", "above 0")]:
        refused = ecosim("run", tiny, "-n", 5, "--half-width", wrong, "--out", out)
        assert (refused.exit_code, said in refused.stderr) == (2, True)
