"""Jobs of a Slurm cluster as workers of a Dask scheduler in this process, by dask-jobqueue."""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import dask
import distributed

from ecosim.errors import InputError, RunError
from ecosim.scenarios.messages import brief
from ecosim.sweeps.engines.dask_scheduler import QUIET, DaskScheduler
from ecosim.sweeps.engines.profile import SlurmProfile

__all__ = ["SlurmJobs"]

_DEATH_LIMIT = 30
_QUEUE_EVERY = 10.0
_ASK_LIMIT = 20.0
_MOST_IN_VAIN = 3
_QUIETLY = [
    f"export DASK_{name.upper().replace('.', '__').replace('-', '_')}={value}"
    for name, value in QUIET.items()
]


class SlurmJobs(DaskScheduler):
    """As many jobs as a profile says; those that end before the sweep are replaced.

    The scheduler lies in this process, on this machine alone or, with certificates, on the
    network. Jobs that lose it end by themselves.

    Parameters
    ----------
    profile : what to ask for
    logs : folder for what jobs print

    Raises
    ------
    InputError
        where there is no Slurm here, or dask-jobqueue is not installed
    RunError
        where Slurm refuses the jobs
    """

    def __init__(self, profile: SlurmProfile, logs: Path) -> None:
        self._jobs, self._logs = profile.slurm.jobs, logs
        self._in_vain = 0
        self._asked = time.monotonic()
        self._cluster = _cluster(profile, logs)
        try:
            _check_accepted(self._cluster.job_script())
            super().__init__(
                self._cluster.scheduler_address,
                self._cluster.security,
                3600.0 * profile.slurm.queue_hours,
            )
            self._scale()
        except BaseException:
            self._cluster.close(timeout=_ASK_LIMIT)
            raise

    @property
    def patience(self) -> float:
        """Return how long jobs may wait in the queue; raise when they end before they work."""
        if self._in_vain > _MOST_IN_VAIN * self._jobs:
            raise RunError(
                f"--slurm: {self._in_vain} jobs ended before they came to work; "
                f"{self._logs} holds what they printed"
            )
        return super().patience

    def close(self) -> None:
        """Cancel the jobs."""
        super().close()
        with suppress(Exception):
            self._cluster.close(timeout=_ASK_LIMIT)

    def _look(self) -> None:
        """Count workers, and ask for jobs in place of those that are gone."""
        super()._look()
        self._in_vain = 0 if self.workers else self._in_vain
        with suppress(Exception):
            if time.monotonic() - self._asked > _QUEUE_EVERY:
                self._asked = time.monotonic()
                self._forget_jobs_without_worker()
            self._scale()

    def _scale(self) -> None:
        self._cluster.scale(jobs=self._jobs)

    def _forget_jobs_without_worker(self) -> None:
        """Strike off jobs that Slurm no longer knows and that no worker speaks for.

        Dask notices the loss of a worker, not that of a job that never came to have one.
        """
        here = {str(w["name"]) for w in self._cluster.scheduler_info["workers"].values()}
        silent = {
            name: job.job_id
            for name, job in self._cluster.workers.items()
            if not any(worker == name or worker.startswith(f"{name}-") for worker in here)
        }
        if silent:
            queued = _queued()
            for name, job in silent.items():
                if job is not None and job not in queued:
                    self._in_vain += 1
                    self._cluster.loop.add_callback(self._cluster.workers.pop, name, None)


def _check_accepted(script: str) -> None:
    """Ask Slurm whether it would take a job: dask-jobqueue keeps to itself that it does not."""
    command = ["sbatch", "--test-only"]
    done = subprocess.run(
        command, input=script, capture_output=True, text=True, check=False, timeout=_ASK_LIMIT
    )
    if done.returncode:
        raise RunError(f"--slurm: Slurm refuses the jobs: {brief(done.stderr.strip(), 200)}")


def _queued() -> set[str]:
    """Return the numbers of this user's jobs that wait or run."""
    command = ["squeue", "--me", "--noheader", "--format=%i"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=_ASK_LIMIT)
    return set(done.stdout.split())


def _cluster(profile: SlurmProfile, logs: Path) -> Any:
    """Return a scheduler in this process that can ask for jobs."""
    try:
        from dask_jobqueue import SLURMCluster
    except ImportError:
        raise InputError("--slurm needs dask-jobqueue: pip install 'ecosim[slurm]'") from None
    if shutil.which("sbatch") is None:
        raise InputError("--slurm: there is no sbatch on this machine; log in where Slurm is")
    asked, security = profile.slurm, _security(profile)
    local = ["--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
    dask.config.set({**QUIET, "distributed.deploy.lost-worker-timeout": "5s"})
    try:
        return SLURMCluster(
            cores=asked.cores, processes=asked.cores, memory=asked.memory,
            queue=asked.partition, account=asked.account, walltime=asked.walltime,
            job_extra_directives=[profile.log_directive(logs, "worker-%J"), *asked.options],
            job_script_prologue=[*_QUIETLY, *asked.prologue],
            python=asked.python, interface=asked.interface, security=security,
            protocol="tls://" if security else "tcp://", log_directory=None,
            death_timeout=_DEATH_LIMIT, job_name="ecosim-sweep", worker_extra_args=local,
            scheduler_options={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        )  # fmt: skip
    except (RuntimeError, ValueError, OSError) as error:
        raise RunError(f"--slurm: no scheduler comes up: {brief(str(error), 200)}") from None


def _security(profile: SlurmProfile) -> distributed.Security | None:
    if profile.tls is None:
        return None
    files = {}
    for role in ("scheduler", "worker", "client"):
        files[f"tls_{role}_cert"] = profile.tls.certificate
        files[f"tls_{role}_key"] = profile.tls.key
    return distributed.Security(tls_ca_file=profile.tls.ca, require_encryption=True, **files)
