"""Sheets of a workbook, filled so that nothing in them is ever carried out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ecosim.drawing import xml_text
from ecosim.errors import InputError

__all__ = ["fill"]


def fill(book: Any, name: str, lines: Iterable[Iterable[Any]], formats: Sequence[str] = ()) -> None:
    """Write a sheet, titles in its first row; text stays text, also where it begins like a formula.

    Parameters
    ----------
    book : of openpyxl
    name : of the sheet
    lines : titles, then rows; None leaves a cell empty
    formats : of the numbers in each column, as Excel writes them; "" for its own

    Raises
    ------
    InputError
        for a text with characters that no workbook can hold
    """
    from openpyxl.styles import Font

    sheet = book.create_sheet(name)
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            if isinstance(value, str):
                if xml_text(value) != value:
                    raise InputError(f"{name}, row {number}: has characters no workbook can hold")
                cell = sheet.cell(number, place, value)
                cell.data_type, cell.quotePrefix = "s", True
            elif value is not None:
                cell = sheet.cell(number, place, value)
                cell.number_format = (formats[place - 1] if formats else "") or "General"
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    for column in sheet.columns:
        longest = max(
            (len(str(cell.value)) for cell in column if cell.value is not None), default=8
        )
        sheet.column_dimensions[column[0].column_letter].width = min(60, max(8, longest + 2))
