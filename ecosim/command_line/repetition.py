"""What ``ecosim rerun`` does and says."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.screen import Screen, print_json
from ecosim.errors import RunError
from ecosim.repeating import Repetition, rerun
from ecosim.results import Results
from ecosim.results.folder import ResultsFolder
from ecosim.sweeps.compact import refuse_unfinished

__all__ = ["repeat"]


def repeat(folder: Path, out: Path | None, threads: int | None, as_json: bool, quiet: bool) -> None:
    """Repeat results, print whether they are the same, and fail where they are not."""
    refuse_unfinished(folder)
    runs = Results.read(folder).runs.num_rows
    if out is not None and out.resolve() != folder.resolve():
        ResultsFolder(out).release()
    compile_once(quiet)
    with RunsProgress("Repeating", runs, quiet) as progress:
        found = rerun(folder, threads=threads, out=out, progress=progress)
    if as_json:
        print_json({"same": found.is_same, "tables": list(found.tables),
                    "differences": list(found.differences),
                    "surroundings": list(found.surroundings),
                    "not_repeated": list(found.left)})  # fmt: skip
    elif quiet:
        click.echo("same" if found.is_same else "different")
    else:
        _show(folder, found)
    if not found.is_same:
        raise RunError(f"{printable(str(folder))}: {len(found.differences)} of {len(found.tables)} "
                       "tables and files differ when repeated")  # fmt: skip


def _show(folder: Path, found: Repetition) -> None:
    """Print what was compared, and what differs."""
    screen = Screen()
    if found.is_same:
        screen.paragraph(f"The same to the bit: {', '.join(found.tables)} "
                         f"in {printable(str(folder))}.")  # fmt: skip
    for line in found.differences:
        screen.paragraph(f"Differs: {printable(line)}")
    for line in found.surroundings:
        screen.paragraph(f"Not as it was: {line}")
    if found.left:
        names = ", ".join(map(printable, found.left))
        screen.paragraph(f"Not repeated: {names}. Commands that read results wrote these, or they "
                         "are of work that was stopped.")  # fmt: skip
