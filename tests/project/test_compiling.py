"""Helpers compile all stages of a month, and each part once."""

from __future__ import annotations

import ast
import inspect
import os
import sys
import time
from pathlib import Path

import pytest

from ecosim.compiled import PLAIN
from ecosim.engine import compiling
from ecosim.engine.kernels import month

pytestmark = pytest.mark.skipif(PLAIN, reason="nothing is compiled")


def names() -> list[str]:
    return [name for name, _ in compiling._parts()]


def test_every_stage_of_a_month_is_a_part() -> None:
    tree = ast.parse(inspect.getsource(month.run_months.py_func))
    called = {node.func.id for node in ast.walk(tree)
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}  # fmt: skip
    stages = called - {"borrowed", "occupied", "_is_full", "len", "range", "ValueError"}
    assert len(stages) >= len(month.Stage)
    assert set(names()) == stages | {"build_world", "outcomes"}
    assert len(names()) == len(set(names()))


def test_parts_that_others_have_taken_are_left_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    parts = [(name, lambda name=name: done.append(name)) for name in ("a", "b", "c")]
    monkeypatch.setattr(compiling, "_parts", lambda: parts)
    (tmp_path / "b").touch()
    compiling._compile_parts(tmp_path)
    assert done == ["a", "c"]
    assert sorted(os.listdir(tmp_path)) == ["a", "b", "c"]
    compiling._compile_parts(tmp_path)
    assert done == ["a", "c"]


def test_no_helper_outlives_the_wait(tmp_path: Path) -> None:
    def interrupted(done: int, of: int) -> None:
        (tmp_path / "seen").write_text(f"{done} {of}", encoding="utf-8")
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        compiling._wait_for([[sys.executable, "-c", "import time; time.sleep(60)"]] * 2, tmp_path,
                            interrupted)  # fmt: skip
    assert time.monotonic() - begun < 30.0
    assert (tmp_path / "seen").read_text("utf-8") == f"0 {len(names()) + 1}"
