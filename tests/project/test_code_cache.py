"""Machine code is made anew exactly where a source that it is made of was edited."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

import ecosim
from ecosim import code_cache
from ecosim.code_cache import sources_of

ROOT = Path(ecosim.__file__).parent
KERNELS = sorted(path.stem for path in (ROOT / "engine" / "kernels").glob("[!_]*.py"))


def imported(module: str) -> set[str]:
    """Return the rules and parts of the engine that Python itself sees a module import."""
    source = importlib.import_module(module).__file__
    assert source is not None
    found = set()
    for node in ast.walk(ast.parse(Path(source).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith(("ecosim.rules", "ecosim.engine"))}


@pytest.mark.parametrize("kernel", KERNELS)
def test_sources_of_a_kernel_are_all_that_it_imports_at_any_remove(kernel: str) -> None:
    name = f"ecosim.engine.kernels.{kernel}"
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += imported(one)
    assert set(sources_of(name)) == found


def test_the_month_is_made_of_every_kernel_but_those_before_and_after_it() -> None:
    month = set(sources_of("ecosim.engine.kernels.month"))
    assert {name for name in KERNELS if f"ecosim.engine.kernels.{name}" not in month} <= {
        "firms", "matching", "network", "outcomes", "setup", "summary", "views",
    }  # fmt: skip


def test_no_other_kernel_hangs_on_a_rule_that_it_does_not_use() -> None:
    assert "ecosim.rules.delivery" in sources_of("ecosim.engine.kernels.delivery")
    assert "ecosim.rules.delivery" not in sources_of("ecosim.engine.kernels.relationships")


@pytest.mark.parametrize("door", ["compiled.py", "several.py"])
def test_all_code_is_made_anew_when_a_door_to_the_compiler_changes(door: str) -> None:
    importers = {
        path.name
        for path in ROOT.glob("*.py")
        if any(
            line.startswith(("import numba", "from numba"))
            for line in path.read_text("utf-8").splitlines()
        )
    }
    assert door in importers
    assert importers <= set(code_cache._ALWAYS)
