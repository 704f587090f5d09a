"""What ``ecosim knockout`` does and says."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.screen import Screen, table
from ecosim.command_line.verification import write_json
from ecosim.court.docket import SEED, cases_of
from ecosim.court.knockouts import (
    DIES,
    LIVES,
    UNCLEAR,
    UNTOUCHED,
    Knockouts,
    checked_mechanisms,
    knock_out,
)
from ecosim.experiments.replicates import usable_threads

__all__ = ["show_knockouts"]

_MARKS = {UNTOUCHED: "·", LIVES: "+", UNCLEAR: "?", DIES: "†"}


def show_knockouts(
    patterns: Sequence[str],
    seed: int | None,
    threads: int | None,
    json_file: str | None,
    quiet: bool,
    mechanisms: Sequence[str],
    replicates: int,
) -> None:
    """Try patterns without each mechanism and print a matrix."""
    names, cases = checked_mechanisms(mechanisms), cases_of(patterns)
    compile_once(quiet)
    found: list[Knockouts] = []
    stopped = False
    seed = SEED if seed is None else seed
    with RunsProgress("Knocking out", len(cases), quiet) as progress:
        try:
            for one in knock_out(cases, names, replicates, seed, usable_threads(threads)):
                found.append(one)
                progress(len(found), len(cases))
        except KeyboardInterrupt:
            stopped = True
    if json_file is not None:
        matrix = {"mechanisms": list(names), "patterns": [one.as_dict() for one in found]}
        write_json(json_file, matrix)
    if json_file != "-":
        _show_matrix(found, names, quiet)
    if stopped:
        raise StoppedError(f"Stopped after {len(found)} of {len(cases)} patterns.")


def _show_matrix(found: Sequence[Knockouts], mechanisms: Sequence[str], quiet: bool) -> None:
    """Print a mechanism a line and a pattern a column, as many columns as fit side by side."""
    screen = Screen()
    passing = [one for one in found if one.fates]
    width = max(map(len, mechanisms))
    step = max(1, (screen.width - width) // 6)
    for start in range(0, len(passing), step):
        part = passing[start : start + step]
        lines = table(("Without", *(printable(one.verdict.pattern.id) for one in part)))
        for name in mechanisms:
            lines.add_row(name, *(_mark(one.fates[name]) for one in part))
        screen.print(lines)
    if quiet:
        return
    screen.paragraph("† dies   ? unclear   + lives   · untouched, the same numbers to the last bit")
    others = [printable(one.verdict.pattern.id) for one in found if not one.fates]
    scripted = [printable(one.verdict.pattern.id) for one in passing if one.is_scripted]
    needless = [m for m in mechanisms if all(one.fates[m] != DIES for one in passing)]
    _tell(screen, "Not tried, as they do not pass with everything on", others)
    _tell(screen, "Outlive every knock-out tried, so question the pattern", scripted)
    _tell(screen, "Needed by no pattern tried", needless)


def _mark(fate: str) -> Text:
    return Text(_MARKS[fate], "bold red" if fate == DIES else "")


def _tell(screen: Screen, what: str, names: Sequence[str]) -> None:
    if names:
        screen.paragraph(f"{what}: {', '.join(names)}")
