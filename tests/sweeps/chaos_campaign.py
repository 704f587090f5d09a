"""The long campaign, ``make chaos``: every place, at least 20 workers and 3 clients killed.

It prints its record as Markdown, and ends with 1 where something was lost, doubled or left behind.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.sweeps.chaos import FLAGGED, GAINS, Campaign, Record
from tests.sweeps.conftest import mounted, write_design
from tests.sweeps.dask_cluster import DaskCluster
from tests.sweeps.slurm import one_node_slurm, write_profile

_REPLICATES = 400
_PAUSE = 2.0
_LIMIT = 3600.0
_KILLS = ["kill_worker"]


def main() -> int:
    """Return 0 when every place ended with the bytes of the undisturbed sweep."""
    with tempfile.TemporaryDirectory(prefix="ecosim-chaos-") as name, ExitStack() as stack:
        folder = Path(name)
        design = write_design(folder, GAINS, _REPLICATES)
        places = (_in_peace, _on_processes, _on_dask, _on_slurm, _in_an_array)
        stack.enter_context(one_node_slurm(folder / "slurm-daemons"))
        records = []
        for place in places:
            records.append(place(folder, design))
            sys.stderr.write(f"{records[-1]}\n")
    sys.stdout.write(_table(records))
    killed = sum((record.done for record in records), Counter[str]())
    enough = killed["kill_worker"] >= 20 and killed["kill_client"] >= 3
    return 0 if enough and all(_is_good(record, records[0]) for record in records) else 1


def _is_good(record: Record, peace: Record) -> bool:
    runs = len(GAINS) * _REPLICATES
    same = (record.sha256, record.runs) == (peace.sha256, runs)
    return same and record.flagged == FLAGGED and not record.left


def _in_peace(folder: Path, design: Path) -> Record:
    return _undergone(Campaign("processes", "", design, folder / "peace", limit=_LIMIT), [])


def _on_processes(folder: Path, design: Path) -> Record:
    with mounted(folder / "disk", "20m") as disk:
        campaign = Campaign("processes", "", design, disk / "out", limit=_LIMIT)
        return _undergone(campaign, [*_KILLS * 4, "kill_client", "fill_disk", *_KILLS * 3])


def _on_dask(folder: Path, design: Path) -> Record:
    cluster = DaskCluster(folder)
    campaign = Campaign("dask", cluster.address, design, folder / "dask", cluster, _LIMIT)
    cluster.start()
    done = [*_KILLS * 4, "kill_client", "kill_scheduler", *_KILLS * 3, "kill_client"]
    return _undergone(campaign, done, cluster.stop)


def _on_slurm(folder: Path, design: Path) -> Record:
    profile = write_profile(folder)
    campaign = Campaign("slurm", str(profile), design, folder / "slurm", limit=_LIMIT)
    done = [*_KILLS * 3, "cancel_job", "kill_client", "requeue_job", *_KILLS * 2, "cancel_job"]
    return _undergone(campaign, done)


def _in_an_array(folder: Path, design: Path) -> Record:
    campaign = Campaign("array", "", design, folder / "array", limit=_LIMIT)
    return _undergone(campaign, [*_KILLS * 2, "requeue_job", *_KILLS * 2, "cancel_job"])


def _undergone(
    campaign: Campaign, disturbances: list[str], stop: Callable[[], None] = lambda: None
) -> Record:
    try:
        record = campaign.undergo(disturbances, _PAUSE)
    finally:
        stop()
    campaign.processes_left()
    return record


def _table(records: list[Record]) -> str:
    head = ("place", "done to it", "clients started again", "rows", "flagged", "left", "SHA-256")
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for record in records:
        done = ", ".join(
            f"{count} × {name.replace('_', ' ')}" for name, count in record.done.items()
        )
        flagged = ", ".join(f"{run} {status}" for run, status in record.flagged.items())
        cells = (record.place, done or "nothing", str(record.restarts), f"{record.runs:,}",
                 flagged, str(len(record.left)), record.sha256[:12])  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
