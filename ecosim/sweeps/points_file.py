"""Design points from a CSV or Parquet file: one column for each factor, one row for each point."""

from __future__ import annotations

import math
from pathlib import Path

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from ecosim.errors import InputError
from ecosim.scenarios.messages import brief, named, shown
from ecosim.sweeps.design import Design

__all__ = ["read_points"]

_MOST_CHECKED = 1000


def read_points(design: Design, path: Path) -> pa.Table:
    """Return the points of a file whose columns are dotted names.

    Raises
    ------
    InputError
        where it cannot be read, is empty, or the scenario refuses one of its values alone
    """
    label = f"design.table {shown(path.name)}"
    with named(label):
        read = _read(path)
        if read.num_rows == 0 or read.num_columns == 0:
            raise InputError("it has no points; the first row of a CSV names the factors")
        table = _plain_types(read)
        for name in table.column_names:
            _check_column(design, name, table[name])
        return table


def _read(path: Path) -> pa.Table:
    try:
        if path.suffix == ".parquet":
            return pa.parquet.read_table(path)
        return pa.csv.read_csv(path)
    except FileNotFoundError:
        raise InputError("there is no such file") from None
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"cannot be read: {brief(str(error), 160)}") from None


def _plain_types(table: pa.Table) -> pa.Table:
    """Return columns of float64, int64, true or false, or text; others are refused."""
    names = table.column_names
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"column {shown(twice)} is there twice")
    return pa.table({name: _plain(name, table[name]) for name in names})


def _plain(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if column.null_count:
        raise InputError(f"column {shown(name)}: a value is missing")
    if pa.types.is_dictionary(kind):
        return _plain(name, column.cast(kind.value_type))
    for is_kind, plain in _PLAIN_TYPES:
        if is_kind(kind):
            return _as_plain(name, column, plain)
    raise InputError(f"column {shown(name)}: {brief(str(kind))} is neither numbers nor words")


def _as_plain(name: str, column: pa.ChunkedArray, plain: pa.DataType) -> pa.ChunkedArray:
    try:
        return column.cast(plain)
    except pa.ArrowInvalid:
        raise InputError(f"column {shown(name)}: has numbers beyond 2^63 - 1") from None


_PLAIN_TYPES = (
    (pa.types.is_boolean, pa.bool_()),
    (pa.types.is_integer, pa.int64()),
    (pa.types.is_floating, pa.float64()),
    (pa.types.is_string, pa.string()),
    (pa.types.is_large_string, pa.string()),
)


def _check_column(design: Design, name: str, column: pa.ChunkedArray) -> None:
    """Try the values of a factor, each alone; combinations are found out when they run."""
    distinct = pa.compute.unique(column).to_pylist()
    for value in distinct[:_MOST_CHECKED]:
        if isinstance(value, float) and not math.isfinite(value):
            raise InputError(f"column {shown(name)}: {value} is no value of a factor")
        with named(f"column {shown(name)}"):
            design.checked_at({name: value})
