"""The tutorial on a mechanism of one's own works: its edits are made in a copy, and tried there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.ipc
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TEXT = (CHECKOUT / "docs/tutorials/own-mechanism.md").read_text("utf-8")
PARTS = ("ecosim", "agents", "dashboards", "results", "scenarios", "pyproject.toml")
BLOCK = r":\n\n```\w+\n(.*?)^```$"
NEW = re.compile(rf"^A new file `([^`]+)`{BLOCK}", re.MULTILINE | re.DOTALL)
AFTER = re.compile(
    rf"^In `([^`]+)`, after the line that begins with `([^`]+)`{BLOCK}", re.MULTILINE | re.DOTALL
)
INSTEAD = re.compile(
    rf"^In `([^`]+)`, in place of the line `([^`]+)`{BLOCK}", re.MULTILINE | re.DOTALL
)
COMMANDS = re.compile(r"^ecosim (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a copy of the sources and the edits of the page in it."""
    place = tmp_path_factory.mktemp("copy")
    unwanted = shutil.ignore_patterns("__pycache__", "vendor")
    for part in PARTS:
        if (CHECKOUT / part).is_dir():
            shutil.copytree(CHECKOUT / part, place / part, ignore=unwanted)
        else:
            shutil.copy(CHECKOUT / part, place)
    for name, text in NEW.findall(TEXT):
        assert not (place / name).exists()
        (place / name).write_text(text, "utf-8")
    for name, beginning, text in AFTER.findall(TEXT):
        edit(place / name, lambda line, b=beginning: line.startswith(b), keep=True, text=text)
    for name, line, text in INSTEAD.findall(TEXT):
        edit(place / name, lambda found, one=line: found.rstrip() == one, keep=False, text=text)
    return place


def edit(file: Path, chosen: object, *, keep: bool, text: str) -> None:
    """Write text after, or in place of, the one line that is chosen."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    places = [k for k, line in enumerate(lines) if chosen(line)]  # type: ignore[operator]
    assert len(places) == 1, f"{file.name}: {len(places)} lines fit"
    lines[places[0]] = (lines[places[0]] if keep else "") + text
    file.write_text("".join(lines), "utf-8")


def run(copy: Path, arguments: str) -> str:
    surroundings = {**os.environ, "PYTHONPATH": str(copy), "NUMBA_DISABLE_JIT": "1"}
    ended = subprocess.run(
        [sys.executable, "-m", "ecosim", *arguments.split()],
        check=False, capture_output=True, text=True, env=surroundings, cwd=copy, timeout=300,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_every_step_of_the_page_is_an_edit_that_was_made() -> None:
    assert [len(kind.findall(TEXT)) for kind in (NEW, AFTER, INSTEAD)] == [1, 4, 1]


@pytest.mark.slow
def test_the_mechanism_of_the_page_acts_and_can_be_switched_off(copy: Path) -> None:
    told = {command: run(copy, command) for command in COMMANDS.findall(TEXT)}
    trust = [
        pyarrow.ipc.open_file(copy / "output" / arm / "runs.arrow").read_all()["trust"][0].as_py()
        for arm in ("with", "without")
    ]

    assert len(told) == 4
    assert "m = 1 + b·exp(−age / n)" in told["rules honeymoon"]
    assert "honeymoon_boost" in told["parameters"]
    assert trust[0] > trust[1]
