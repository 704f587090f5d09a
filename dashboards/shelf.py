"""The folders of results that may be opened: those below one root, and nothing beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ecosim.errors import InputError
from ecosim.results.folder import table_files

__all__ = ["Shelf", "offer", "shelf"]

_DEEPEST = 4
_MOST_FOLDERS = 200
_MOST_LOOKED_AT = 5000


@dataclass(frozen=True)
class Shelf:
    """What may be opened.

    Parameters
    ----------
    root : the folder that was given; nothing outside it is ever read
    """

    root: Path

    def folders(self) -> list[str]:
        """Return the folders with results, from the root, the newest first."""
        found = []
        for looked, folder in enumerate(self._walk(), start=1):
            if files := table_files(folder):
                found.append((max(file.stat().st_mtime for file in files), folder))
            if len(found) >= _MOST_FOLDERS or looked >= _MOST_LOOKED_AT:
                break
        return [str(folder.relative_to(self.root)) for _, folder in sorted(found, reverse=True)]

    def opened(self, name: str) -> Path:
        """Return a folder by its path from the root.

        Raises
        ------
        InputError
            where it leads outside the root, by dots, by a link or as a whole path, or is no folder
        """
        root = self.root.resolve()
        try:
            path = (root / name).resolve()
        except (OSError, ValueError, RuntimeError):
            raise InputError(f"{name[:80]!r} is no path") from None
        if path != root and root not in path.parents:
            raise InputError(f"{name[:80]!r} leads outside the folder of results")
        if not path.is_dir():
            raise InputError(f"there is no folder {name[:80]!r} below the folder of results")
        return path

    def _walk(self) -> Iterator[Path]:
        """Yield folders down to a depth; links are not followed."""
        for place, inner, _ in os.walk(self.root):
            folder = Path(place)
            yield folder
            deep = len(folder.relative_to(self.root).parts) >= _DEEPEST
            inner[:] = [] if deep else sorted(name for name in inner if not name.startswith("."))


# One for the whole server: it is given once, on the command line.
_offered: list[Shelf] = []


def offer(root: Path) -> None:
    """Let visitors open what lies below a folder."""
    _offered[:] = [Shelf(root)]


def shelf() -> Shelf | None:
    """Return what may be opened, or None where nothing was offered."""
    return _offered[0] if _offered and _offered[0].root.is_dir() else None
