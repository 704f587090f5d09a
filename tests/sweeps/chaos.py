"""Disturbing a sweep in every way there is, and seeing whether it minds.

The tests are short campaigns; ``make chaos`` is the long one.
"""

from __future__ import annotations

import os
import random
import shlex
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ecosim.results import Results
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.compact import file_hash
from ecosim.sweeps.design import read_design
from ecosim.sweeps.sweep import freeze
from tests.sweeps.chaos_client import OPTIONS
from tests.sweeps.dask_cluster import DaskCluster
from tests.sweeps.models import CRASH, HANG, RAISE
from tests.sweeps.slurm import slurm

GAINS = [0.02, CRASH, 0.03, HANG, 0.04, RAISE]
FLAGGED = {"000001-000001": "crashed", "000003-000001": "timeout", "000005-000001": "error"}
_TOKEN = "ECOSIM_CHAOS"
_LEFT_LIMIT = 60.0


@dataclass
class Record:
    """What was done to a sweep, and what became of it."""

    place: str
    done: Counter[str] = field(default_factory=Counter)
    restarts: int = 0
    seconds: float = 0.0
    runs: int = 0
    flagged: dict[str, str] = field(default_factory=dict)
    sha256: str = ""
    left: list[str] = field(default_factory=list)


class Campaign:
    """A sweep in one place, its clients, and who disturbs them.

    Parameters
    ----------
    place : of ``chaos_client.PLACES``
    where : address or profile, if the place has one
    design, out : of the sweep
    cluster : Dask's, where there is one
    limit : seconds for everything
    """

    def __init__(
        self,
        place: str,
        where: str,
        design: Path,
        out: Path,
        cluster: DaskCluster | None = None,
        limit: float = 900.0,
    ) -> None:
        self.record = Record(place)
        self._where, self._design, self._out, self._cluster = where, design, out, cluster
        self._token = uuid.uuid4().hex
        self._deadline = time.monotonic() + limit
        self._random = random.Random(1)
        self._files = ChunkFiles(out)
        self._log = out.with_name(f"{out.name}.log")
        self._client: subprocess.Popen[bytes] | None = None
        if cluster is not None:
            cluster.environment[_TOKEN] = self._token

    def undergo(self, disturbances: list[str], pause: float) -> Record:
        """Do these in this order, each when somebody is at work, and let the sweep end.

        Raises
        ------
        AssertionError
            when the sweep ends before, or does not end
        """
        began = time.monotonic()
        freeze(read_design(self._design), self._out, OPTIONS)
        try:
            for name in disturbances:
                self._rest(pause)
                self._until(getattr(self, name))
                self.record.done[name] += 1
            self._until(lambda: self._ended() == 0)
        finally:
            self._end_client()
        self.record.seconds = time.monotonic() - began
        self._read()
        return self.record

    def processes_left(self) -> list[str]:
        """Return what still runs of this campaign, after waiting for a minute at most."""
        deadline = time.monotonic() + _LEFT_LIMIT
        while (left := _with_token(self._token)) and time.monotonic() < deadline:
            time.sleep(0.5)
        self.record.left = left
        return left

    # Each returns whether it was possible now.

    def kill_worker(self) -> bool:
        """Kill a process in the middle of a chunk."""
        running = [m.process for m in self._files.markers() if _has_token(m.process, self._token)]
        return bool(running) and _kill(self._random.choice(running))

    def kill_client(self) -> bool:
        """Kill the client; it is started again when somebody looks."""
        if not self._files.markers() or self._ended() is not None or self._client is None:
            return False
        self._client.kill()
        self._client.wait()
        return True

    def kill_scheduler(self) -> bool:
        """Kill Dask's scheduler, and start it and its workers again."""
        if not self._files.markers() or self._cluster is None:
            return False
        self._cluster.kill_scheduler()
        self._cluster.start()
        return True

    def cancel_job(self) -> bool:
        """Cancel a job of Slurm that runs."""
        return self._with_job("scancel")

    def requeue_job(self) -> bool:
        """Make Slurm end a job and put it into its queue again."""
        return self._with_job("scontrol", "requeue")

    def fill_disk(self) -> bool:
        """Fill the disk until the client gives up, and make room again."""
        if not self._files.markers():
            return False
        filler = self._out.parent / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        self._until(lambda: self._client is not None and self._client.poll() == 1)
        filler.unlink()
        return True

    def _with_job(self, *command: str) -> bool:
        running = slurm("squeue", "--noheader", "--states=RUNNING", "--format=%i").split()
        if not running or not self._files.markers():
            return False
        slurm(*command, self._random.choice(running))
        return True

    def _rest(self, pause: float) -> None:
        """Wait, and see to it that a client is at work."""
        rested = time.monotonic() + pause
        self._until(lambda: time.monotonic() > rested)

    def _until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition, starting clients that ended; every wait has its limit."""
        while not condition():
            assert time.monotonic() < self._deadline, f"not in time: {self.record}"
            early = f"ended before it was disturbed enough: {self.record}"
            assert self._ended() != 0 or condition(), early
            if self._ended() not in (None, 0):
                self._start_client()
            time.sleep(0.05)

    def _ended(self) -> int | None:
        """Return how the client ended; 1 where none was started yet."""
        return 1 if self._client is None else self._client.poll()

    def _start_client(self) -> None:
        self.record.restarts += self._client is not None
        path = os.pathsep.join(filter(None, sys.path))
        command = [sys.executable, "-m", "tests.sweeps.chaos_client", str(self._design),
                   str(self._out), self.record.place]  # fmt: skip
        if self.record.place == "array":
            command = ["sbatch", "--wait", "--array=1-2", "--requeue", f"--output={self._log}",
                       f"--wrap={shlex.join(command)} $SLURM_ARRAY_TASK_ID/2"]  # fmt: skip
        else:
            command.append(self._where)
        with self._log.open("ab") as log:
            self._client = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": path, _TOKEN: self._token},
            )

    def _end_client(self) -> None:
        if self._client is not None:
            self._client.kill()
            self._client.wait()

    def _read(self) -> None:
        rows = Results.read(self._out).runs.select(["run_id", "status"]).to_pylist()
        assert len({row["run_id"] for row in rows}) == len(rows)
        self.record.runs = len(rows)
        self.record.flagged = {r["run_id"]: r["status"] for r in rows if r["status"] != "ok"}
        self.record.sha256 = file_hash(self._out / "runs.arrow")


def _kill(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
        return True
    return False


def _has_token(process: int, token: str) -> bool:
    with suppress(OSError):
        return f"{_TOKEN}={token}".encode() in Path(f"/proc/{process}/environ").read_bytes()
    return False


def _with_token(token: str) -> list[str]:
    """Return the command lines of processes that carry a token, but for this one."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        process = int(folder.name)
        if process != os.getpid() and _has_token(process, token):
            with suppress(OSError):
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found.append(f"{process}: {line}")
    return found
