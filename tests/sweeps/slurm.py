"""A real Slurm of one node, all of it in one folder: daemons, keys, spool and logs."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "sinfo", "scontrol", "scancel")
START_LIMIT = 15.0
_CONF = """\
ClusterName=ecosim
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={daemon}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1,sched_min_interval=10000,bf_continue
RequeueExit=99
KillWait=5
ReturnToService=2
SwitchType=switch/none
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=4000 State=UNKNOWN
PartitionName=debug Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


class NoSlurmError(Exception):
    """Slurm cannot start on this machine."""


@contextmanager
def one_node_slurm(folder: Path, cpus: int = 2) -> Iterator[None]:
    """Bring up Slurm, reached by ``SLURM_CONF``, and take it down by its pid files.

    Raises
    ------
    NoSlurmError
        with the reason, where it does not come up within its time limit
    """
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        raise NoSlurmError(f"{', '.join(missing)} not installed")
    if os.geteuid() != 0:
        raise NoSlurmError("its daemons need root")
    _write_configuration(folder, cpus)
    before = os.environ.get("SLURM_CONF")
    os.environ["SLURM_CONF"] = str(folder / "slurm.conf")
    try:
        _start(folder)
        yield
    finally:
        _stop(folder)
        os.environ.pop("SLURM_CONF")
        if before is not None:
            os.environ["SLURM_CONF"] = before


def _write_configuration(folder: Path, cpus: int) -> None:
    for name in ("state", "spool"):
        (folder / name).mkdir(parents=True)
    key = folder / "munge.key"
    key.touch(0o600)
    key.write_bytes(secrets.token_bytes(128))
    controller, daemon = _free_ports(2)
    conf = _CONF.format(
        host=socket.gethostname(), folder=folder, controller=controller, daemon=daemon, cpus=cpus
    )
    (folder / "slurm.conf").write_text(conf)


def _free_ports(count: int) -> list[int]:
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def _start(folder: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    files = [f"--{name}-file={folder}/munge.{name}" for name in ("key", "pid", "log", "seed")]
    _run("munged", "--force", f"--socket={folder}/munge.socket", *files)
    _run("slurmctld", "-c")
    _run("slurmd")
    state = ""
    while not state.startswith("idle"):
        if time.monotonic() > deadline:
            raise NoSlurmError(f"not idle after {START_LIMIT:g} s, but {state or 'silent'!r}")
        time.sleep(0.1)
        state = slurm("sinfo", "--noheader", "--format=%T", check=False).strip()


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=START_LIMIT, check=False)
    if done.returncode:
        raise NoSlurmError(f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")


def slurm(*command: str, check: bool = True) -> str:
    """Run a command of Slurm and return what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=check)
    return done.stdout


def write_profile(folder: Path, jobs: int = 2) -> Path:
    """Write a profile of jobs that this Slurm can run."""
    file = folder / "cluster.toml"
    file.write_text(f'[slurm]\njobs = {jobs}\ncores = 1\nmemory = "1GB"\nwalltime = "00:20:00"\n')
    return file


def _stop(folder: Path) -> None:
    """End the daemons that this folder's pid files name, gently and then for sure."""
    with suppress(subprocess.SubprocessError):
        slurm("scancel", "--user=root", check=False)
        slurm("scontrol", "shutdown", check=False)
    files = [folder / name for name in ("slurmd.pid", "slurmctld.pid", "munge.pid")]
    processes = [int(file.read_text()) for file in files if file.exists()]
    for ask in (signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, ask)
        _wait_for_end(processes)


def _wait_for_end(processes: list[int]) -> None:
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{process}").exists() for process in processes):
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)
