"""The engine gives the same bits as plain Python and compiled, for whatever processor."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("run_digest.py")
CHECKOUT = Path(__file__).resolve().parents[2]


@functools.cache
def found(**variables: str) -> dict[str, Any]:
    """Return what a fresh process with these variables computes."""
    result: dict[str, Any] = json.loads(told([str(SCRIPT)], variables))
    return result


def told(words: list[str], variables: dict[str, str]) -> str:
    """Return what a fresh Python with these variables prints."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    environment = {**kept, "PYTHONPATH": str(CHECKOUT), **variables}
    command = [sys.executable, *words]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def test_plain_python_gives_the_same_bits_as_compiled_code() -> None:
    plain, compiled = found(NUMBA_DISABLE_JIT="1"), found()
    assert plain["plain"]
    assert not compiled["plain"]
    assert plain["digests"] == compiled["digests"]


def test_the_digests_tell_scenarios_apart() -> None:
    by_scenario = found()["digests"]
    assert len(by_scenario) > 3
    for name in ("firms", "ties", "series", "events"):
        assert len({digests[name] for digests in by_scenario.values()}) == len(by_scenario)


@pytest.mark.slow
@pytest.mark.long
def test_another_processor_and_a_helper_give_the_same_bits(tmp_path: Path) -> None:
    other = {
        "NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "", "ECOSIM_CACHE_DIR": str(tmp_path)
    }  # fmt: skip
    told(["-c", "from ecosim.engine.compiling import compile_with; compile_with(2)"], other)
    compiled = set(tmp_path.rglob("*.nbi"))
    assert found(**other)["digests"] == found()["digests"]
    late = {path.name.partition("-")[0] for path in set(tmp_path.rglob("*.nbi")) - compiled}
    assert late == {"streams.uniforms"}  # networks of networkx call it, and others do not
