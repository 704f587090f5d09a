"""What a sweep needs of an engine, and the one that lies nearest: threads of this process."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future
from typing import Protocol

from ecosim.sweeps.chunks import Marker
from ecosim.sweeps.work import ChunkReport, ChunkTask, run_chunk

__all__ = ["Engine", "Threads"]


class Engine(Protocol):
    """Where chunks are computed. Losing a worker may lose futures, but never the engine."""

    @property
    def workers(self) -> int:
        """Return how many chunks it computes at a time, as far as is known now."""

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        """Compute a chunk some time, or raise ``BrokenExecutor``."""

    def recover(self, overdue: Collection[Marker]) -> None:
        """Come back to work after losses, and get rid of whoever holds these overdue chunks.

        Raises
        ------
        RunError
            where that is not possible
        """

    def close(self) -> None:
        """Stop all work of this engine's own, within a few seconds."""


class Threads:
    """Threads of this process: nothing to start, and nothing to send.

    A run without end cannot be taken from its thread. The thread is left behind, another takes its
    place, and it ends with this process.

    Parameters
    ----------
    workers : number of threads
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._stop = threading.Event()
        self._tasks: queue.Queue[tuple[Future[ChunkReport], ChunkTask]] = queue.Queue()
        self._threads: list[threading.Thread] = []
        for _ in range(workers):
            self._add()

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        """Compute a chunk in one of the threads."""
        future: Future[ChunkReport] = Future()
        self._tasks.put((future, task))
        return future

    def recover(self, overdue: Collection[Marker]) -> None:
        """Add a thread for each that is stuck."""
        for _ in overdue:
            self._add()

    def close(self) -> None:
        """Let threads stop after the run they are in, and wait for those that can."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=5.0)

    def _add(self) -> None:
        # A daemon: the interpreter would wait for ever for another thread that is stuck.
        thread = threading.Thread(target=self._work, daemon=True, name="ecosim-sweep")
        thread.start()
        self._threads.append(thread)

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                future, task = self._tasks.get(timeout=0.2)
            except queue.Empty:
                continue
            if future.set_running_or_notify_cancel():
                _fulfil(future, task, self._stop.is_set)


def _fulfil(future: Future[ChunkReport], task: ChunkTask, stopped: Callable[[], bool]) -> None:
    try:
        report = run_chunk(task, stopped)
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(report)
