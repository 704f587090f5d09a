"""The process in which suspicious runs are tried: ``python -m ecosim.sweeps.child CONNECTION``."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection

import cloudpickle

from ecosim.engine.warm_up import warm_up
from ecosim.sweeps.blueprints import Blueprints
from ecosim.sweeps.careful import Order, Timed
from ecosim.sweeps.rows import Model, attempt


def main() -> None:
    """Answer an order run by run; whoever gave it may end, and so does this process then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    line = Connection(int(sys.argv[1]))
    order: Order = line.recv()
    threading.Thread(target=_end_with, args=[line], daemon=True).start()
    model: Model = cloudpickle.loads(order.model)
    blueprints = Blueprints(order.content)
    warm_up()
    line.send("ready")
    for point, replicate in order.tasks:
        signal.setitimer(signal.ITIMER_REAL, order.time_limit)
        began = time.perf_counter()
        row = attempt(model, blueprints, point, replicate)
        seconds = time.perf_counter() - began
        signal.setitimer(signal.ITIMER_REAL, 0)
        line.send(Timed(row, seconds))


def _end_with(line: Connection) -> None:
    """End this process when the other end of the line is gone: nothing more is ever sent to it."""
    line.poll(None)
    os._exit(1)


if __name__ == "__main__":
    main()
