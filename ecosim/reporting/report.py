"""From a folder of results to files that can be sent on."""

from __future__ import annotations

import os
from pathlib import Path

from ecosim.errors import InputError
from ecosim.experiments.finished import read_comparison, read_paradox
from ecosim.experiments.replicates import Progress
from ecosim.reporting.comparison import comparison_report
from ecosim.reporting.document import Report
from ecosim.reporting.page import as_html
from ecosim.reporting.paradox import paradox_report
from ecosim.reporting.runs import runs_report
from ecosim.reporting.sweep import sweep_report
from ecosim.reporting.workbook import as_workbook
from ecosim.results import Results
from ecosim.results.sink import failures_named
from ecosim.sweeps.compact import refuse_unfinished

__all__ = ["FORMATS", "report", "write_report"]

FORMATS = ("html", "xlsx")


def report(folder: Path | str) -> Report:
    """Return what a folder of results says: a comparison, twins, a sweep, or runs.

    Raises
    ------
    InputError
        where it holds no results, or they are damaged or unfinished
    """
    results = _finished(Path(folder))
    name = results.provenance["command"].get("name")
    if name == "compare":
        return comparison_report(read_comparison(folder))
    if name == "paradox":
        return paradox_report(read_paradox(folder))
    if name == "sweep":
        return sweep_report(results)
    if name == "run":
        return runs_report(results)
    raise InputError(f"{folder}: holds results of {name!r}, of which there is no report")


def _finished(folder: Path) -> Results:
    """Return results whose table of runs is there."""
    refuse_unfinished(folder)
    results = Results.read(folder)
    if "runs" not in results.recorded:
        raise InputError(f"{folder}: its table of runs is missing; run the experiment again")
    if results.runs.num_rows == 0:
        raise InputError(f"{folder}: its table of runs is empty; run the experiment again")
    return results


def write_report(
    folder: Path | str,
    formats: tuple[str, ...] = FORMATS,
    out: Path | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the report on a folder of results and return the files written.

    Parameters
    ----------
    folder : of results
    formats : "html", "xlsx" or both
    out : file to write to, where one format is asked for; ``report.html`` and ``report.xlsx`` in
        the folder by default, replacing earlier ones
    progress : called when the results are understood, and after each file

    Raises
    ------
    InputError
        as ``report`` does, or for a file that cannot be written
    """
    tell = progress or (lambda _done, _total: None)
    made = report(folder)
    written: list[Path] = []
    tell(1, 1 + len(formats))
    for format in formats:
        path = out or Path(folder) / f"report.{format}"
        content = as_html(made) if format == "html" else as_workbook(made, Results.read(folder))
        _write_whole(path, content)
        written.append(path)
        tell(1 + len(written), 1 + len(formats))
    return written


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name first, so that it is whole or as it was."""
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"{path}: is a folder, or lies in one that does not exist; name a file")
    partial = path.with_name(path.name + ".partial")
    try:
        with failures_named(path):
            partial.write_bytes(content)
            os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
