"""What the project says about itself, and what lies on disk."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
PACKAGE_FOLDERS: dict[str, str] = PYPROJECT["tool"]["setuptools"]["package-dir"]
ROOMS = sorted(set(PACKAGE_FOLDERS.values()) - {"ecosim"})


def modules_on_disk() -> list[str]:
    """Return the import name of every module below a mapped folder."""
    names = []
    for package, folder in PACKAGE_FOLDERS.items():
        for file in (CHECKOUT / folder).rglob("*.py"):
            parts = file.relative_to(CHECKOUT / folder).with_suffix("").parts
            names.append(".".join([package, *parts]).removesuffix(".__init__"))
    return sorted(names)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for argument, values in {"module_name": modules_on_disk(), "room": ROOMS}.items():
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, values)


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def pyproject() -> dict[str, Any]:
    return PYPROJECT


@pytest.fixture(scope="session")
def package_folders() -> dict[str, str]:
    return PACKAGE_FOLDERS
