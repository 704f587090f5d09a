"""Writing a results folder: all new tables replace all earlier ones, or none does.

Only a kill between two renames mixes them; ``Results.read`` refuses tables of two experiments.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from ecosim.results.exchange import exchange
from ecosim.results.folder import COMPANIONS, ResultsFolder, partial_of
from ecosim.results.formats import check_format
from ecosim.results.schemas import TABLES
from ecosim.results.sink import TableSink, failures_named

__all__ = ["ResultsWriter"]


class ResultsWriter:
    """Writes tables under temporary names and publishes all of them together.

    ::

        with ResultsWriter(folder, provenance) as writer:
            with writer.open("firms") as sink:
                for run in runs:
                    sink.write(firms_table(run, roster.kind))
            writer.write("runs", runs_table(runs))

    Leaving the outer block publishes; an exception leaves the earlier results as they were. A
    writer that is killed leaves only whole files, and the next one removes its temporary ones.

    Parameters
    ----------
    folder : made where it does not exist
    provenance : from ``make_provenance``; kept in every table
    format : "arrow" or "parquet"
    compression : "zstd", or "lz4", which is faster and larger
    companions : names of other files that belong to results, see ``write_file``

    Raises
    ------
    InputError
        where the folder cannot be used, see ``ResultsFolder``
    RunError
        from every method, when the disk is full or fails
    """

    def __init__(
        self,
        folder: Path | str,
        provenance: Mapping[str, Any],
        format: str = "arrow",
        *,
        compression: str = "zstd",
        companions: Collection[str] = COMPANIONS,
    ) -> None:
        check_format(format, compression)
        self._folder = ResultsFolder(Path(folder), companions)
        self._companions = companions
        self._provenance = provenance
        self._format, self._compression = format, compression
        self._staged: list[Path] = []
        self._open: list[TableSink] = []

    @property
    def folder(self) -> Path:
        """Return the folder that is written."""
        return self._folder.path

    @contextmanager
    def open(self, name: str) -> Iterator[TableSink]:
        """Give a sink to which the rows of one table are appended, replicate by replicate.

        The table counts when the block is left without an exception and something was written.
        """
        path = self._path(name, TABLES, f".{self._format}")
        sink = TableSink(path, self._provenance, self._format, self._compression)
        self._open.append(sink)
        try:
            yield sink
            sink.finish()
        except BaseException:
            sink.discard()
            raise
        finally:
            self._open.remove(sink)
        if sink.is_empty:
            sink.discard()
        else:
            self._staged.append(path)

    def restamp(self, provenance: Mapping[str, Any]) -> None:
        """Keep another provenance in the tables that are open and in those that follow."""
        self._provenance = provenance
        for sink in self._open:
            sink.restamp(provenance)

    def write(self, name: str, table: pa.Table) -> None:
        """Write a whole table."""
        with self.open(name) as sink:
            sink.write(table)

    def write_file(self, name: str, content: bytes) -> None:
        """Write a file that is made from the tables, such as a report."""
        path = self._path(name, self._companions)
        try:
            with failures_named(path), partial_of(path).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            partial_of(path).unlink(missing_ok=True)
            raise
        self._staged.append(path)

    def commit(self) -> None:
        """Publish what was written, ``runs`` last, remove what it replaces, and end.

        Where nothing was written, earlier results stay.
        """
        staged = sorted(self._staged, key=lambda path: path.stem == "runs")
        with failures_named(self.folder):
            stale = self._folder.stale([path.name for path in staged]) if staged else []
            exchange(staged, stale, self._folder.sync)
        self._end()

    def discard(self) -> None:
        """Remove what was written and end; earlier results stay."""
        for path in self._staged:
            partial_of(path).unlink(missing_ok=True)
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.commit()
        finally:
            self.discard()

    def _path(self, name: str, allowed: Collection[str], suffix: str = "") -> Path:
        """Return where a file will lie; a name unknown or written already is a ``ValueError``."""
        path = self.folder / f"{name}{suffix}"
        if name not in allowed:
            raise ValueError(f"{name!r} is none of {', '.join(allowed)}")
        if path in self._staged:
            raise ValueError(f"{name!r} is written already")
        return path

    def _end(self) -> None:
        self._staged.clear()
        self._folder.release()
