"""A small ecosystem in which a pattern is tried in no time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SMALL = """\
[scenario]
name = "small"
ticks = 24

[population]
provider = { count = 3 }
customer = { count = 5 }
partner = { count = 3 }
logistics = { count = 1 }
"""
PATTERN = """\
[pattern]
id = "{id}"
claim = "A claim [bold]with brackets[/bold]"
source = "RT Figure 1"
support = "explicit"
grade = "discriminating"

[experiment]
scenario = "small.toml"
replicates = 32

[arms]
with = {{}}
without = {{ "mechanisms.relationships" = false }}

[[expect]]
outcome = "{outcome}"
contrast = "{contrast}"
direction = "{direction}"
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a pattern about the small ecosystem and returns its file."""
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "patterns").mkdir()

    def written(name: str = "P1", swap: tuple[str, str] | None = None, **words: Any) -> Path:
        usual = {"id": name, "outcome": "governance", "contrast": "with - without",
                 "direction": "positive"}  # fmt: skip
        text = PATTERN.format(**{**usual, **words}).replace('"small.toml"', '"../small.toml"')
        file = tmp_path / "patterns" / f"{name}.toml"
        file.write_text(text.replace(*swap) if swap else text, encoding="utf-8")
        return file

    return written
