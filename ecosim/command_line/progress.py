"""What a waiting user sees on stderr: that the model is compiled, and how far the runs are."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from ecosim.code_cache import cache_folder
from ecosim.engine.compiling import compile_with
from ecosim.engine.warm_up import is_compiled
from ecosim.experiments.replicates import usable_threads

__all__ = ["RunsProgress", "compile_once"]

_MOST_HELPERS = 4  # a compiler takes some hundred MB

_PATIENCE = 2.0


class RunsProgress:
    """A bar with the time left, on a terminal, for work that takes over two seconds.

    Parameters
    ----------
    title : what is done
    total : number of runs
    quiet : whether nothing shall be shown
    """

    def __init__(self, title: str, total: int, quiet: bool) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                   TextColumn("time left"), TimeRemainingColumn())  # fmt: skip
        self._bar = Progress(*columns, console=_stderr(), transient=True)
        self._task = self._bar.add_task(title, total=total)
        self._timer = threading.Timer(_PATIENCE, self._appear)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._ended = quiet or not sys.stderr.isatty()

    def __call__(self, done: int, _total: int) -> None:
        """Note how many runs are done."""
        self._bar.update(self._task, completed=done)

    def describe(self, title: str) -> None:
        """Say anew what is done."""
        self._bar.update(self._task, description=title)

    def __enter__(self) -> Self:
        if not self._ended:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._bar.live.is_started:
                self._bar.stop()

    def _appear(self) -> None:
        with self._lock:
            if not self._ended:
                self._bar.start()


def compile_once(quiet: bool) -> None:
    """Compile the model where no earlier command did, and say so: it takes a minute."""
    if is_compiled():
        return
    every_time = cache_folder() is None
    text = "Compiling the model once (about a minute) …"
    if every_time:
        text = "Compiling the model (about a minute; set ECOSIM_CACHE_DIR to keep the result) …"
    helpers = min(usable_threads(None), _MOST_HELPERS)
    if quiet:
        compile_with(helpers)
    elif sys.stderr.isatty():
        _compile_with_bar(text, helpers)
    else:
        click.echo(text, err=True)
        compile_with(helpers)


def _compile_with_bar(text: str, helpers: int) -> None:
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    left = TextColumn("left:"), TimeRemainingColumn()
    with Progress(*columns, *left, console=_stderr(), transient=True) as bar:
        task = bar.add_task(text, total=None)
        compile_with(helpers, lambda done, of: bar.update(task, completed=done, total=of))


def _stderr() -> Console:
    return Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
