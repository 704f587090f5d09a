"""A sweep whose workers, clients and schedulers die ends with the rows of one left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sweeps.chaos import FLAGGED, GAINS, Campaign, Record
from tests.sweeps.conftest import DesignFile, mounted
from tests.sweeps.dask_cluster import DaskCluster
from tests.sweeps.slurm import write_profile

pytestmark = pytest.mark.slow

REPLICATES = 48


@pytest.fixture(scope="module")
def kept() -> dict[str, Record]:
    """Keep what an undisturbed sweep with poisoned runs ends with: two tests compare with it."""
    return {}


def in_peace(kept: dict[str, Record], design: Path, tmp_path: Path) -> Record:
    if "poisoned" not in kept:
        campaign = Campaign("processes", "", design, tmp_path / "peace")
        kept["poisoned"] = campaign.undergo([], 0.0)
        assert kept["poisoned"].flagged == FLAGGED
    return kept["poisoned"]


def check(campaign: Campaign, record: Record, peace: Record) -> None:
    assert (record.runs, record.flagged) == (peace.runs, peace.flagged)
    assert record.sha256 == peace.sha256
    assert campaign.processes_left() == []


def test_processes_are_killed_and_the_disk_is_full(
    design_file: DesignFile, tmp_path: Path, kept: dict[str, Record]
) -> None:
    design = design_file(GAINS, REPLICATES)
    peace = in_peace(kept, design, tmp_path)
    with mounted(tmp_path / "disk", "24m") as disk:
        campaign = Campaign("processes", "", design, disk / "out")
        record = campaign.undergo(["kill_worker", "kill_client", "fill_disk"], 0.3)
        check(campaign, record, peace)


def test_a_dask_cluster_loses_workers_its_scheduler_and_the_client(
    design_file: DesignFile, tmp_path: Path, kept: dict[str, Record]
) -> None:
    design = design_file(GAINS, REPLICATES)
    peace = in_peace(kept, design, tmp_path)
    cluster = DaskCluster(tmp_path)
    campaign = Campaign("dask", cluster.address, design, tmp_path / "out", cluster)
    cluster.start()
    try:
        record = campaign.undergo(["kill_worker", "kill_client", "kill_scheduler"], 0.3)
    finally:
        cluster.stop()
    check(campaign, record, peace)


@pytest.mark.usefixtures("slurm_cluster")
def test_slurm_cancels_and_requeues_jobs_and_the_client_is_killed(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design = design_file([0.02, 0.03, 0.04], 2 * REPLICATES)
    peace = Campaign("processes", "", design, tmp_path / "peace").undergo([], 0.0)
    campaign = Campaign("slurm", str(write_profile(tmp_path)), design, tmp_path / "out")
    record = campaign.undergo(["cancel_job", "kill_client", "requeue_job"], 0.3)
    check(campaign, record, peace)
