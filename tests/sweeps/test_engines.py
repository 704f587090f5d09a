"""Engines in processes, on Dask and on Slurm, used as their users do."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import dask
import pytest
from click.testing import CliRunner, Result

from ecosim.command_line import main
from ecosim.errors import InputError, RunError
from ecosim.sweeps import Options, sweep
from ecosim.sweeps.chunks import ChunkFiles, Marker
from ecosim.sweeps.compact import file_hash
from ecosim.sweeps.engines import Executors, Threads
from ecosim.sweeps.engines.dask_scheduler import DaskScheduler
from tests.sweeps.conftest import DesignFile
from tests.sweeps.dask_cluster import DaskCluster
from tests.sweeps.slurm import slurm, write_profile

pytestmark = pytest.mark.slow

GAINS = [0.02, 0.03, 0.04, 0.05]
QUICK = Options(chunk_runs=3, time_limit=60.0)


def ecosim(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def swept(design: Path, out: Path, *place: object) -> str:
    """Run a sweep by the command line and return the hash of its table."""
    done = ecosim("sweep", design, "--out", out, "--chunk", 3, "--time-limit", 60, "--json", *place)
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["finished"], told["runs"], told["failed"]) == (True, 12, 0)
    return str(told["sha256"])


@pytest.fixture(scope="module")
def dask_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    cluster = DaskCluster(tmp_path_factory.mktemp("dask"))
    cluster.start()
    yield cluster
    cluster.stop()


def test_threads_processes_and_an_executor_give_the_same_bytes(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design = design_file(GAINS)
    hashes = {swept(design, tmp_path / "threads", "--threads", 2),
              swept(design, tmp_path / "processes", "--workers", 2)}  # fmt: skip
    spawn = multiprocessing.get_context("spawn")
    pool = Executors(lambda: ProcessPoolExecutor(1, mp_context=spawn), 1)
    sweep(design, tmp_path / "pool", engine=pool, options=QUICK)
    hashes.add(file_hash(tmp_path / "pool" / "runs.arrow"))
    assert len(hashes) == 1


def test_a_dask_cluster_gives_the_same_bytes(
    dask_cluster: DaskCluster, design_file: DesignFile, tmp_path: Path
) -> None:
    design = design_file(GAINS)
    dask = swept(design, tmp_path / "dask", "--scheduler", dask_cluster.address)
    assert dask == swept(design, tmp_path / "here")


@pytest.mark.usefixtures("slurm_cluster")
def test_slurm_gives_the_same_bytes_by_dask_jobqueue_and_by_an_array(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design, profile, out = design_file(GAINS), write_profile(tmp_path), tmp_path / "array [b] 5%"
    through_dask = swept(design, tmp_path / "jobs", "--slurm", profile)
    script = tmp_path / "array.sh"
    done = ecosim(
        "sweep", design, "--out", out, "--slurm", profile, "--sbatch", script, "--chunk", 3
    )
    assert done.exit_code == 0, done.stderr
    slurm("sbatch", str(script))
    wait_until_idle()
    assert (out / "runs.arrow").exists(), [p.read_text() for p in (out / "logs").iterdir()]
    assert through_dask == file_hash(out / "runs.arrow") == swept(design, tmp_path / "here")


def wait_until_idle() -> None:
    deadline = time.monotonic() + 120
    while slurm("squeue", "--noheader").strip():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.usefixtures("slurm_cluster")
def test_jobs_that_slurm_refuses_or_that_end_at_once_end_the_sweep(
    design_file: DesignFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecosim.sweeps.engines.slurm_jobs._QUEUE_EVERY", 0.5)
    design, profile = design_file(GAINS), write_profile(tmp_path)
    good = profile.read_text()
    for wrong, said in (
        ('partition = "nowhere"', "Slurm refuses the jobs"),
        ('python = "/bin/false"', "jobs ended before they came to work"),
    ):
        profile.write_text(f"{good}{wrong}\n")
        done = ecosim("sweep", design, "--out", tmp_path / wrong[:6], "--slurm", profile)
        assert (done.exit_code, said in done.stderr) == (1, True), done.stderr


def test_everything_that_listens_does_so_on_loopback_alone(dask_cluster: DaskCluster) -> None:
    ours = {process.pid for process in dask_cluster.running}
    for _ in range(3):
        ours |= children_of(ours)
    assert len(ours) >= 4
    inodes = {inode for process in ours for inode in sockets_of(process)}
    listening = [entry for entry in listeners() if entry[1] in inodes]
    assert len(listening) >= 5
    assert {address for address, _ in listening} == {"0100007F"}


def children_of(processes: set[int]) -> set[int]:
    found = set()
    for process in processes:
        for file in Path(f"/proc/{process}/task").glob("*/children"):
            found |= {int(word) for word in file.read_text().split()}
    return found


def sockets_of(process: int) -> Iterator[str]:
    for link in Path(f"/proc/{process}/fd").iterdir():
        target = os.readlink(link) if link.is_symlink() else ""
        if target.startswith("socket:["):
            yield target[8:-1]


def listeners() -> Iterator[tuple[str, str]]:
    """Yield address and inode of every listening socket; IPv6 shows as a longer address."""
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A":
                yield words[1].split(":")[0], words[9]


def test_a_scheduler_that_is_not_there_is_named_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ecosim.sweeps.engines.dask_scheduler._CONNECT_LIMIT", 0.0)
    with pytest.raises(RunError, match=r"tcp://127.0.0.1:1: no scheduler answers"):
        DaskScheduler("tcp://127.0.0.1:1")


def test_a_scheduler_without_workers_is_not_waited_for_without_end(
    design_file: DesignFile, tmp_path: Path
) -> None:
    cluster = DaskCluster(tmp_path, workers=0)
    cluster.start()
    try:
        engine = DaskScheduler(cluster.address, patience=2.0)
        with pytest.raises(RunError, match="nobody has begun a chunk for 2 s"):
            sweep(design_file(GAINS), tmp_path / "out", engine=engine, options=QUICK)
    finally:
        cluster.stop()


def test_a_scheduler_off_this_machine_is_refused_without_tls() -> None:
    with pytest.raises(InputError, match="only tls:// is allowed there"):
        DaskScheduler("tcp://10.1.2.3:8786")
    with pytest.raises(InputError, match="needs certificates"):
        DaskScheduler("tls://10.1.2.3:8786")


def test_a_scheduler_with_tls_is_used_with_certificates(
    design_file: DesignFile, tmp_path: Path
) -> None:
    pem = certificate(tmp_path)
    options = ("--tls-ca-file", pem["cert"], "--tls-cert", pem["cert"], "--tls-key", pem["key"])
    cluster = DaskCluster(tmp_path, workers=1, options=options)
    cluster.start()
    tls = "distributed.comm.tls"
    named = {f"{tls}.ca-file": pem["cert"], f"{tls}.client.cert": pem["cert"],
             f"{tls}.client.key": pem["key"]}  # fmt: skip
    try:
        with dask.config.set(named):
            hashed = swept(design_file(GAINS), tmp_path / "out", "--scheduler", cluster.address)
    finally:
        cluster.stop()
    assert hashed == swept(design_file(GAINS), tmp_path / "here")


def certificate(folder: Path) -> dict[str, str]:
    files = {name: str(folder / f"{name}.pem") for name in ("cert", "key")}
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
               "/CN=ecosim", "-out", files["cert"], "-keyout", files["key"]]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return files


def test_a_worker_of_another_version_does_not_compute(
    monkeypatch: pytest.MonkeyPatch, design_file: DesignFile, tmp_path: Path
) -> None:
    monkeypatch.setattr("ecosim.sweeps.work.__version__", "0.0.9")
    with pytest.raises(RunError, match=r"a worker on \S+ has 0\.0\.9; one sweep needs one version"):
        sweep(design_file(GAINS), tmp_path / "out", options=QUICK)


def test_a_stuck_thread_of_another_process_is_nobody_s_here() -> None:
    engine = Threads(1)
    engine.recover(
        [Marker(0, False, "elsewhere", os.getpid(), Path()), Marker(0, False, "x", 1, Path())]
    )
    assert len(engine._threads) == 1
    engine.close()


def test_a_broken_executor_is_replaced_and_its_chunks_are_done_again(
    design_file: DesignFile, tmp_path: Path
) -> None:
    made = []

    def make() -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        made.append(pool)
        if len(made) == 1:
            pool.submit(os._exit, 3)
        return pool

    results = sweep(design_file(GAINS), tmp_path / "out", engine=Executors(make, 1), options=QUICK)
    assert (len(made), results.runs.num_rows) == (2, 12)
    assert not ChunkFiles(tmp_path / "out").markers()
