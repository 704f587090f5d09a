"""Processes of Python that end with whoever started them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, Pipe

__all__ = ["child_process"]


@contextmanager
def child_process(
    module: str, grace: float = 0.0
) -> Iterator[tuple[subprocess.Popen[bytes], Connection]]:
    """Run a module in a process and give a line to it; it is gone when the block is left.

    Parameters
    ----------
    module : given the number of its end of the line; it ends when the other end is closed
    grace : seconds it has for that
    """
    ours, theirs = Pipe()
    command = [sys.executable, "-m", module, str(theirs.fileno())]
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    theirs.close()
    try:
        yield child, ours
    finally:
        ours.close()
        with suppress(subprocess.TimeoutExpired):
            child.wait(grace)
        child.kill()
        child.wait()
