"""Small designs whose scenario runs in no time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.sweeps.models import TINY

DesignFile = Callable[..., Path]


@pytest.fixture
def design_file(tmp_path: Path) -> DesignFile:
    """Return a function that writes a design of the tiny scenario with explicit points."""

    def write(gains: Sequence[float], replicates: int = 3, **more: Any) -> Path:
        scenario = tmp_path / "tiny.toml"
        scenario.write_text(as_toml(TINY))
        (tmp_path / "points.csv").write_text(
            "\n".join(["parameters.trust_gain", *map(repr, gains)]) + "\n"
        )
        head = {"scenario": "tiny.toml", "method": "table", "table": "points.csv",
                "replicates": replicates, "seed": 3, **more}  # fmt: skip
        file = tmp_path / "design.toml"
        file.write_text(as_toml({"design": head}))
        return file

    return write


def as_toml(tables: dict[str, dict[str, Any]]) -> str:
    lines = []
    for name, table in tables.items():
        lines.append(f"[{name}]")
        lines += [f"{key} = {_value(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_value(item)}" for key, item in value.items())
        return f"{{ {inner} }}"
    return json.dumps(value)
