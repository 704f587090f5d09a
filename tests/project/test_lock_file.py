"""The lock file can be installed from any index and covers what the project declares."""

import re
from pathlib import Path
from typing import Any

import pytest

PINNED = re.compile(r"^([a-z0-9-]+)==\S+", re.MULTILINE)


@pytest.fixture
def lock(checkout: Path) -> str:
    return (checkout / "requirements.lock").read_text("utf-8")


def test_lock_file_names_no_host(lock: str) -> None:
    assert "://" not in lock
    assert "--index-url" not in lock


def test_every_locked_package_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", lock)

    assert all("--hash=sha256:" in entry for entry in entries if PINNED.match(entry))


def test_lock_file_covers_every_declared_dependency(lock: str, pyproject: dict[str, Any]) -> None:
    groups = pyproject["dependency-groups"].values()
    declared = pyproject["project"]["dependencies"] + [entry for group in groups for entry in group]
    names = {re.split(r"[<>=~! \[]", entry)[0] for entry in declared}

    assert {canonical(name) for name in names} <= set(PINNED.findall(lock))


def canonical(name: str) -> str:
    """Return the name of a package as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()
