"""The engine that lies nearest: threads of this process."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from typing import Any

from ecosim.sweeps.chunks import Marker
from ecosim.sweeps.engines.engine import PATIENCE
from ecosim.sweeps.work import ChunkReport, ChunkTask, run_chunk

__all__ = ["Threads", "settle"]

Given = tuple[Future[ChunkReport], ChunkTask]


class Threads:
    """Threads of this process: nothing to start, and nothing to send.

    A run without end cannot be taken from its thread. The thread is left behind, another takes its
    place, and it ends with this process.

    Parameters
    ----------
    workers : number of threads
    """

    patience = PATIENCE

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._stop = threading.Event()
        self._tasks: queue.Queue[Given] = queue.Queue()
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
        for marker in overdue:
            if marker.is_of_this_process:
                self._add()

    def close(self) -> None:
        """Let threads stop after the run they are in, and wait for those that can."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10.0)

    def _add(self) -> None:
        # A daemon: the interpreter would wait for ever for another thread that is stuck.
        thread = threading.Thread(target=self._work, daemon=True, name="ecosim-sweep")
        thread.start()
        self._threads.append(thread)

    def _work(self) -> None:
        for future, task in self._given():
            settle(future, run_chunk, task, self._stop.is_set)

    def _given(self) -> Iterator[Given]:
        """Yield what there is to do until the engine is closed."""
        while not self._stop.is_set():
            try:
                future, task = self._tasks.get(timeout=0.2)
            except queue.Empty:
                continue
            if future.set_running_or_notify_cancel():
                yield future, task


def settle(
    future: Future[ChunkReport], compute: Callable[..., ChunkReport], *arguments: Any
) -> None:
    """Give a future what is computed now, or the exception that ends it."""
    try:
        report = compute(*arguments)
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(report)
