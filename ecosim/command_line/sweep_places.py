"""Where a sweep shall be computed, as options say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ecosim.errors import InputError
from ecosim.experiments.replicates import usable_threads
from ecosim.sweeps.engines import Engine, Processes, Threads
from ecosim.sweeps.engines.profile import SlurmProfile, read_profile

__all__ = ["Place", "logs_folder", "place_of"]


@dataclass(frozen=True)
class Place:
    """Where chunks are computed.

    Parameters
    ----------
    words : who computes
    workers : how many chunks at a time
    opened : returns the engine for the sweep in a folder
    profile : of a Slurm cluster
    """

    words: str
    workers: int
    opened: Callable[[Path], Engine]
    profile: SlurmProfile | None = None


def place_of(
    threads: int | None, workers: int | None, scheduler: str | None, slurm: Path | None
) -> Place:
    """Return the place that options name; threads of this process where they name none.

    Raises
    ------
    InputError
        for several places, or one that cannot be used
    """
    given = {"--threads": threads, "--workers": workers, "--scheduler": scheduler,
             "--slurm": slurm}  # fmt: skip
    named = [name for name, value in given.items() if value is not None]
    if len(named) > 1:
        raise InputError(f"{' and '.join(named)}: a sweep is computed in one place; name one")
    if workers is not None:
        return Place(f"{workers} processes here", workers, lambda _: Processes(workers))
    if scheduler is not None:
        return _at_scheduler(scheduler)
    if slurm is not None:
        return _on_slurm(read_profile(slurm))
    count = usable_threads(threads)
    return Place(f"{count} threads here", count, lambda _: Threads(count))


def logs_folder(folder: Path) -> Path:
    """Return the folder for what jobs of a cluster print, made where it is missing."""
    logs = folder.resolve() / "logs"
    logs.mkdir(exist_ok=True)
    return logs


# Dask takes most of a second to import, which other places need not wait for.
def _at_scheduler(address: str) -> Place:
    from ecosim.sweeps.engines.addresses import check_address
    from ecosim.sweeps.engines.dask_scheduler import DaskScheduler

    check_address(address)
    return Place("one worker", 1, lambda _: DaskScheduler(address))


def _on_slurm(profile: SlurmProfile) -> Place:
    def opened(folder: Path) -> Engine:
        from ecosim.sweeps.engines.slurm_jobs import SlurmJobs

        return SlurmJobs(profile, logs_folder(folder))

    return Place(f"{profile.workers} processes of Slurm", profile.workers, opened, profile)
