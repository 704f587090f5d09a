"""Running many replicates over threads, in order and with bounded memory."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from typing import TypeVar

__all__ = ["Progress", "in_order", "uninterrupted", "usable_threads", "whole_groups"]

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]
"""Called with the number of runs done and the number of runs in all."""


def usable_threads(threads: int | None) -> int:
    """Return the number of threads to use: as asked, or one for each core this process may use."""
    return threads if threads is not None else len(os.sched_getaffinity(0))


def in_order(
    work: Callable[[Task], Answer], tasks: Iterable[Task], threads: int
) -> Generator[Answer]:
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


def _never(_group: object) -> bool:
    return False


def whole_groups(
    work: Callable[[Task], Answer],
    tasks: Iterable[Task],
    shape: tuple[int, int],
    threads: int,
    progress: Progress | None = None,
    *,
    least: int = 1,
    is_enough: Callable[[list[Answer]], bool] = _never,
) -> list[list[Answer]]:
    """Return answers in whole groups, in the order of tasks.

    Work ends when all is done, when ``is_enough`` says so of a group, or with Ctrl-C, which is
    passed on only where there are fewer than ``least`` whole groups.

    Parameters
    ----------
    work, tasks, threads : as in ``in_order``
    shape : number of groups, and tasks in each
    progress : told after each task
    least : groups without which nothing can be said
    is_enough : asked after each group; by default never
    """
    count, size = shape
    groups: list[list[Answer]] = []
    try:
        with closing(in_order(work, tasks, threads)) as answers:
            while len(groups) < count:
                group: list[Answer] = []
                for answer in islice(answers, size):
                    group.append(answer)
                    if progress is not None:
                        progress(len(groups) * size + len(group), count * size)
                groups.append(group)
                if is_enough(group):
                    break
    except KeyboardInterrupt:
        if len(groups) < least:
            raise
    return groups


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back until the block is left; outside the main thread it never comes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
    if held:
        raise KeyboardInterrupt
