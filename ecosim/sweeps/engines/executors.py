"""Any executor of ``concurrent.futures``, such as those of MPI or of another cluster."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import BrokenExecutor, Executor, Future

from ecosim.sweeps.chunks import Marker
from ecosim.sweeps.engines.engine import PATIENCE
from ecosim.sweeps.work import ChunkReport, ChunkTask, run_chunk

__all__ = ["Executors"]


class Executors:
    """Executors of one kind, one after the other: a broken one is replaced.

    Parameters
    ----------
    make : returns an executor whose workers see the folder of the sweep
    workers : how many chunks it computes at a time
    patience : seconds in which nothing may be begun and nothing committed
    """

    def __init__(
        self, make: Callable[[], Executor], workers: int, patience: float = PATIENCE
    ) -> None:
        self.workers, self.patience = workers, patience
        self._make = make
        self._executor: Executor | None = None

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        """Compute a chunk there, in an executor that is made now where there is none."""
        if self._executor is None:
            self._executor = self._make()
        try:
            return self._executor.submit(run_chunk, task)
        except BrokenExecutor:
            self.close()
            raise

    def recover(self, overdue: Collection[Marker]) -> None:
        """Leave the executor to whoever is stuck in it; it has no way to end a task."""
        if overdue:
            self.close()

    def close(self) -> None:
        """Take back what is not begun; the executor ends when its workers are done."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None
