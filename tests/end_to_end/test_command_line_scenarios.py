"""`ecosim scenarios` lists, shows, checks and begins scenarios; every command explains itself."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import ecosim as package
from ecosim.scenarios import list_scenarios, load_scenario, read_text

Call = Callable[..., Result]
LIBRARY = [info.name for info in list_scenarios()]
COMMANDS = ["run", "compare", "scenarios", "scenarios list", "scenarios show", "scenarios check",
            "scenarios new", "parameters", "outcomes", "rules", "mechanisms"]  # fmt: skip


def test_the_library_is_listed(ecosim: Call) -> None:
    for arguments in (["scenarios"], ["scenarios", "list"]):
        shown = ecosim(*arguments)
        assert shown.exit_code == 0
        assert all(name in shown.stdout for name in LIBRARY)
    assert ecosim("scenarios", "list", "--quiet").stdout.split() == LIBRARY
    assert [s["name"] for s in json.loads(ecosim("scenarios", "list", "--json").stdout)] == LIBRARY


@pytest.mark.parametrize("name", LIBRARY)
def test_a_scenario_is_shown_as_it_is_written(ecosim: Call, name: str) -> None:
    shown = ecosim("scenarios", "show", name).stdout

    assert shown == read_text(name)
    assert tomllib.loads(shown)


@pytest.mark.parametrize("name", LIBRARY)
def test_every_scenario_of_the_library_is_ok(ecosim: Call, name: str) -> None:
    checked = ecosim("scenarios", "check", name)

    assert checked.exit_code == 0
    months = load_scenario(name).ticks
    assert checked.stdout.startswith(f"{name} is ok: {months} months")


def test_a_new_file_is_ok_and_never_replaces_another(ecosim: Call, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"

    assert str(file) in ecosim("scenarios", "new", file).stdout
    assert json.loads(ecosim("scenarios", "check", file, "--json").stdout)["ok"] is True
    assert ecosim("scenarios", "check", file, "--quiet").stdout == ""
    assert ecosim("scenarios", "new", file).exit_code == 2
    assert ecosim("scenarios", "new", tmp_path / "b.toml", "-q").stdout == f"{tmp_path}/b.toml\n"


@pytest.mark.parametrize("name", ["mine.docx", "mine", "mine.toml.txt"])
def test_a_scenario_file_is_known_by_its_name(ecosim: Call, tmp_path: Path, name: str) -> None:
    refused = ecosim("scenarios", "new", tmp_path / name)
    assert refused.exit_code == 2
    assert "ends with .toml" in refused.stderr
    assert not (tmp_path / name).exists()


def test_a_wrong_file_is_refused_with_its_place(ecosim: Call, tiny: Path) -> None:
    tiny.write_text(tiny.read_text("utf-8").replace("ticks = 2", "ticks = -2"), encoding="utf-8")
    checked = ecosim("scenarios", "check", tiny, "--json")

    assert (checked.exit_code, checked.stdout) == (2, "")
    assert "scenario.ticks: -2" in checked.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(ecosim: Call, command: str) -> None:
    shown = ecosim(*command.split(), "--help")

    assert shown.exit_code == 0
    assert "Example" in shown.stdout
    assert f"ecosim {command.split()[0]}" in shown.stdout


def test_the_version_is_shown(ecosim: Call) -> None:
    assert ecosim("--version").stdout == f"ecosim {package.__version__}\n"


def test_without_a_command_help_is_shown(ecosim: Call) -> None:
    shown = ecosim()

    assert shown.exit_code == 2
    assert "Start here" in shown.output
