"""The client of a sweep: hands out chunks, counts what is committed, and waits for nothing long."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from ecosim.errors import EcosimError, RunError
from ecosim.scenarios.messages import brief
from ecosim.sweeps.chunks import ChunkFiles, Marker
from ecosim.sweeps.compact import count_runs
from ecosim.sweeps.engines import Engine
from ecosim.sweeps.plan import Plan
from ecosim.sweeps.work import ChunkReport, ChunkTask

__all__ = ["Client", "Tally"]

_LIVE_TASKS_PER_WORKER = 4
_POLL = 0.25
_LOOK_EVERY = 1.0
_MOST_ATTEMPTS = 12
_SLACK = 20.0


@dataclass
class Tally:
    """How far a sweep is: runs done in all, those of this client, failures, and its seconds."""

    total: int
    done: int = 0
    done_here: int = 0
    failed: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Return runs a second since this client began."""
        return self.done_here / max(time.monotonic() - self.began, 1e-9)

    @property
    def seconds_left(self) -> float:
        """Return how long the rest takes at this rate; infinite while nothing is known."""
        return (self.total - self.done) / self.rate if self.rate else float("inf")


class Client:
    """Computes chunks on an engine until all are committed.

    Parameters
    ----------
    folder, plan : of the sweep
    engine : where chunks are computed
    model : pickled
    tally, progress : what is told after every chunk
    """

    def __init__(
        self,
        folder: Path,
        plan: Plan,
        engine: Engine,
        model: bytes,
        tally: Tally,
        progress: Callable[[Tally], None],
    ) -> None:
        self._folder, self._plan, self._engine, self._model = folder, plan, engine, model
        self._tally, self._progress = tally, progress
        self._files = ChunkFiles(folder)
        self._live: dict[Future[ChunkReport], int] = {}
        self._again: deque[int] = deque()
        self._attempts: Counter[int] = Counter()
        self._seen: dict[str, float] = {}
        self._looked = self._active = time.monotonic()
        self._last_loss = "the end of its worker"

    def compute(self, chunks: Iterable[int]) -> None:
        """Compute these chunks.

        Raises
        ------
        RunError
            where a chunk cannot be written, the engine is lost, or one chunk fails again and again
        """
        waiting = iter(chunks)
        while True:
            self._fill(waiting)
            if not self._live:
                return
            done, _ = wait(self._live, timeout=_POLL, return_when=FIRST_COMPLETED)
            for future in done:
                self._take(future)
            if time.monotonic() - self._looked > _LOOK_EVERY:
                self._look()

    def cancel(self) -> None:
        """Take back what is not begun."""
        for future in self._live:
            future.cancel()

    def _fill(self, waiting: Iterator[int]) -> None:
        """Keep a few chunks for each worker with the engine, however many there are in all."""
        window = max(1, _LIVE_TASKS_PER_WORKER * self._engine.workers)
        while len(self._live) < window:
            chunk = self._again.popleft() if self._again else next(waiting, None)
            if chunk is None:
                return
            self._submit(chunk)

    def _submit(self, chunk: int) -> None:
        self._attempts[chunk] += 1
        if self._attempts[chunk] > _MOST_ATTEMPTS:
            raise RunError(
                f"chunk {chunk} was lost {_MOST_ATTEMPTS} times, the last time by "
                f"{self._last_loss}; what is done is safe in {self._folder}, and --resume continues"
            )
        task = ChunkTask(str(self._folder.resolve()), chunk, self._model)
        try:
            self._live[self._engine.submit(task)] = chunk
        except BrokenExecutor:
            self._again.append(chunk)
            self._engine.recover([])

    def _take(self, future: Future[ChunkReport]) -> None:
        """Count a chunk that is done, or see to it that it is done again."""
        chunk = self._live.pop(future, None)
        if chunk is None:
            return
        error = None if future.cancelled() else future.exception()
        if isinstance(error, EcosimError):
            raise error
        # A network file system may hide for a while what a worker committed, so its word counts.
        report = None if error or future.cancelled() else future.result()
        if report is not None or self._files.is_done(chunk):
            self._count(chunk, report)
            return
        self._again.append(chunk)
        if error is not None:
            self._last_loss = brief(f"{type(error).__name__}: {error}", 200)
        if isinstance(error, BrokenExecutor):
            self._engine.recover([])

    def _count(self, chunk: int, report: ChunkReport | None) -> None:
        if report is None:
            report = ChunkReport(chunk, *count_runs(self._files.path(chunk)), 0.0)
        self._active = time.monotonic()
        self._tally.done += report.runs
        self._tally.done_here += report.runs
        self._tally.failed += report.failed
        self._progress(self._tally)

    def _look(self) -> None:
        """Find chunks that are committed though nobody says so, and those that take too long."""
        self._looked = now = time.monotonic()
        for future, chunk in list(self._live.items()):
            if self._files.is_done(chunk) and not future.done():
                del self._live[future]
                self._count(chunk, None)
        mine = {chunk: future for future, chunk in self._live.items()}
        markers = [marker for marker in self._files.markers() if marker.chunk in mine]
        overdue = [marker for marker in markers if self._is_late(marker, now)]
        self._check_patience(markers, now)
        if overdue:
            self._engine.recover(overdue)
            for chunk in {marker.chunk for marker in overdue}:
                self._live.pop(mine[chunk], None)
                mine[chunk].cancel()
                self._again.append(chunk)

    def _check_patience(self, markers: Iterable[Marker], now: float) -> None:
        """Raise ``RunError`` when nobody has been at work for too long."""
        if any(self._seen[marker.path.name] <= now for marker in markers):
            self._active = now
        if now - self._active > self._engine.patience:
            raise RunError(
                f"nobody has begun a chunk for {self._engine.patience:g} s; what is done is safe "
                f"in {self._folder}, and --resume continues"
            )

    def _is_late(self, marker: Marker, now: float) -> bool:
        """Tell whether an attempt should be over, by this client's own clock; say so only once."""
        name = marker.path.name
        first_seen = self._seen.setdefault(name, now)
        if now - first_seen <= self._longest(marker):
            return False
        self._seen[name] = float("inf")
        return True

    def _longest(self, marker: Marker) -> float:
        """Return how long an attempt at a chunk may take."""
        runs, limit = len(self._plan.runs_of(marker.chunk)), self._plan.time_limit
        if marker.careful:
            return 60.0 + 3 * runs * (limit + 10.0)
        expected = _SLACK * self._plan.expected_seconds
        return limit + 5.0 + runs * (min(expected, limit) if expected else limit)
