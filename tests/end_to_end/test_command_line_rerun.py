"""`ecosim rerun` repeats results and says whether they are the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result

from ecosim.errors import InputError
from ecosim.repeating import rerun
from ecosim.results import Results

Call = Callable[..., Result]


@pytest.fixture
def results(ecosim: Call, tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    assert ecosim("run", "six-smes", "--ticks", "4", "--quiet", "--out", folder).exit_code == 0
    return folder


def test_the_same_numbers_are_called_the_same(ecosim: Call, results: Path) -> None:
    repeated = ecosim("rerun", results)
    assert repeated.exit_code == 0
    assert "The same to the bit: runs, ecosystem, events" in repeated.stdout


def test_json_says_it_for_scripts(ecosim: Call, results: Path, tmp_path: Path) -> None:
    repeated = ecosim("rerun", results, "--json", "--out", tmp_path / "again")
    assert json.loads(repeated.stdout)["same"] is True
    assert (tmp_path / "again" / "runs.arrow").is_file()


def test_the_results_themselves_are_not_replaced(ecosim: Call, results: Path) -> None:
    refused = ecosim("rerun", results, "--out", results)
    assert refused.exit_code == 2
    assert "name another folder" in refused.stderr


def test_a_folder_without_results_is_refused(ecosim: Call, tmp_path: Path) -> None:
    refused = ecosim("rerun", tmp_path)
    assert refused.exit_code == 2
    assert "holds no results of ecosim" in refused.stderr


def test_a_sweep_that_is_not_finished_says_how_to_go_on(ecosim: Call, tmp_path: Path) -> None:
    (tmp_path / "plan.arrow").touch()
    refused = ecosim("rerun", tmp_path)
    assert refused.exit_code == 2
    assert "holds a sweep that is not finished; ecosim sweep DESIGN --resume" in refused.stderr
    with pytest.raises(InputError, match="not finished"):
        rerun(tmp_path)


UNCERTAIN = """\
[design]
method = "latin-hypercube"
samples = 4
replicates = 1
[factors]
"parameters.trust_gain" = [0.02, 0.10]
"""
SWEEP = UNCERTAIN.replace("[design]", '[design]\nscenario = "tiny.toml"')


def test_a_comparison_is_repeated_with_all_that_lies_beside_its_ranking(
    ecosim: Call, tiny: Path, tmp_path: Path
) -> None:
    folder, design = tmp_path / "D", tmp_path / "uncertain.toml"
    design.write_text(UNCERTAIN, "utf-8")
    made = ecosim("compare", tiny, "--replicates", 2, "--uncertain", design, "--shapley",
                  "--what-would-change", "trust_gain", "--report", "--quiet", "--out", folder)  # fmt: skip
    assert made.exit_code == 0, made.stderr
    told = json.loads(ecosim("rerun", folder, "--json").stdout)

    assert told["same"]
    assert set(told["tables"]) == {
        "runs",
        "ranking.json",
        "robust",
        "futures",
        "shapley",
        "tipping",
    }
    assert told["not_repeated"] == ["report.html", "report.xlsx"]


@pytest.mark.parametrize(
    ("command", "files"),
    [("paradox", ["runs", "paradox.json", "providers.csv"]), ("sweep", ["runs"])],
)
def test_twins_and_sweeps_are_repeated(
    ecosim: Call, tiny: Path, tmp_path: Path, command: str, files: list[str]
) -> None:
    folder, source = tmp_path / "done", tiny
    options = ["--replicates", 2]
    if command == "sweep":
        source, options = tmp_path / "design.toml", ["--threads", 1]
        source.write_text(SWEEP, "utf-8")
    made = ecosim(command, source, *options, "--quiet", "--out", folder)
    assert made.exit_code == 0, made.stderr
    told = json.loads(ecosim("rerun", folder, "--json").stdout)

    assert (told["same"], told["tables"], told["not_repeated"]) == (True, files, [])


def test_analyses_of_a_sweep_are_repeated(ecosim: Call, tiny: Path, tmp_path: Path) -> None:
    folder, design = tmp_path / "done", tmp_path / "design.toml"
    sobol = SWEEP.replace("latin-hypercube", "sobol").replace("samples = 4", "samples = 16")
    design.write_text(sobol + '"parameters.trust_fade" = [0.01, 0.10]\n', "utf-8")

    def done(*words: object) -> None:
        assert ecosim(*words, "--quiet").exit_code == 0

    done("sweep", design, "--threads", 1, "--out", folder)
    middle = float(np.median(Results.read(folder).runs["trust"].to_numpy()))
    done("sensitivity", folder, "--outcome", "trust", "--level", 0.8)
    done("discover", folder, "--outcome", "trust", "--above", middle, "--regions", 2)
    told = json.loads(ecosim("rerun", folder, "--json").stdout)

    assert told["same"]
    assert set(told["tables"]) == {"runs", "sensitivity", "chance", "regions", "peeling"}
    assert {Path(name).suffix for name in told["not_repeated"]} == {".png", ".svg"}


def test_a_line_that_was_changed_is_shown(ecosim: Call, tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "D"
    assert ecosim("compare", tiny, "--replicates", 2, "--quiet", "--out", folder).exit_code == 0
    ranking = (folder / "ranking.json").read_text("utf-8")
    (folder / "ranking.json").write_text(ranking.replace('"win_share": ', '"win_share": 1', 1))
    repeated = ecosim("rerun", folder)

    assert repeated.exit_code == 1
    assert "Differs: ranking.json: line " in repeated.stdout
    assert "1 of 2 tables and files differ when repeated" in " ".join(repeated.stderr.split())
