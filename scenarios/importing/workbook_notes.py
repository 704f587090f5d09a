"""What a reader should know of a sheet of a workbook that its cells do not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["empty_formulas", "hidden_parts", "sheet_notes"]


def sheet_notes(written: Any, values: Any) -> Iterator[str]:
    """Yield how formulas and merged cells were read.

    Parameters
    ----------
    written, values : the sheet of openpyxl with formulas, and with the values saved for them
    """
    saved = len(_formulas(written)) - len(_unsaved(written, values))
    if saved == 1:
        yield "1 formula is read as the value that was saved with it"
    elif saved:
        yield f"{saved:,} formulas are read as the values that were saved with them"
    merged = sorted(str(area) for area in written.merged_cells.ranges)
    if merged:
        yield f"merged cells ({', '.join(merged[:3])}) count for their first cell alone"


def empty_formulas(written: Any, values: Any) -> Iterator[str]:
    """Yield which cells are empty because no value was saved with their formulas."""
    found = [cell.coordinate for cell in _unsaved(written, values)]
    if found:
        more = f" and {len(found) - 3:,} more" if len(found) > 3 else ""
        yield ("formulas saved without a value, so that their cells are empty: "
               f"{', '.join(found[:3])}{more}; "
               "open the file in Excel and save it again")  # fmt: skip


def hidden_parts(sheet: Any) -> Iterator[str]:
    """Yield whether a sheet is hidden, and how many of its filled rows and columns are."""
    if sheet.sheet_state != "visible":
        yield "is hidden and was read too; please check"
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
    hidden = {row for row, told in sheet.row_dimensions.items() if told.hidden}
    groups = [group for group in sheet.column_dimensions.values() if group.hidden]
    rows = {row for row, _ in filled} & hidden
    columns = [
        column
        for column in {column for _, column in filled}
        if any(one.min <= column <= (one.max or one.min) for one in groups)
    ]
    parts = [f"{len(places):,} hidden {word}{'s' if len(places) > 1 else ''}"
             for places, word in ((rows, "row"), (columns, "column")) if places]  # fmt: skip
    if parts:
        were = "was" if len(rows) + len(columns) == 1 else "were"
        yield f"{' and '.join(parts)} {were} read too; please check"


def _formulas(written: Any) -> list[Any]:
    return [cell for cell in written._cells.values() if cell.data_type == "f"]


def _unsaved(written: Any, values: Any) -> list[Any]:
    """Return formulas without a saved value; those saved as an empty text have one."""
    kept = ((cell, values._cells[cell.row, cell.column]) for cell in _formulas(written))
    return [cell for cell, saved in kept if saved.value is None and saved.data_type != "str"]
