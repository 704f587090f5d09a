"""Small tables and pictures that are worked out from runs and lie beside them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecosim.results.folder import PARTIAL
from ecosim.results.sink import failures_named, published

__all__ = ["answer_table", "write_answer", "write_beside"]

_TYPES = {str: pa.string(), float: pa.float64(), int: pa.int64(), bool: pa.bool_()}


def answer_table(
    columns: Mapping[str, tuple[type, str]], rows: Sequence[Mapping[str, Any]]
) -> pa.Table:
    """Return rows as a table whose columns say what they mean.

    Parameters
    ----------
    columns : Python type and description of each column
    rows : values by column; NaN and what is missing become null
    """
    fields = [
        pa.field(name, _TYPES[kind], metadata={"description": words})
        for name, (kind, words) in columns.items()
    ]
    arrays = [
        pa.array([row.get(field.name) for row in rows], field.type, from_pandas=True)
        for field in fields
    ]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def write_answer(
    folder: Path, name: str, table: pa.Table, provenance: Mapping[str, Any], format: str = "arrow"
) -> Path:
    """Write a table whole or not at all, and return its path.

    Raises
    ------
    RunError
        when the disk is full or fails
    """
    path = folder / f"{name}.{format}"
    with published(path, provenance, format) as sink:
        sink.write(table)
    return path


def write_beside(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; raise ``RunError`` when the disk is full or fails."""
    partial = path.with_name(path.name + PARTIAL)
    try:
        with failures_named(path):
            partial.write_bytes(content)
            os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return path
