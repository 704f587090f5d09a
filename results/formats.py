"""The two file formats of tables: Arrow IPC files and Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from ecosim.errors import InputError

__all__ = [
    "COMPRESSIONS",
    "FORMATS",
    "check_format",
    "open_file",
    "read_schema",
    "read_table",
    "written_parts",
]

FORMATS = ("arrow", "parquet")
COMPRESSIONS = ("zstd", "lz4")
_ROWS_IN_BATCH = 1 << 17
_ROWS_IN_GROUP = 1 << 20


def check_format(format: str, compression: str) -> None:
    """Raise ``InputError`` for a format or a compression that tables cannot have."""
    if format not in FORMATS:
        raise InputError(f"format {format!r}: is none of {', '.join(FORMATS)}")
    if compression not in COMPRESSIONS:
        raise InputError(f"compression {compression!r}: is none of {', '.join(COMPRESSIONS)}")


def open_file(file: IO[bytes], schema: pa.Schema, format: str, compression: str) -> TableFile:
    """Begin a table in an open binary file and return what appends to it."""
    if format == "parquet":
        parquet = _parquet(file, schema, compression)
        return TableFile(parquet, {"row_group_size": _ROWS_IN_GROUP})
    options = pa.ipc.IpcWriteOptions(compression=compression, emit_dictionary_deltas=True)
    arrow = pa.ipc.new_file(file, schema, options=options)
    return TableFile(arrow, {"max_chunksize": _ROWS_IN_BATCH})


class TableFile:
    """A table that is being written, whatever its format."""

    def __init__(self, writer: Any, options: dict[str, int]) -> None:
        self._writer = writer
        self._options = options

    def write(self, table: pa.Table) -> None:
        """Append the rows of a table that has the schema of the file."""
        self._writer.write_table(table, **self._options)

    def close(self) -> None:
        """Write the end of the table; the file under it stays open."""
        self._writer.close()


def written_parts(file: IO[bytes], format: str) -> Iterator[pa.Table]:
    """Yield the rows of an open table file in the parts in which they were written."""
    if format == "parquet":
        groups = pa.parquet.ParquetFile(file)
        yield from map(groups.read_row_group, range(groups.num_row_groups))
    else:
        batches = pa.ipc.open_file(file)
        for index in range(batches.num_record_batches):
            yield pa.Table.from_batches([batches.get_batch(index)])


def read_schema(path: Path) -> pa.Schema:
    """Return the columns and metadata of a table file, without its rows."""
    if path.suffix == ".parquet":
        return _whole(path, pa.parquet.read_schema)
    return _whole(path, lambda file: pa.ipc.open_file(file).schema)


def read_table(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a table file, or some of its columns; raise ``InputError`` if it is damaged."""
    if path.suffix == ".parquet":
        return _whole(path, lambda file: _checked(_read_parquet(file, columns)))
    return _whole(path, lambda file: _checked(_read_arrow(file, columns)))


def _parquet(file: IO[bytes], schema: pa.Schema, compression: str) -> Any:
    """Return a writer that splits floats into streams of bytes: noise compresses better so."""
    floats = [field.name for field in schema if pa.types.is_floating(field.type)]
    others = [field.name for field in schema if not pa.types.is_floating(field.type)]
    return pa.parquet.ParquetWriter(
        file,
        schema,
        compression=compression,
        use_dictionary=others,
        use_byte_stream_split=floats,
        write_page_checksum=True,
    )


def _read_parquet(file: Any, columns: Sequence[str] | None) -> pa.Table:
    return pa.parquet.ParquetFile(file, page_checksum_verification=True).read(columns=columns)


def _read_arrow(file: Any, columns: Sequence[str] | None) -> pa.Table:
    if columns is None:
        return pa.ipc.open_file(file).read_all()
    schema = pa.ipc.open_file(file).schema
    places = [schema.get_field_index(name) for name in columns]
    return pa.ipc.open_file(file, options=pa.ipc.IpcReadOptions(included_fields=places)).read_all()


def _checked(table: pa.Table) -> pa.Table:
    # Without this a damaged index into a dictionary reads memory that is not ours.
    table.validate(full=True)
    return table


def _whole(path: Path, read: Callable[[Any], Any]) -> Any:
    """Return ``read(file)``, any way in which a file can be damaged being an ``InputError``."""
    try:
        with pa.OSFile(str(path)) as file:
            return read(file)
    except (pa.ArrowException, OSError, UnicodeError, MemoryError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise InputError(
            f"{path}: cannot be read as a whole table of results ({reason}); "
            "run the command that wrote it again"
        ) from None
