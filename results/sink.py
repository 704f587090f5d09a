"""One table that grows batch by batch under a temporary name, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecosim.errors import RunError
from ecosim.results.folder import MERGED, PARTIAL
from ecosim.results.formats import TableFile, open_file, written_parts
from ecosim.results.provenance import stamped

__all__ = ["TableSink", "failures_named", "published"]

_ROWS_HELD = 1 << 14


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn a full disk and its like into one sentence, as a ``RunError``."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error).partition("\n")[0]
        raise RunError(
            f"{path}: cannot be written: {reason}; earlier results in the folder are whole"
        ) from error


class TableSink:
    """A table under its temporary name; ``ResultsWriter.open`` makes one.

    Rows are gathered until they fill a batch, because small batches cost more than their rows.
    """

    def __init__(
        self, path: Path, provenance: Mapping[str, Any], format: str, compression: str
    ) -> None:
        self.path = path
        self.partial = path.with_name(path.name + PARTIAL)
        self._provenance = provenance
        self._format, self._compression = format, compression
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self._known: pa.Table | None = None
        self._grew, self._restamped = False, False
        with failures_named(path):
            self._file = self.partial.open("wb")
        self._table_file: TableFile | None = None

    def write(self, rows: pa.Table | pa.RecordBatch) -> None:
        """Append rows; all that are appended to one table have the same columns."""
        table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
        self._waiting.append(table)
        self._waiting_rows += table.num_rows
        if self._waiting_rows >= _ROWS_HELD:
            self._flush()

    def restamp(self, provenance: Mapping[str, Any]) -> None:
        """Let the table have another provenance; what is written already is written again."""
        self._provenance = provenance
        self._restamped = self._table_file is not None

    def finish(self) -> None:
        """Write what waits and the end of the table, and wait until all is safe on disk."""
        self._flush()
        with failures_named(self.path), self._file:
            if self._table_file is not None:
                self._table_file.close()
            _sync(self._file)
        # Other readers know only one dictionary of each column.
        if self._restamped or (self._grew and self._format == "arrow"):
            self._write_again()

    def discard(self) -> None:
        """Remove the temporary file; errors on the way do not matter any more."""
        self._waiting.clear()
        # A file that is already closed raises ValueError.
        with suppress(OSError, ValueError, pa.ArrowException):
            if self._table_file is not None:
                self._table_file.close()
        with suppress(OSError):
            self._file.close()
        self.partial.unlink(missing_ok=True)
        self._again.unlink(missing_ok=True)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, so that there is no table."""
        return self._table_file is None

    @property
    def _again(self) -> Path:
        return self.path.with_name(self.path.name + MERGED + PARTIAL)

    def _flush(self) -> None:
        if not self._waiting:
            return
        table = self._unified(pa.concat_tables(self._waiting))
        with failures_named(self.path):
            if self._table_file is None:
                self._schema = table.schema
                schema = stamped(table.schema, self._provenance)
                self._table_file = open_file(self._file, schema, self._format, self._compression)
            self._table_file.write(table.replace_schema_metadata())
        self._waiting.clear()
        self._waiting_rows = 0

    def _unified(self, table: pa.Table) -> pa.Table:
        """Return the table with dictionaries that begin with those written before."""
        before = self._known
        joined = table if before is None else pa.concat_tables([before, table])
        joined = joined.unify_dictionaries().combine_chunks()
        # A slice without rows would keep the memory of all of them.
        self._known = joined.take(pa.array([], pa.int64()))
        self._grew |= before is not None and _dictionaries(before) != _dictionaries(joined)
        return joined

    def _write_again(self) -> None:
        """Write the file again with its last dictionaries and the provenance it has now."""
        with failures_named(self.path), self.partial.open("rb") as source:
            with self._again.open("wb") as target:
                schema = stamped(self._schema, self._provenance)
                table_file = open_file(target, schema, self._format, self._compression)
                for part in written_parts(source, self._format):
                    table_file.write(part.replace_schema_metadata())
                table_file.close()
                _sync(target)
            os.replace(self._again, self.partial)


@contextmanager
def published(
    path: Path, provenance: Mapping[str, Any], format: str = "arrow"
) -> Iterator[TableSink]:
    """Give a sink for one table that gets its name when the block is left without an exception.

    Raises
    ------
    RunError
        when the disk is full or fails; what had the name before is still there then
    """
    sink = TableSink(path, provenance, format, "zstd")
    try:
        yield sink
        sink.finish()
        with failures_named(path):
            os.replace(sink.partial, path)
    except BaseException:
        sink.discard()
        raise


def _sync(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _dictionaries(table: pa.Table) -> list[int]:
    """Return the length of each dictionary; a dictionary only ever grows at its end."""
    columns = (column for column in table.columns if pa.types.is_dictionary(column.type))
    return [len(chunk.dictionary) for column in columns for chunk in column.chunks]
