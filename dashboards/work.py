"""Long work beside the page: with progress, the time left, and a way to stop it."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import solara

from ecosim.dashboards.boundary import sentence_for
from ecosim.dashboards.elements import element, press, text

__all__ = ["Work", "WorkProgress", "WorkState", "polite_threads"]

_log = logging.getLogger("ecosim.dashboards")
_PAUSE = 0.2  # seconds between reports of progress


class _StoppedError(Exception):
    """The visitor stopped the work, or is gone."""


@dataclass(frozen=True)
class WorkState:
    """How far the work is; ``answer`` is there when it is done, ``problem`` when it failed."""

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
        self._task = 0

    def start(self, task: Callable[[Callable[[int, int], None]], Any]) -> None:
        """Do a task, which reports progress; what was going on before is stopped."""
        self._stop.set()
        self._stop, self._task = threading.Event(), self._task + 1
        self.state.value = WorkState(running=True)
        arguments = (task, self._stop, self._task)
        threading.Thread(target=self._run, args=arguments, name="ecosim-work", daemon=True).start()

    def stop(self) -> None:
        """Stop soon, without an answer."""
        self._stop.set()

    def _run(self, task: Callable[..., Any], stop: threading.Event, number: int) -> None:
        begun = reported = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal reported
            if stop.is_set():
                raise _StoppedError
            now = time.monotonic()
            if now - reported > _PAUSE:
                reported, left = now, (now - begun) / done * (total - done)
                self._say(number, WorkState(True, done, total, left))

        try:
            self._say(number, WorkState(answer=task(progress)))
        except _StoppedError:
            self._say(number, WorkState(problem="Stopped."))
        except Exception as error:
            _log.error("work failed", exc_info=error)
            self._say(number, WorkState(problem=sentence_for(error)))

    def _say(self, number: int, state: WorkState) -> None:
        """Show a state, unless other work has begun since."""
        if number == self._task:
            self.state.value = replace(state)


def polite_threads() -> int:
    """Return how many threads one visitor's work may use: half of what there is."""
    return max(1, len(os.sched_getaffinity(0)) // 2)


@solara.component
def WorkProgress(work: Work) -> Any:
    """Show how far the work is, what went wrong, and a button to stop it."""
    state = work.state.value
    if state.problem:
        return element("p", state.problem, klass="note", role="status")
    if not state.running:
        return element("span")
    share = state.done / state.total if state.total else 0.0
    left = "" if state.seconds_left is None else f", about {state.seconds_left:.0f} s left"
    words = f"{state.done:,} of {state.total:,} runs{left}" if state.total else "Starting …"
    filled = element("i", style=f"width:{share:.1%}")
    meter = element(
        "div", filled, klass="meter", role="progressbar", aria_label="Progress",
        aria_valuenow=round(100 * share), aria_valuemin=0, aria_valuemax=100,
    )  # fmt: skip
    return element("div", meter, text("span", words, "small quiet"), press("Stop", work.stop, "chip"),
                   klass="row")  # fmt: skip
