"""A Dask scheduler and worker processes, started as a user would, on loopback alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

LOCAL = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")
START_LIMIT = 60.0


class DaskCluster:
    """A scheduler with workers, at one address however often it is started again.

    Parameters
    ----------
    folder : for what they print
    workers : number of processes, each with a nanny that replaces it
    options : of both commands
    """

    def __init__(
        self,
        folder: Path,
        workers: int = 2,
        options: tuple[str, ...] = (),
    ) -> None:
        self._folder, self._workers, self._options = folder, workers, options
        path = os.pathsep.join(filter(None, sys.path))
        self.environment = {**os.environ, "PYTHONPATH": path}
        self.running: list[subprocess.Popen[bytes]] = []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        protocol = "tls" if "--tls-key" in options else "tcp"
        self.address = f"{protocol}://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start the scheduler and then the workers."""
        port = str(self._port)
        scheme = self.address.split(":")[0]
        self._run("scheduler", "--host", f"{scheme}://127.0.0.1", "--port", port)
        self._wait_for_scheduler()
        if self._workers:
            self._run("worker", self.address, "--nworkers", str(self._workers), "--nthreads", "1",
                      "--host", f"{scheme}://127.0.0.1", "--death-timeout", "30")  # fmt: skip

    def kill_scheduler(self) -> None:
        """End the scheduler as a crash of its machine would, and wait until workers gave up."""
        scheduler, workers = self.running
        scheduler.kill()
        scheduler.wait()
        with suppress(subprocess.TimeoutExpired):
            workers.wait(20)
        self.stop()

    def stop(self) -> None:
        """End everything."""
        for process in reversed(self.running):
            process.send_signal(signal.SIGTERM)
        for process in reversed(self.running):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running = []

    def _run(self, what: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "dask", what, *arguments, *LOCAL, *self._options]
        with (self._folder / f"dask-{what}.log").open("ab") as log:
            self.running.append(
                subprocess.Popen(command, stdout=log, stderr=log, env=self.environment)
            )

    def _wait_for_scheduler(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), 1):
                return
            assert time.monotonic() < deadline, "no scheduler comes up"
            time.sleep(0.1)
