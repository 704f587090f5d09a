"""Runs under suspicion: one by one in a process of their own, which may crash or be ended.

The kernel itself ends that process when a run takes too long (a timer and its signal), so nothing
here waits for a run without end, and the process does not outlive whoever asked for the runs.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from ecosim.errors import RunError
from ecosim.sweeps.children import child_process
from ecosim.sweeps.plan import Plan
from ecosim.sweeps.rows import Row

__all__ = ["Order", "StoppedEarlyError", "Timed", "careful_rows", "timed_rows"]

_TRIES = 2
_START_LIMIT = 600.0
_GRACE = 10.0
_POLL = 0.5


class StoppedEarlyError(Exception):
    """The client asked this worker to stop between two runs."""


@dataclass(frozen=True)
class Order:
    """What a child process shall run.

    Parameters
    ----------
    content : tables of the scenario
    model : pickled
    tasks : settings with ``seed``, and replicate, of each run
    time_limit : seconds for one run
    """

    content: dict[str, Any]
    model: bytes
    tasks: Sequence[tuple[dict[str, Any], int]]
    time_limit: float


@dataclass(frozen=True)
class Timed:
    """A row and the seconds it took."""

    row: Row
    seconds: float


def careful_rows(
    plan: Plan, runs: Sequence[int], model: bytes, stopped: Callable[[], bool] = bool
) -> list[Row]:
    """Return a row for each run; one that crashes its process twice or never ends says so."""
    return [timed.row for timed in timed_rows(plan, runs, model, plan.time_limit, stopped)]


def timed_rows(
    plan: Plan,
    runs: Sequence[int],
    model: bytes,
    time_limit: float,
    stopped: Callable[[], bool] = bool,
) -> Iterator[Timed]:
    """Yield rows of runs, whose process is started anew whenever one of them ends it.

    Raises
    ------
    RunError
        where no process comes up
    """
    points = plan.points_of(range(min(runs), max(runs) + 1))
    tasks = [(points[n // plan.replicates], n % plan.replicates) for n in runs]
    done, tries = 0, 0
    while done < len(tasks):
        order = Order(plan.content, model, tasks[done:], time_limit)
        with child_process("ecosim.sweeps.child") as (child, line):
            with suppress(BrokenPipeError):
                line.send(order)
            for timed in _answers(child, line, time_limit, stopped):
                yield timed
                done, tries = done + 1, 0
            if done == len(tasks):
                return
            status, reason = _end_of(child.returncode, time_limit)
        tries += 1
        # A crash may be chance: somebody else may have ended the process.
        if status == "timeout" or tries == _TRIES:
            point, replicate = tasks[done]
            yield Timed(Row(replicate, point["seed"], status=status, reason=reason), time_limit)
            done, tries = done + 1, 0


def _answers(
    child: subprocess.Popen[bytes],
    line: Connection,
    time_limit: float,
    stopped: Callable[[], bool],
) -> Iterator[Timed]:
    """Yield what a child says until it ends; the first answer says only that it is ready."""
    limit, first = _START_LIMIT, True
    while _is_ready(line, limit, stopped):
        try:
            answer = line.recv()
        except (EOFError, ConnectionError):
            break
        if not first:
            yield answer
        limit, first = time_limit + _GRACE, False
    else:
        child.send_signal(signal.SIGALRM)
    with suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE)
    if first:
        raise RunError("no process comes up in which suspicious runs could be tried alone")


def _is_ready(line: Connection, limit: float, stopped: Callable[[], bool]) -> bool:
    """Wait until a child says something or ends; False when it keeps silent for too long."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        if stopped():
            raise StoppedEarlyError
        if line.poll(_POLL):
            return True
    return False


def _end_of(code: int | None, time_limit: float) -> tuple[str, str]:
    """Return in which way a child ended, as status and reason."""
    if code == -signal.SIGALRM:
        return "timeout", f"took more than {time_limit:g} s"
    if code is None or code < 0:
        name = "SIGKILL" if code is None else signal.Signals(-code).name
        return "crashed", f"ended its process by {name}"
    return "crashed", f"ended its process with exit code {code}"
