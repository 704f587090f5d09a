"""What a sweep needs of an engine."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future
from typing import Protocol

from ecosim.sweeps.chunks import Marker
from ecosim.sweeps.work import ChunkReport, ChunkTask

__all__ = ["PATIENCE", "Engine"]

PATIENCE = 600.0


class Engine(Protocol):
    """Where chunks are computed. Losing a worker may lose futures, but never the engine."""

    @property
    def workers(self) -> int:
        """Return how many chunks it computes at a time, as far as is known now."""

    @property
    def patience(self) -> float:
        """Return for how many seconds nothing may be begun and nothing committed.

        Raises
        ------
        RunError
            where waiting is in vain
        """

    def submit(self, task: ChunkTask) -> Future[ChunkReport]:
        """Compute a chunk some time, or raise ``BrokenExecutor``."""

    def recover(self, overdue: Collection[Marker]) -> None:
        """Come back to work after losses, and get rid of whoever holds these overdue chunks.

        Marks may also be of processes that are gone, or of somebody else's.

        Raises
        ------
        RunError
            where that is not possible
        """

    def close(self) -> None:
        """Stop all work of this engine's own, within a few seconds."""
