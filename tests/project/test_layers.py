"""Imports point one way, and what is slow to import stays out of the way."""

import subprocess
import sys
from pathlib import Path

import pytest

import ecosim

SLOW_TO_IMPORT = {"mesa", "numba", "solara"}


@pytest.fixture
def installed_tree(checkout: Path, package_folders: dict[str, str], tmp_path: Path) -> Path:
    """Return a folder with the packages linked as they are installed (cf. ``make types-tree``)."""
    package = tmp_path / "ecosim"
    package.mkdir()
    for entry in (checkout / "ecosim").iterdir():
        (package / entry.name).symlink_to(entry)
    for room in set(package_folders.values()) - {"ecosim"}:
        (package / room).symlink_to(checkout / room)
    return tmp_path


def test_imports_point_down(installed_tree: Path, checkout: Path) -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    command = [lint, "--no-cache", "--config", checkout / "pyproject.toml"]
    checked = subprocess.run(
        command, check=False, cwd=installed_tree, capture_output=True, text=True
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_help_is_shown_without_slow_imports() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ecosim", "--help"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}

    assert "ecosim.command_line" in imported
    assert not imported & SLOW_TO_IMPORT


@pytest.mark.parametrize("name", dir(ecosim))
def test_every_listed_name_can_be_reached(name: str) -> None:
    assert getattr(ecosim, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'simulatte'"):
        _ = ecosim.simulatte
