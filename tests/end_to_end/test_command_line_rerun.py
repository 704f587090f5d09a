"""`ecosim rerun` repeats results and says whether they are the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

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
