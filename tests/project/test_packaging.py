"""The rooms beside `ecosim/` ship inside it, and nothing else ships."""

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import ecosim

BUILD_INPUTS = ("pyproject.toml", "LICENSE", "README.md")


@pytest.fixture(scope="module")
def wheel(
    checkout: Path, package_folders: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> zipfile.ZipFile:
    """Return the wheel of a copy of the sources, because setuptools builds inside its source."""
    source = tmp_path_factory.mktemp("source")
    for name in BUILD_INPUTS:
        if (checkout / name).is_file():
            shutil.copy(checkout / name, source)
    for folder in package_folders.values():
        shutil.copytree(
            checkout / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*command, "--no-build-isolation", str(source), "-w", str(source)], check=True)
    return zipfile.ZipFile(next(source.glob("*.whl")))


def test_package_list_names_every_package_folder(
    checkout: Path, package_folders: dict[str, str], pyproject: dict[str, Any]
) -> None:
    found = set()
    for package, folder in package_folders.items():
        for marker in (checkout / folder).rglob("__init__.py"):
            inner = marker.parent.relative_to(checkout / folder).parts
            found.add(".".join([package, *inner]))

    assert found == set(pyproject["tool"]["setuptools"]["packages"])


@pytest.mark.slow
def test_wheel_installs_no_import_name_but_ecosim(wheel: zipfile.ZipFile) -> None:
    top = {name.split("/")[0] for name in wheel.namelist()}

    assert {name for name in top if not name.endswith(".dist-info")} == {"ecosim"}


@pytest.mark.slow
def test_wheel_holds_every_file_of_the_packages(
    wheel: zipfile.ZipFile, checkout: Path, package_folders: dict[str, str]
) -> None:
    expected = set()
    for package, folder in package_folders.items():
        for file in (checkout / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                inside = file.relative_to(checkout / folder)
                expected.add(f"{package.replace('.', '/')}/{inside.as_posix()}")

    assert expected == {name for name in wheel.namelist() if name.startswith("ecosim/")}


@pytest.mark.slow
def test_an_installed_room_is_found_without_the_checkout(
    wheel: zipfile.ZipFile, tmp_path: Path, package_folders: dict[str, str]
) -> None:
    wheel.extractall(tmp_path)
    find = "import importlib.util as u, sys; print(u.find_spec(sys.argv[1]).origin)"
    for package in package_folders:
        shown = subprocess.run(
            [sys.executable, "-c", find, package],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )
        assert Path(shown.stdout.strip()).is_relative_to(tmp_path)


def test_a_room_refuses_to_be_imported_under_its_folder_name(room: str, checkout: Path) -> None:
    spec = importlib.util.spec_from_file_location(room, checkout / room / "__init__.py")
    assert spec is not None
    assert spec.loader is not None

    with pytest.raises(ImportError, match=rf"'ecosim\.{room}'"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_package_metadata_and_changelog_agree_on_the_version(checkout: Path) -> None:
    headings = [
        line.split()[1]
        for line in (checkout / "CHANGELOG.md").read_text("utf-8").splitlines()
        if line.startswith("## ")
    ]

    assert importlib.metadata.version("ecosim") == ecosim.__version__ == headings[0]
