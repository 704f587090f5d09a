"""What ``ecosim report`` does and says."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.progress import RunsProgress
from ecosim.command_line.screen import Screen, print_json
from ecosim.errors import InputError
from ecosim.reporting import FORMATS, write_report

__all__ = ["report_results"]


def report_results(folder: Path, format: str, out: Path | None, as_json: bool, quiet: bool) -> None:
    """Write a report and name its files."""
    formats = FORMATS if format == "all" else (format,)
    if out is not None:
        formats = (_format_of(out, format),)
    with RunsProgress("Writing the report", 1 + len(formats), quiet) as progress:
        written = write_report(folder, formats, out, progress)
    if as_json:
        print_json({"files": [str(path) for path in written]})
    elif quiet:
        click.echo("\n".join(map(str, written)))
    else:
        Screen().report_files(written)


def _format_of(out: Path, format: str) -> str:
    """Return the format that the name of one file asks for."""
    found = out.suffix.removeprefix(".").lower()
    if found not in FORMATS:
        raise InputError(f"--out: {out} ends in neither .html nor .xlsx")
    if format not in ("all", found):
        raise InputError(f"--out: {out} is no file of format {format}")
    return found
