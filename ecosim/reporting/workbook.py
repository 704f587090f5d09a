"""A report as a workbook: its tables with numbers as numbers, the runs, and what columns mean."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from ecosim.drawing import xml_text
from ecosim.reporting.document import Column, Report, Table
from ecosim.results import Results
from ecosim.results.statistics import Interval
from ecosim.scenarios.importing.filling import fill

__all__ = ["as_workbook"]

_MOST_CELLS = 250_000
_INTERVAL_ENDS = ("", ", low", ", high", ", n")
_FORMATS = {"share": "0.0%", "share range": "0.0%", "number": "#,##0.######"}
_EXPLAINED = ("sheet", "column", "unit", "meaning")


def as_workbook(report: Report, results: Results | None) -> bytes:
    """Return the workbook; every cell is a number, a truth value or plain text.

    Parameters
    ----------
    report, results : what was found, and the runs behind it where there is a table of them
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    runs = None if results is None else _fitting(results.runs)
    fill(book, "Answer", [*_answer(report), *_runs_told(results, runs)])
    for table in report.tables:
        formats = [format for column in table.columns for format in _formats(column)]
        fill(book, table.name, _lines(table), formats)
    if runs is not None:
        fill(book, "Runs", _run_lines(runs))
    fill(book, "Explained", _explained(report.tables, runs))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fitting(runs: pa.Table) -> pa.Table:
    """Return as many runs as a spreadsheet opens without effort."""
    return runs.slice(0, max(1, _MOST_CELLS // runs.num_columns))


def _answer(report: Report) -> Iterator[tuple[str, str]]:
    yield "What", "Words"
    yield "Scenario", xml_text(report.title)
    yield "Question", xml_text(report.question)
    for number, sentence in enumerate(report.answer):
        yield ("" if number else "Answer"), xml_text(sentence)
    yield "Basis", xml_text(report.basis)


def _lines(table: Table) -> Iterator[list[Any]]:
    yield [title for column in table.columns for title in _titles(column)]
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        yield [cell for column, value in pairs for cell in _cells(column, value)]


def _titles(column: Column) -> list[str]:
    """Return the titles of one column; an interval takes four."""
    if not column.is_interval:
        return [xml_text(column.heading)]
    return [xml_text(column.heading) + end for end in _INTERVAL_ENDS]


def _formats(column: Column) -> list[str]:
    format = _FORMATS.get(column.kind, "")
    return [format, format, format, ""] if column.is_interval else [format]


def _cells(column: Column, value: Any) -> list[Any]:
    if isinstance(value, Interval):
        return [_cell(part) for part in (value.estimate, value.low, value.high, value.count)]
    return [_cell(value)] * (len(_INTERVAL_ENDS) if column.is_interval else 1)


def _cell(value: Any) -> Any:
    """Return what a cell holds; numbers that are none leave it empty."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return xml_text(value) if isinstance(value, str) else value


def _run_lines(runs: pa.Table) -> Iterator[Iterable[Any]]:
    yield [xml_text(name) for name in runs.column_names]
    columns = [[_cell(value) for value in column.to_pylist()] for column in runs.columns]
    yield from zip(*columns, strict=True)


def _runs_told(results: Results | None, shown: pa.Table | None) -> Iterator[tuple[str, str]]:
    """Yield how many of the runs the workbook holds."""
    if results is not None and shown is not None:
        count, some = results.runs.num_rows, shown.num_rows
        all_of_them = f"all {count:,}" if some == count else f"the first {some:,} of {count:,}"
        yield "Sheet Runs", f"holds {all_of_them} runs, one in each row."


def _explained(tables: Iterable[Table], runs: pa.Table | None) -> Iterator[tuple[str, ...]]:
    """Yield every column of every sheet, with its unit and meaning."""
    yield _EXPLAINED
    for table in tables:
        for column in table.columns:
            yield table.name, xml_text(column.title), _unit(column.unit), xml_text(_meaning(column))
    for field in () if runs is None else runs.schema:
        words = {key.decode(): word.decode() for key, word in (field.metadata or {}).items()}
        unit = _unit(words.get("unit", ""))
        yield "Runs", xml_text(field.name), unit, xml_text(words.get("description", ""))


def _meaning(column: Column) -> str:
    ends = " Mean over runs, with the ends of its 95 % interval and the number of runs."
    return column.meaning + (ends if column.is_interval else "")


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit
