"""The scenarios that come with ecosim."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ecosim.errors import InputError
from ecosim.scenarios.messages import name_like, shown
from ecosim.scenarios.setting_text import parse_toml

__all__ = ["ScenarioInfo", "library_names", "library_path", "list_scenarios", "read_text"]

_FOLDER = Path(__file__).parent / "library"


@dataclass(frozen=True)
class ScenarioInfo:
    """A scenario of the library: its name, its words and its file."""

    name: str
    title: str
    description: str
    path: Path


def list_scenarios() -> list[ScenarioInfo]:
    """Return all scenarios of the library, sorted by name."""
    return [_info(path) for path in _paths()]


def library_names() -> list[str]:
    """Return the names of all scenarios of the library, sorted."""
    return [path.stem for path in _paths()]


def library_path(name: str) -> Path | None:
    """Return the file of a library scenario, or None where there is none of this name."""
    return next((path for path in _paths() if path.stem == name), None)


def read_text(name: str) -> str:
    """Return the text of a library scenario, as it was written.

    Raises
    ------
    InputError
        for an unknown name, with the nearest one
    """
    path = library_path(name)
    if path is None:
        names = library_names()
        raise InputError(
            f"scenario {shown(name)}: the library has {', '.join(names)}{name_like(name, names)}"
        )
    return path.read_text(encoding="utf-8")


def _paths() -> list[Path]:
    return sorted(_FOLDER.glob("*.toml"))


def _info(path: Path) -> ScenarioInfo:
    words = parse_toml(path.read_text(encoding="utf-8"))["scenario"]
    return ScenarioInfo(path.stem, words["title"], words["description"].strip(), path)
