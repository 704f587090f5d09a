"""Many visitors at once: everyone's run goes on, buttons answer, memory is bounded and given back.

``ECOSIM_VISITORS=20`` makes it as many as a class; fewer are enough to see what is wrong.
"""

from __future__ import annotations

import json
import os
import statistics
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psutil

from tests.dashboards.visitor import Visitor

MANY = int(os.environ.get("ECOSIM_VISITORS", "8"))
PAGE = "/explore?months=600&firms=100"
MEGABYTES_EACH = 40  # of a run of 100 firms with its checkpoints and its page
SECONDS = 30  # generous: the machine may be busy with other things


def kernels(server: str) -> int:
    with urllib.request.urlopen(f"{server}/resourcez", timeout=SECONDS) as answer:
        return int(json.load(answer)["kernels"]["total"])


def megabytes(process: psutil.Process) -> float:
    return process.memory_info().rss / 1e6


@contextmanager
def visitors(server: str, count: int) -> Iterator[list[Visitor]]:
    with ExitStack() as stack:
        present = [Visitor(server, PAGE) for _ in range(count)]
        for visitor in present:
            stack.callback(visitor.leave)
        for visitor in present:
            visitor.wait_for(12, 4 * SECONDS)
        yield present


def wait_until_gone(server: str) -> None:
    deadline = time.monotonic() + 4 * SECONDS
    while kernels(server):
        assert time.monotonic() < deadline, "closed sessions are still there"
        time.sleep(0.2)


def test_many_visitors_play_at_once_and_leave_nothing_behind(server, server_process):
    process = psutil.Process(server_process.pid)
    with visitors(server, 1):
        pass  # what the first visitor brings in for everyone
    wait_until_gone(server)
    before = megabytes(process)
    peaks, rests = [], []
    for _ in range(2):
        with visitors(server, MANY) as present:
            for visitor in present:
                visitor.ask("play")
            for visitor in present:
                visitor.wait_for(16, 4 * SECONDS)
            assert statistics.median(seconds_to_step(server)) < SECONDS / 10
            for visitor in present:
                visitor.ask("pause")
            peaks.append(megabytes(process))
        wait_until_gone(server)
        rests.append(megabytes(process))

    assert peaks[1] - before < MANY * MEGABYTES_EACH
    assert rests[1] - rests[0] < 0.25 * MANY * MEGABYTES_EACH


def seconds_to_step(server: str) -> list[float]:
    """Return how long a visitor who comes now waits for a month, several times."""
    with visitors(server, 1) as (newcomer,):
        waited = []
        for month in range(13, 22):
            newcomer.ask("step")
            waited.append(newcomer.wait_for(month, 4 * SECONDS))
        return waited


def test_pause_acts_at_once_for_everyone(server):
    with visitors(server, 3) as present:
        for visitor in present:
            visitor.ask("speed", 0)
            visitor.ask("play")
        for visitor in present:
            visitor.wait_for(20, 4 * SECONDS)
        for visitor in present:
            visitor.ask("pause")
        time.sleep(2.0)
        stopped = [visitor.month for visitor in present]
        time.sleep(1.0)
        assert [visitor.month for visitor in present] == stopped
        assert max(stopped) < 600
