"""The command line, called in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecosim.command_line import main

TINY = """\
[scenario]
name = "tiny"
title = "A [bold]tiny[/bold] scenario"
ticks = 2

[population]
customer = { count = 2 }

[[firm]]
id = "Alpha"
kind = "provider"

[[firm]]
id = "Beta [red]"
kind = "partner"

[[firm]]
id = "Gamma, Delta"
kind = "partner"

[network]
generator = "none"
mean_degree = 0

[comparison]
focal = "Alpha"
candidates = ["Beta [red]", "Gamma, Delta"]
"""

Call = Callable[..., Result]
Shell = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return the file of a scenario that runs in no time."""
    file = tmp_path / "tiny.toml"
    file.write_text(TINY, encoding="utf-8")
    return file


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet."""
    return tmp_path / "results"


@pytest.fixture
def ecosim() -> Call:
    """Return a function that runs a command line in this process."""

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def shell() -> Shell:
    """Return a function that runs a command line in a process of its own."""

    def call(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ecosim", *map(str, arguments)]
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **environment},
        )

    return call
