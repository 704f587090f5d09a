"""Long work in a thread of its own: it says how far it is, and can be ended at any time."""

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

__all__ = ["Job", "JobState", "Told"]

Told = Callable[[int, int], None]
"""Called with how much is done, and of how much; raises ``_EndedError`` where nobody waits."""

_log = logging.getLogger("ecosim.dashboards")
# Work of all visitors shares the cores: one more would make everybody's slower.
_SEATS = threading.BoundedSemaphore(os.cpu_count() or 1)
_CLOSE = 0.1  # seconds between two reports


class _EndedError(Exception):
    """Raised inside work that was cancelled."""


@dataclass(frozen=True)
class JobState:
    """How far work is.

    Parameters
    ----------
    status : "idle", "waiting", "running", "done", "failed" or "cancelled"
    done, total : steps; 0 where it is not known yet
    left : seconds until it is done, guessed from the pace; None where there is no guess
    answer : what the work returned
    complaint : why it failed, in a sentence
    """

    status: str = "idle"
    done: int = 0
    total: int = 0
    left: float | None = None
    answer: Any = None
    complaint: str = ""

    @property
    def busy(self) -> bool:
        """Tell whether an answer is on its way."""
        return self.status in ("waiting", "running")


class Job:
    """One piece of work at a time, for one visitor."""

    def __init__(self) -> None:
        self.state = solara.reactive(JobState())
        self._number = 0
        self._lock = threading.Lock()

    def start(self, work: Callable[[Told], Any]) -> None:
        """Begin work in place of what is going on; it is told how to report."""
        with self._lock:
            self._number += 1
            number = self._number
        self.state.value = JobState("waiting")
        threading.Thread(
            target=self._work, args=(work, number), name="ecosim-job", daemon=True
        ).start()

    def cancel(self) -> None:
        """End the work at its next step; what it has done is forgotten."""
        with self._lock:
            self._number += 1
        if self.state.value.busy:
            self.state.value = JobState("cancelled")

    def _work(self, work: Callable[[Told], Any], number: int) -> None:
        while not _SEATS.acquire(timeout=0.2):
            if number != self._number:
                return
        try:
            self._note(number, JobState("running"))
            answer = work(self._reporter(number))
            self._note(number, JobState("done", answer=answer))
        except _EndedError:
            return
        except Exception as error:
            _log.error("work for a page failed", exc_info=error)
            self._note(number, JobState("failed", complaint=sentence_for(error)))
        finally:
            _SEATS.release()

    def _reporter(self, number: int) -> Told:
        """Return the function that notes progress, a few times a second."""
        begun = time.monotonic()
        said = begun

        def told(done: int, total: int) -> None:
            nonlocal said
            if number != self._number:
                raise _EndedError
            now = time.monotonic()
            if now - said >= _CLOSE:
                said = now
                left = (now - begun) * (total - done) / max(1, done)
                now_state = JobState("running", done, total, left if now - begun > 1.0 else None)
                self._note(number, now_state)

        return told

    def _note(self, number: int, state: JobState) -> None:
        """Show a state, unless other work has begun or nobody waits any more.

        Nothing is locked meanwhile: showing waits for the page, which may wait for ``cancel``.
        """
        if number != self._number:
            return
        self.state.value = state
        if number != self._number and self.state.value is state:
            self.state.value = JobState("cancelled")
