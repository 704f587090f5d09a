"""Small designs whose scenario runs in no time."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from ecosim.sweeps import Options
from tests.sweeps.models import TINY
from tests.sweeps.slurm import NoSlurmError, one_node_slurm

DesignFile = Callable[..., Path]
GAINS = [0.02, 0.03, 0.04, 0.05, 0.06]


def quick(chunk: int = 4, limit: float = 60.0, **more: object) -> Options:
    return Options(chunk_runs=chunk, time_limit=limit, **more)  # type: ignore[arg-type]


@pytest.fixture
def design_file(tmp_path: Path) -> DesignFile:
    """Return a function that writes a design of the tiny scenario with explicit points."""

    def write(gains: Sequence[float], replicates: int = 3, **more: Any) -> Path:
        return write_design(tmp_path, gains, replicates, **more)

    return write


def write_design(folder: Path, gains: Sequence[float], replicates: int, **more: Any) -> Path:
    """Write a design of the tiny scenario with a point for each value of trust_gain."""
    (folder / "tiny.toml").write_text(as_toml(TINY))
    (folder / "points.csv").write_text(
        "\n".join(["parameters.trust_gain", *map(repr, gains)]) + "\n"
    )
    head = {"scenario": "tiny.toml", "method": "table", "table": "points.csv",
            "replicates": replicates, "seed": 3, **more}  # fmt: skip
    file = folder / "design.toml"
    file.write_text(as_toml({"design": head}))
    return file


@pytest.fixture(scope="session")
def slurm_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Bring up a real Slurm of one node, or skip and say why."""
    with ExitStack() as stack:
        try:
            stack.enter_context(one_node_slurm(tmp_path_factory.mktemp("slurm")))
        except NoSlurmError as reason:
            pytest.skip(f"NOTHING TESTED ON SLURM, which does not start here: {reason}")
        yield


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """Give a real file system of this size, or skip and say why."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("NO FULL DISK TESTED: this machine lets nobody mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


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
