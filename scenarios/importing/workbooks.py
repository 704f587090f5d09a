"""Tables in Excel workbooks: read as data only; nothing in them is carried out."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.importing.sheets import Sheet, check_width, make_sheet
from ecosim.scenarios.importing.workbook_notes import empty_formulas, hidden_parts, sheet_notes
from ecosim.scenarios.messages import brief, shown

__all__ = ["LARGEST_UNPACKED", "read_workbook"]

LARGEST_UNPACKED = 60_000_000
_MOST_SHEETS = 50


def read_workbook(name: str, raw: bytes, largest: int = LARGEST_UNPACKED) -> list[Sheet]:
    """Return every sheet that holds a table, in their order.

    Formulas count as the value that Excel last saved for them; macros are never run.

    Parameters
    ----------
    name, raw : of the file
    largest : bytes that it may unpack to

    Raises
    ------
    InputError
        where the file is damaged, unpacks to too much, or holds no table
    """
    _check_archive(name, raw, largest)
    values, written = _opened(name, raw, values=True), _opened(name, raw, values=False)
    macros = ["macros are left out"] if _has_macros(raw) else []
    sheets, problems = [], []
    for title in values.sheetnames[:_MOST_SHEETS]:
        if _holds_something(values[title]):
            try:
                sheets.append(_sheet(name, values[title], written[title], macros))
            except InputError as error:
                problems.append(str(error))
    if not sheets:
        raise InputError(problems[0] if problems else f"{name}: no sheet holds a table")
    notes = (f"left out: {problem}" for problem in problems)
    return [replace(sheets[0], notes=(*sheets[0].notes, *notes)), *sheets[1:]]


def _holds_something(sheet: Any) -> bool:
    """Tell whether a sheet has any filled cell; one of charts has none."""
    cells = getattr(sheet, "_cells", {})
    return any(cell.value is not None for cell in cells.values())


def _sheet(name: str, values: Any, written: Any, macros: list[str]) -> Sheet:
    """Return one sheet as a table."""
    title = f"{name}, sheet {shown(values.title)}"
    made = make_sheet(title, _lines(title, values), [*macros, *sheet_notes(written, values)])
    guessed, refused = hidden_parts(values), empty_formulas(written, values)
    return replace(made, guessed=tuple(guessed), refused=tuple(refused))


def _lines(title: str, sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield rows of a sheet, empty ones included; one stray cell far off costs next to nothing."""
    filled: dict[int, dict[int, Any]] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None:
            filled.setdefault(row, {})[column] = _shown_value(cell)
    width = max(max(cells) for cells in filled.values())
    check_width(title, width)
    for row in range(1, max(filled) + 1):
        cells = filled.get(row, {})
        yield tuple(cells.get(column) for column in range(1, width + 1)) if cells else ()


def _shown_value(cell: Any) -> Any:
    """Return what a cell holds; a number that Excel shows as "40 %" is handed on as that."""
    if "%" in str(cell.number_format) and isinstance(cell.value, int | float):
        return f"{100.0 * cell.value:.12g} %"
    return cell.value


def _check_archive(name: str, raw: bytes, largest: int) -> None:
    """Refuse what is no workbook, or would fill the memory."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{name}: is protected by a password or in the format of Excel before "
                         "2007; save it as xlsx without a password")  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise InputError(f"{name}: is damaged or no Excel workbook") from None
    if sum(sizes) > largest or len(sizes) > 10_000:
        raise InputError(f"{name}: unpacks to more than {largest // 1_000_000} MB")
    if "xl/workbook.xml" not in names:
        raise InputError(f"{name}: is no Excel workbook; save the table as xlsx or CSV")


def _opened(name: str, raw: bytes, values: bool) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(raw), data_only=values, keep_links=False)
        except Exception as error:  # openpyxl raises whatever the damage leads to
            raise InputError(
                f"{name}: cannot be read as a workbook: {brief(str(error), 80)}"
            ) from None


def _has_macros(raw: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return any(entry.endswith("vbaProject.bin") for entry in archive.namelist())
