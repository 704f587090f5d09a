"""A process that computes chunks, one after the other: ``python -m ecosim.sweeps.worker LINE``."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection

from ecosim.errors import EcosimError
from ecosim.sweeps.careful import StoppedEarlyError
from ecosim.sweeps.work import ChunkReport, ChunkTask, run_chunk

_GRACE = 10.0


def main() -> None:
    """Compute what comes over the line; when its other end is gone, stop after the run in hand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = Connection(int(sys.argv[1]))
    tasks: queue.SimpleQueue[ChunkTask | None] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=[line, tasks, stop], daemon=True).start()
    with suppress(BrokenPipeError):
        while (task := tasks.get()) is not None:
            line.send(_answer(task, stop))


def _listen(
    line: Connection, tasks: queue.SimpleQueue[ChunkTask | None], stop: threading.Event
) -> None:
    """Take in tasks; end this process when nobody is there any more, even from within a run."""
    try:
        while True:
            tasks.put(line.recv())
    except (EOFError, OSError):
        stop.set()
        tasks.put(None)
        time.sleep(_GRACE)
        os._exit(1)


def _answer(task: ChunkTask, stop: threading.Event) -> ChunkReport | Exception:
    try:
        return run_chunk(task, stop.is_set)
    except StoppedEarlyError:
        sys.exit(0)
    except EcosimError as error:
        return error
    except Exception as error:
        # Another process may not know its class.
        return RuntimeError(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
