"""A folder that may take results: made, locked, and checked for what is not ours."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection
from pathlib import Path

from ecosim.errors import InputError
from ecosim.results.formats import FORMATS
from ecosim.results.provenance import read_provenance
from ecosim.results.schemas import TABLES

__all__ = ["ANSWERS", "COMPANIONS", "EARLIER", "MERGED", "PARTIAL", "ResultsFolder", "partial_of",
           "table_files"]  # fmt: skip

ANSWERS = ("robust", "futures", "shapley", "tipping")
"""Tables that ``compare`` works out from runs of its own, beside the table of runs."""

COMPANIONS = (
    "ranking.json",
    "paradox.json",
    "providers.csv",
    "report.html",
    "report.xlsx",
    *(f"{answer}.{format}" for answer in ANSWERS for format in FORMATS),
)
"""Files made from tables that may lie beside them and are as old as they are."""

PARTIAL = ".partial"
MERGED = ".merged"
EARLIER = ".earlier"
_TABLE_FILES = tuple(f"{table}.{format}" for table in TABLES for format in FORMATS)


def table_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are tables by their names, ``runs`` first."""
    return [folder / name for name in _TABLE_FILES if (folder / name).is_file()]


def partial_of(path: Path) -> Path:
    """Return where a file lies until it is whole."""
    return path.with_name(path.name + PARTIAL)


class ResultsFolder:
    """A folder that holds results or nothing, kept for one writer until ``release``.

    Parameters
    ----------
    path : made, with the folders above it, where it does not exist
    companions : names of other files that belong to results

    Raises
    ------
    InputError
        where the folder cannot be made or written to, is in use by another writer, or holds
        anything but results; hidden files count as nothing
    """

    def __init__(self, path: Path, companions: Collection[str] = COMPANIONS) -> None:
        self.path = path
        self._known = (*_TABLE_FILES, *companions)
        self._descriptor = _open_folder(path)
        try:
            self._lock()
            self._refuse_foreign()
            self.remove_partial()
        except BaseException:
            self.release()
            raise

    def remove_partial(self) -> None:
        """Remove what a writer that was killed left unfinished."""
        for name in self._entries():
            if name.endswith(PARTIAL) and self._is_known(name):
                (self.path / name).unlink()

    def stale(self, kept: Collection[str]) -> list[Path]:
        """Return results other than those ``kept``."""
        return [
            self.path / name for name in self._entries() if name in self._known and name not in kept
        ]

    def sync(self) -> None:
        """Wait until names made, changed and removed in the folder are safe on disk."""
        os.fsync(self._descriptor)

    def release(self) -> None:
        """Let another writer use the folder; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _entries(self) -> list[str]:
        return sorted(name for name in os.listdir(self.path) if not name.startswith("."))

    def _is_known(self, name: str) -> bool:
        whole = name.removesuffix(PARTIAL).removesuffix(MERGED).removesuffix(EARLIER)
        return (self.path / name).is_file() and whole in self._known

    def _lock(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(
                f"{self.path}: another ecosim is writing here; wait for it, or name another folder"
            ) from None
        except OSError:
            # Some network file systems have no locks on folders; one writer works there as well.
            return

    def _refuse_foreign(self) -> None:
        """Raise ``InputError`` for the first entry that removing or replacing could harm."""
        tables = table_files(self.path)
        for name in self._entries():
            if not self._is_known(name) or not (tables or name.endswith(PARTIAL)):
                raise InputError(
                    f"{self.path}: holds {name!r}, which is not a result of ecosim; "
                    "name a new or empty folder"
                )
        for table in tables:
            self._refuse_foreign_table(table)

    def _refuse_foreign_table(self, table: Path) -> None:
        try:
            read_provenance(table)
        except InputError as error:
            raise InputError(f"{error}, remove it, or name a new or empty folder") from None


def _open_folder(path: Path) -> int:
    """Make a folder where there is none, and return a descriptor of it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except FileExistsError:
        raise InputError(f"{path}: is a file; results need a folder") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be made a folder for results: {error.strerror}") from None
    if not os.access(path, os.W_OK | os.X_OK):
        os.close(descriptor)
        raise InputError(f"{path}: cannot be written to; name another folder")
    return descriptor
