"""Long work beside the page: with progress, the time left, and a way to stop it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara

from ecosim.dashboards.boundary import sentence_for
from ecosim.dashboards.elements import element, press, text
from ecosim.errors import InputError

__all__ = ["Work", "WorkProgress", "WorkState", "polite_threads", "use_work"]

_log = logging.getLogger("ecosim.dashboards")
_PAUSE = 0.2  # seconds between reports of progress
_AT_ONCE = 2  # pieces of work that run at one time for all visitors; others wait
_PLACES = threading.BoundedSemaphore(_AT_ONCE)

Report = Callable[[int, int], None]
Task = Callable[[Report], Any]


class _StoppedError(Exception):
    """The visitor stopped the work, or is gone."""


@dataclass(frozen=True, eq=False)
class WorkState:
    """How far the work is.

    Parameters
    ----------
    running : whether it runs, or waits for that of others while ``total`` is 0
    done, total : steps
    seconds_left : estimated, or None
    answer : what it found, when it is done
    problem : why there is no answer, in one sentence
    """

    running: bool = False
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    answer: Any = None
    problem: str = ""


class Work:
    """One piece of work at a time, in a thread of its own."""

    def __init__(self) -> None:
        self.state = solara.reactive(WorkState())
        self._stop = threading.Event()

    def start(self, task: Task) -> None:
        """Do a task, which reports progress; what was going on before is stopped."""
        self._stop.set()
        self._stop = threading.Event()
        self.state.value = WorkState(running=True)
        arguments = (task, self._stop)
        threading.Thread(target=self._run, args=arguments, name="ecosim-work", daemon=True).start()

    def stop(self) -> None:
        """Stop soon, without an answer."""
        self._stop.set()

    def forget(self) -> None:
        """Stop, and leave nothing behind."""
        self._stop.set()
        self._stop = threading.Event()
        self.state.value = WorkState()

    def _run(self, task: Task, stop: threading.Event) -> None:
        try:
            _take_place(stop)
            try:
                answer = task(self._reporter(stop))
            finally:
                _PLACES.release()
            self._say(stop, WorkState(answer=answer))
        except _StoppedError:
            self._say(stop, WorkState(problem="Stopped."))
        except Exception as error:
            if not isinstance(error, InputError):
                _log.error("work failed", exc_info=error)
            self._say(stop, WorkState(problem=sentence_for(error)))

    def _reporter(self, stop: threading.Event) -> Report:
        begun = reported = time.monotonic()

        def report(done: int, total: int) -> None:
            nonlocal reported
            if stop.is_set():
                raise _StoppedError
            now = time.monotonic()
            if now - reported > _PAUSE:
                reported, left = now, (now - begun) / done * (total - done)
                self._say(stop, WorkState(True, done, total, left))

        return report

    def _say(self, stop: threading.Event, state: WorkState) -> None:
        """Show a state, unless other work has begun since."""
        if stop is self._stop:
            self.state.value = state


def _take_place(stop: threading.Event) -> None:
    while not _PLACES.acquire(timeout=_PAUSE):
        if stop.is_set():
            raise _StoppedError


def polite_threads() -> int:
    """Return how many threads one visitor's work may use: its part of what there is."""
    return max(1, len(os.sched_getaffinity(0)) // _AT_ONCE)


def use_work() -> Work:
    """Return work that ends with the page it is shown on."""
    work: Work = solara.use_memo(Work, [])
    solara.use_effect(lambda: work.stop, [])
    return work


@solara.component
def WorkProgress(work: Work, unit: str = "runs") -> Any:
    """Show how far the work is, what went wrong, and a button to stop it."""
    state = work.state.value
    if state.problem:
        return element("p", state.problem, klass="note", role="status")
    if not state.running:
        return element("span")
    share = state.done / state.total if state.total else 0.0
    meter = element(
        "div", element("i", style=f"width:{share:.1%}"), klass="meter", role="progressbar",
        aria_label="Progress", aria_valuenow=round(100 * share), aria_valuemin=0, aria_valuemax=100,
    )  # fmt: skip
    stop = press("Stop", work.stop, "chip")
    return element(
        "div", meter, text("span", _words(state, unit), "small quiet"), stop, klass="row"
    )


def _words(state: WorkState, unit: str) -> str:
    if not state.total:
        return "Waiting for a free place …"
    left = "" if state.seconds_left is None else f", about {state.seconds_left:.0f} s left"
    return f"{state.done:,} of {state.total:,} {unit}{left}"
