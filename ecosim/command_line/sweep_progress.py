"""How far a sweep is: on a terminal, and as lines in the log of its folder."""

from __future__ import annotations

import math
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from ecosim.command_line.progress import RunsProgress
from ecosim.sweeps.client import Tally

__all__ = ["SweepProgress", "duration", "size"]

_LOG = "sweep.log"
_LINE_EVERY = 10.0


class SweepProgress:
    """A bar on a terminal, and every few seconds a line in ``sweep.log``.

    Parameters
    ----------
    folder : of the sweep
    total : number of runs
    quiet : whether nothing shall be shown; the log is written all the same
    """

    def __init__(self, folder: Path, total: int, quiet: bool) -> None:
        self._bar = RunsProgress("Sweeping", total, quiet)
        self._log = folder / _LOG
        self._next_line = 0.0
        self._last: Tally | None = None

    def __call__(self, tally: Tally) -> None:
        """Note how far the sweep is."""
        failures = f", {tally.failed:,} failed" if tally.failed else ""
        self._bar.describe(f"Sweeping ({tally.rate:,.0f} a second{failures})")
        self._bar(tally.done, tally.total)
        self._last = tally
        if time.monotonic() >= self._next_line:
            self._write_line()

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.__exit__(kind, error, trace)
        if self._last is not None:
            self._write_line()

    def _write_line(self) -> None:
        self._next_line = time.monotonic() + _LINE_EVERY
        assert self._last is not None
        tally, now = self._last, time.strftime("%Y-%m-%d %H:%M:%S")
        line = (f"{now} {tally.done} of {tally.total} runs, {tally.rate:.1f} a second, "
                f"{tally.failed} failed, time left {duration(tally.seconds_left)}")  # fmt: skip
        try:
            with self._log.open("a", encoding="utf-8") as file:
                click.echo(line, file=file)
        except OSError:
            # A full disk is told by the sweep itself, where it matters.
            return


def duration(seconds: float) -> str:
    """Return a length of time as it is said.

    >>> duration(3.2), duration(200), duration(9000), duration(400000)
    ('3 s', '3 min', '2.5 hours', '4.6 days')
    """
    if not math.isfinite(seconds):
        return "unknown"
    for length, name, digits in ((86400, "days", 1), (3600, "hours", 1), (60, "min", 0)):
        if seconds >= 2 * length or (name == "min" and seconds >= 100):
            return f"{seconds / length:.{digits}f} {name}"
    return f"{seconds:.0f} s"


def size(count: float) -> str:
    """Return a number of bytes as it is said.

    >>> size(320), size(2.5e6)
    ('320 bytes', '2.5 MB')
    """
    for length, name in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= length:
            return f"{count / length:.1f} {name}"
    return f"{count:.0f} bytes"
