"""The dashboards in a process of their own: for tests, benchmarks and the pictures of documents."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

__all__ = ["served"]

_CHECKOUT = Path(__file__).resolve().parents[1]
_PATIENCE = 300.0  # seconds, in which kernels may have to be compiled


@contextlib.contextmanager
def served(
    *options: str, environment: Mapping[str, str] | None = None, log: IO[str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the dashboards of this checkout; yield their address and process, and end it.

    Parameters
    ----------
    options : further words of ``ecosim dashboard``
    environment : further variables of the process
    log : file for what the process says; by default nobody hears it

    Raises
    ------
    RuntimeError
        when the server ends early or does not answer
    """
    port = _free_port()
    command = [sys.executable, "-m", "ecosim", "dashboard", "--port", str(port), *options]
    variables = {**os.environ, "PYTHONPATH": str(_CHECKOUT), **(environment or {})}
    out = subprocess.DEVNULL if log is None else log
    with subprocess.Popen(command, stdout=out, stderr=out, env=variables) as process:
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError("the dashboards could not be served")
