"""The workers of a Dask scheduler.

Nothing here waits for Dask without a limit: what is done is seen in the folder of the sweep, and
questions to the scheduler are asked from threads that nobody waits for.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Collection
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from typing import Any

import distributed

from ecosim.errors import RunError
from ecosim.sweeps.chunks import Marker
from ecosim.sweeps.engines.addresses import check_address
from ecosim.sweeps.engines.engine import PATIENCE
from ecosim.sweeps.engines.threads import settle
from ecosim.sweeps.work import ChunkReport, ChunkTask, run_chunk

__all__ = ["QUIET", "DaskScheduler"]

QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.scheduler.work-stealing-interval": "2s",
    "distributed.worker.memory.monitor-interval": "1s",
}
"""Settings of Dask for sweeps: left to itself it looks around so often that one twentieth of two
processors goes into it."""


_TRY = 5.0
_CONNECT_LIMIT = 15.0
_RECONNECT_LIMIT = 60.0
_GATHER_LIMIT = 10.0
_LOOK_EVERY = 2.0


class DaskScheduler:
    """The workers of a Dask scheduler, which this engine neither starts nor ends.

    Parameters
    ----------
    address : such as ``tcp://127.0.0.1:8786``; on another machine it must begin with ``tls://``
    security : certificates; by default those that Dask's own configuration names
    patience : seconds in which nothing may be begun and nothing committed

    Raises
    ------
    InputError
        for an address that is none, or that is open to everybody
    RunError
        where nobody answers
    """

    def __init__(
        self,
        address: str,
        security: distributed.Security | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._security = security or distributed.Security()
        check_address(address, security)
        # What it says of lost workers is no news to a sweep, and would tear its bar apart.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self.workers = 0
        self._address, self._patience = address, patience
        self._closed = threading.Event()
        self._live: dict[Future[ChunkReport], Any] = {}
        self._client = self._connected(_CONNECT_LIMIT)
        threading.Thread(target=self._watch, daemon=True, name="ecosim-dask").start()

    @property
    def patience(self) -> float:
        """Return for how many seconds nothing may be begun and nothing committed."""
        return self._patience

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        """Compute a chunk on one of the workers."""
        if self._client.status != "running":
            raise BrokenExecutor(f"{self._address}: the scheduler is lost")
        theirs = self._client.submit(run_chunk, task, pure=False)
        future: Future[ChunkReport] = Future()
        self._live[future] = theirs
        future.add_done_callback(lambda ours: self._live.pop(ours).release())
        theirs.add_done_callback(lambda ended: _take_over(future, ended))
        return future

    def recover(self, overdue: Collection[Marker]) -> None:
        """Come back to a scheduler that was lost, and end workers that are stuck."""
        if self._client.status != "running":
            self._client = self._connected(_RECONNECT_LIMIT)
        if overdue:
            found = {(marker.host, marker.process) for marker in overdue}
            threading.Thread(target=_end, args=[self._client, found], daemon=True).start()

    def close(self) -> None:
        """Leave the scheduler, which drops what is not begun."""
        self._closed.set()
        with suppress(Exception):
            self._client.close(timeout=_TRY)

    def _connected(self, limit: float) -> distributed.Client:
        """Return a connection to the scheduler."""
        deadline = time.monotonic() + limit
        while True:
            try:
                return distributed.Client(
                    self._address, security=self._security, timeout=_TRY, set_as_default=False
                )
            except OSError as error:
                if time.monotonic() > deadline:
                    raise RunError(
                        f"{self._address}: no scheduler answers there; what is done of a sweep is "
                        "safe, and --resume continues it"
                    ) from error
                time.sleep(0.5)

    def _watch(self) -> None:
        """Keep the number of workers up to date."""
        while not self._closed.wait(_LOOK_EVERY if self.workers else 0.2):
            self._look()

    def _look(self) -> None:
        try:
            self.workers = sum(self._client.nthreads().values())
        except Exception:
            # The scheduler is away: submitting finds out whether it comes back.
            self.workers = 0


def _take_over(future: Future[ChunkReport], ended: Any) -> None:
    """Give a future what became of a task, unless it was cancelled meanwhile."""
    if future.set_running_or_notify_cancel():
        settle(future, ended.result, _GATHER_LIMIT)


def _end(client: distributed.Client, processes: set[tuple[str, int]]) -> None:
    """End workers by their nannies, which start others, or by themselves where there are none."""
    for nanny in (True, False):
        with suppress(Exception):
            client.run(_end_here, processes, nanny=nanny, on_error="ignore")


def _end_here(processes: set[tuple[str, int]], dask_worker: Any) -> None:
    nannys_child = getattr(dask_worker, "process", None)
    process = nannys_child.pid if nannys_child else os.getpid()
    if (socket.gethostname(), process) in processes:
        os.kill(process, signal.SIGKILL)
