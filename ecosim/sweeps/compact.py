"""From many chunks to one table, the same bytes whatever the chunks were."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute

from ecosim.errors import InputError
from ecosim.results.formats import read_table
from ecosim.results.sink import published
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.plan import PLAN_FILE, Plan

__all__ = ["compact", "count_runs", "file_hash", "refuse_unfinished", "remove_chunks",
           "runs_file"]  # fmt: skip

_ROWS = 1 << 14


def runs_file(folder: Path) -> Path:
    """Return where the table of all runs lies once a sweep is finished."""
    return folder / "runs.arrow"


def refuse_unfinished(folder: Path) -> None:
    """Refuse a folder that holds a plan and no table of runs yet.

    Raises
    ------
    InputError
        saying how to go on with the sweep
    """
    if (folder / PLAN_FILE).is_file() and not runs_file(folder).is_file():
        raise InputError(
            f"{folder}: holds a sweep that is not finished; ecosim sweep DESIGN --resume "
            f"--out {folder} goes on with it"
        )


def compact(folder: Path, plan: Plan) -> None:
    """Write the table of all runs, in order, whole or not at all; then remove the chunks.

    Raises
    ------
    RunError
        when the disk is full; every chunk is still there then
    """
    files = ChunkFiles(folder)
    with published(runs_file(folder), plan.provenance) as sink:
        for part in _even(files.read(chunk) for chunk in range(plan.chunks)):
            sink.write(part)
    remove_chunks(folder)


def count_runs(file: Path) -> tuple[int, int]:
    """Return how many runs a table holds, and how many failed; it may be larger than memory."""
    status = read_table(file, ["status"])["status"]
    return len(status), len(status) - (pyarrow.compute.sum(_is_ok(status)).as_py() or 0)


def _is_ok(status: pa.ChunkedArray) -> pa.ChunkedArray:
    return pyarrow.compute.equal(status.cast(pa.string()), "ok")


def remove_chunks(folder: Path) -> None:
    """Remove the chunks of a sweep whose table of runs is there."""
    files = ChunkFiles(folder)
    shutil.rmtree(files.done_folder, ignore_errors=True)
    shutil.rmtree(files.begun_folder, ignore_errors=True)


def _even(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield the same rows in tables of one size: where chunks ended must leave no trace."""
    waiting: list[pa.Table] = []
    rows = 0
    for table in tables:
        waiting.append(table)
        rows += table.num_rows
        while rows >= _ROWS:
            joined = pa.concat_tables(waiting)
            yield joined.slice(0, _ROWS).combine_chunks()
            waiting, rows = [joined.slice(_ROWS)], rows - _ROWS
    if rows:
        yield pa.concat_tables(waiting).combine_chunks()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
