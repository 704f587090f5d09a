"""Where a file that was made twice differs first."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import numpy as np
import pyarrow as pa

from ecosim.results.formats import FORMATS, read_table

__all__ = ["first_difference"]


def first_difference(before: Path, after: Path) -> str | None:
    """Return in words where two files differ first, or None where they are the same to the bit.

    Tables are compared value by value, as their bytes also hold versions; others line by line.
    """
    if before.suffix.removeprefix(".") in FORMATS:
        return _of_tables(read_table(before), read_table(after))
    lines = (path.read_text("utf-8", "replace").splitlines() for path in (before, after))
    for number, (one, other) in enumerate(zip_longest(*lines), start=1):
        if one != other:
            return f"line {number}: {_line(other)} where there was {_line(one)}"
    return None


def _line(text: str | None) -> str:
    return "nothing" if text is None else repr(text.strip()[:80])


def _of_tables(before: pa.Table, after: pa.Table) -> str | None:
    if before.column_names != after.column_names:
        extra = set(before.column_names) ^ set(after.column_names)
        return f"other columns ({', '.join(sorted(extra)) or 'in another order'})"
    if before.num_rows != after.num_rows:
        return f"{after.num_rows:,} rows where there were {before.num_rows:,}"
    for column in before.column_names:
        row = _first_row(before[column], after[column])
        if row is not None:
            values = before[column][row].as_py(), after[column][row].as_py()
            return f"column {column}, row {row}: {values[1]!r} where there was {values[0]!r}"
    return None


def _first_row(before: pa.ChunkedArray, after: pa.ChunkedArray) -> int | None:
    """Return the first row in which two columns differ; not-a-number equals itself."""
    one, other = before.to_numpy(), after.to_numpy()
    if one.dtype.kind == "f" and one.dtype == other.dtype:
        whole = np.dtype(f"u{one.dtype.itemsize}")
        differ = (one.view(whole) != other.view(whole)) & ~(np.isnan(one) & np.isnan(other))
    else:
        differ = one != other
    rows = np.flatnonzero(differ)
    return int(rows[0]) if len(rows) else None
