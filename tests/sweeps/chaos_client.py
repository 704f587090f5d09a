"""The client of a disturbed sweep: ``python -m tests.sweeps.chaos_client DESIGN OUT PLACE [WHERE]``."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ecosim.errors import EcosimError
from ecosim.sweeps import Options
from ecosim.sweeps.design import read_design
from ecosim.sweeps.engines import Engine, Processes
from ecosim.sweeps.sweep import run_sweep
from tests.sweeps.models import slow_and_fragile

PLACES = ("processes", "dask", "slurm", "array")

OPTIONS = Options(chunk_runs=4, time_limit=2.5, resume=True, model=slow_and_fragile)


def engine(place: str, where: str, out: Path) -> Engine:
    if place == "dask":
        from ecosim.sweeps.engines.dask_scheduler import DaskScheduler

        return DaskScheduler(where)
    if place == "slurm":
        from ecosim.sweeps.engines.profile import read_profile
        from ecosim.sweeps.engines.slurm_jobs import SlurmJobs

        return SlurmJobs(read_profile(Path(where)), out)
    return Processes(1 if place == "array" else 2)


def main() -> int:
    """Return 1 where the sweep says why it stops; its engine is closed in any case."""
    design, out, place, where = sys.argv[1:]
    part = tuple(map(int, where.split("/"))) if place == "array" else None
    options = replace(OPTIONS, shard=part)
    try:
        made = engine(place, where, Path(out))
        with closing(made):
            run_sweep(read_design(design), Path(out), made, options)
    except EcosimError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
