"""Running many replicates over threads, in order and with bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["Progress", "in_order", "usable_threads"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]
"""Called with the number of runs done and the number of runs in all."""


def usable_threads(threads: int | None) -> int:
    """Return the number of threads to use: as asked, or one for each core this process may use."""
    return threads if threads is not None else len(os.sched_getaffinity(0))


def in_order(
    work: Callable[[Task], Answer], tasks: Iterable[Task], threads: int
) -> Iterator[Answer]:
    """Yield the answer to each task, in the order of tasks, whatever thread was first.

    Only a few tasks per thread wait at a time, so memory does not grow with their number. When
    the caller stops early, tasks not yet begun are dropped.
    """
    if threads == 1:
        yield from map(work, tasks)
        return
    waiting: deque[Future[Answer]] = deque()
    pool = ThreadPoolExecutor(threads)
    try:
        for task in tasks:
            waiting.append(pool.submit(work, task))
            if len(waiting) > 4 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
