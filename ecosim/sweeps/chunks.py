"""The files of a sweep: a chunk of runs is one task, one file and one commit.

A chunk is computed, written under a name of its own in ``begun/``, and moved to ``chunks/`` when it
is safe on disk. So a file in ``chunks/`` is whole, and what lies in ``begun/`` was being computed
by someone who may be dead: whoever computes that chunk next does it with care.
"""

from __future__ import annotations

import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc

from ecosim.results.formats import read_table
from ecosim.results.sink import failures_named

__all__ = ["CAREFUL", "ChunkFiles", "Marker"]

CAREFUL = "careful"
_WHOLE = ".arrow"


@dataclass(frozen=True)
class Marker:
    """That someone began a chunk.

    Parameters
    ----------
    chunk : its number
    careful : whether its runs are computed one by one in a process of their own
    host, process : who began
    path : the file
    """

    chunk: int
    careful: bool
    host: str
    process: int
    path: Path

    @property
    def is_of_this_host(self) -> bool:
        """Tell whether a process of this machine began."""
        return self.host == socket.gethostname()

    @property
    def is_of_this_process(self) -> bool:
        """Tell whether a thread of this process began."""
        return self.is_of_this_host and self.process == os.getpid()


class ChunkFiles:
    """The chunks in the folder of a sweep.

    Parameters
    ----------
    folder : of the sweep
    """

    def __init__(self, folder: Path) -> None:
        self.done_folder = folder / "chunks"
        self.begun_folder = folder / "begun"

    def make_folders(self) -> None:
        """Make what is missing."""
        with failures_named(self.done_folder):
            self.done_folder.mkdir(exist_ok=True)
            self.begun_folder.mkdir(exist_ok=True)

    def done(self) -> set[int]:
        """Return the numbers of the chunks that are committed."""
        with suppress(FileNotFoundError):
            names = os.listdir(self.done_folder)
            return {int(n.removesuffix(_WHOLE)) for n in names if n.endswith(_WHOLE)}
        return set()

    def is_done(self, chunk: int) -> bool:
        """Tell whether a chunk is committed."""
        return self.path(chunk).exists()

    def path(self, chunk: int) -> Path:
        """Return the file of a committed chunk."""
        return self.done_folder / f"{chunk:08d}{_WHOLE}"

    def read(self, chunk: int) -> pa.Table:
        """Return the rows of a committed chunk."""
        return read_table(self.path(chunk))

    def markers(self) -> list[Marker]:
        """Return who began which chunk and did not end it."""
        with suppress(FileNotFoundError):
            return [_marker(path) for path in self.begun_folder.iterdir() if _is_marker(path)]
        return []

    def suspects(self, chunk: int) -> list[Marker]:
        """Return earlier attempts at one chunk."""
        return [_marker(path) for path in self.begun_folder.glob(f"{chunk:08d}~*")]

    @contextmanager
    def begun(self, chunk: int, careful: bool) -> Iterator[Path]:
        """Mark a chunk as begun and give the file to write; the mark goes if Python can take it."""
        mode = CAREFUL if careful else "plain"
        name = f"{chunk:08d}~{mode}~{socket.gethostname()}~{os.getpid()}~{_unique()}"
        marker = self.begun_folder / name
        with failures_named(marker):
            marker.touch()
        try:
            yield marker
        finally:
            marker.unlink(missing_ok=True)

    def commit(self, chunk: int, table: pa.Table, marker: Path) -> None:
        """Write a chunk whole and give it its name, unless another attempt was first.

        Raises
        ------
        RunError
            when the disk is full or fails; the chunk counts as never computed then
        """
        with failures_named(self.path(chunk)):
            with marker.open("wb") as file:
                with pa.ipc.new_file(file, table.schema) as writer:
                    writer.write_table(table)
                file.flush()
                os.fsync(file.fileno())
            if not self.is_done(chunk):
                os.replace(marker, self.path(chunk))
                _sync_folder(self.done_folder)

    def forget(self, chunk: int) -> None:
        """Remove the marks of earlier attempts at a chunk that is committed now."""
        for marker in self.suspects(chunk):
            marker.path.unlink(missing_ok=True)


def _unique() -> str:
    return f"{threading.get_ident():x}-{uuid.uuid4().hex[:8]}"


def _is_marker(path: Path) -> bool:
    return path.name.count("~") == 4


def _marker(path: Path) -> Marker:
    chunk, mode, host, process, _ = path.name.split("~")
    return Marker(int(chunk), mode == CAREFUL, host, int(process), path)


def _sync_folder(folder: Path) -> None:
    """Wait until a new name is safe on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
