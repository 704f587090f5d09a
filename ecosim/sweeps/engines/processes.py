"""Processes of this machine, each at the end of a line of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from concurrent.futures import BrokenExecutor
from multiprocessing.connection import Connection

from ecosim.sweeps.children import child_process
from ecosim.sweeps.chunks import Marker
from ecosim.sweeps.engines.threads import Threads, settle
from ecosim.sweeps.work import ChunkReport, ChunkTask

__all__ = ["Processes"]

_POLL = 0.2
_GRACE = 5.0


class Processes(Threads):
    """Processes of this machine: a run that crashes or never ends takes only its own with it.

    A thread for each process gives it one chunk at a time, and starts another when it is lost.

    Parameters
    ----------
    workers : number of processes
    """

    def __init__(self, workers: int) -> None:
        self._children: dict[int, subprocess.Popen[bytes]] = {}
        super().__init__(workers)

    def recover(self, overdue: Collection[Marker]) -> None:
        """End the processes that are stuck; their threads start others."""
        for marker in overdue:
            child = self._children.get(marker.process)
            if child is not None and marker.is_of_this_host:
                child.kill()

    def _work(self) -> None:
        while not self._stop.is_set():
            with child_process("ecosim.sweeps.worker", _GRACE) as (child, line):
                self._children[child.pid] = child
                self._serve(line)
                self._children.pop(child.pid)

    def _serve(self, line: Connection) -> None:
        """Give a child chunks until it is lost or the engine is closed."""
        for future, task in self._given():
            settle(future, self._answer, line, task)
            if future.exception() is not None:
                return

    def _answer(self, line: Connection, task: ChunkTask) -> ChunkReport:
        """Return what a child says of a chunk, or raise what it raised."""
        try:
            line.send(task)
            while not line.poll(_POLL):
                if self._stop.is_set():
                    raise BrokenExecutor("the sweep is being stopped")
            answer = line.recv()
        except (EOFError, OSError):
            raise BrokenExecutor("its process ended") from None
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, ChunkReport)
        return answer
