"""Killed at any moment or out of space, a writer leaves whole files and the earlier results."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ecosim.errors import InputError, RunError
from ecosim.results import Results
from ecosim.results.formats import read_schema, read_table
from ecosim.results.writer import ResultsWriter

KILLED_AT_EVERY_STEP = """
import os, shutil, signal, sys
from pathlib import Path
from ecosim.results import Results

def save_until(step, source, target):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        if event in ("open", "os.rename", "os.remove") and str(target) in str(arguments[0]):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
    results = Results.read(source)
    for name in results.recorded:
        results.table(name)
    sys.addaudithook(count)
    results.save(target)
    os._exit(0)

earlier, later, work = map(Path, sys.argv[1:])
for step in range(1, 1000):
    target = work / f"step-{step:03d}"
    shutil.copytree(earlier, target)
    child = os.fork()
    if child == 0:
        save_until(step, later, target)
    if os.waitpid(child, 0)[1] == 0:
        break
"""

SAVING_FOR_EVER = """
import itertools, sys
from ecosim.results import Results

sources = [Results.read(source) for source in sys.argv[2:]]
for source in itertools.cycle(sources):
    source.save(sys.argv[1])
    print("saved", flush=True)
"""

IN_A_SMALL_FILE = """
import json, resource, sys
from ecosim.errors import RunError
from ecosim.results import Results

results = Results.read(sys.argv[1])
for name in results.recorded:
    results.table(name)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    results.save(sys.argv[2], sys.argv[3])
except RunError as error:
    print(json.dumps(str(error)))
"""


def python(script: str, *arguments: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)


def rows(results: Results) -> dict[str, Any]:
    return {name: results.table(name) for name in results.recorded}


def state_of(target: Path, states: dict[str, Results]) -> str:
    """Return whose results a folder holds; every file in it must be whole and known."""
    for path in target.glob("*.arrow"):
        found = read_table(path)
        assert any(rows(state).get(path.stem) == found for state in states.values()), path
    if len({read_schema(path).metadata[b"ecosim"] for path in target.glob("*.arrow")}) > 1:
        with pytest.raises(InputError, match="from another experiment"):
            Results.read(target)
        return "mixed"
    found = rows(Results.read(target))
    (name,) = [name for name, state in states.items() if rows(state) == found]
    return name


@pytest.fixture
def states(tables, make_tables, make_run, provenance, tmp_path) -> dict[str, Results]:
    """Return earlier results with every table, and later ones with fewer; both are saved."""
    later = make_tables([make_run(7)])
    del later["relationships"], later["events"]
    made = {
        "earlier": Results.from_tables(tables, provenance),
        "later": Results.from_tables(later, {**provenance, "command": "another"}),
    }
    for name, state in made.items():
        state.save(tmp_path / name)
    return made


@pytest.fixture
def large(make_run, make_tables, provenance) -> Results:
    """Return results of several megabytes that hardly compress."""

    class Noisy(make_run):
        @property
        def firms(self) -> np.ndarray:
            shape = super().firms.shape
            return np.random.default_rng(self.replicate).random(shape, dtype=np.float32)

    runs = [Noisy(i, firm_ids=tuple(f"firm {n}" for n in range(500))) for i in range(8)]
    return Results.from_tables(make_tables(runs), {**provenance, "command": "large"})


@pytest.fixture
def tiny_disk(tmp_path) -> Iterator[Path]:
    """Return a file system of its own with room for a few small tables."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("mounting a file system is not permitted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_killed_before_every_single_step_it_leaves_whole_files(states, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    python(KILLED_AT_EVERY_STEP, tmp_path / "earlier", tmp_path / "later", work)
    steps = sorted(work.iterdir())
    seen = [state_of(step, states) for step in steps]

    assert seen == sorted(seen, key=["earlier", "mixed", "later"].index)
    assert seen[-1] == "later"
    counts = Counter(seen)
    # Staging three tables opens six files; three renames and two removals follow.
    assert counts["earlier"] >= 4
    assert counts["mixed"] >= 3
    for step in steps:
        states["later"].save(step)
        assert {path.stem for path in step.iterdir()} == set(states["later"].recorded)


@pytest.mark.slow
def test_killed_at_chance_moments_it_leaves_whole_files(states, large, tmp_path):
    large.save(tmp_path / "large")
    states = {"earlier": states["earlier"], "large": large}
    target = tmp_path / "target"
    sources = [str(tmp_path / name) for name in states]
    cut_off = 0
    for delay in np.linspace(0.0, 0.25, 9):
        command = [sys.executable, "-c", SAVING_FOR_EVER, str(target), *sources]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"saved\n"
            time.sleep(delay)
            child.kill()
        assert state_of(target, states) in {"earlier", "large", "mixed"}
        cut_off += any(target.glob("*.partial"))
    assert cut_off >= 1


def test_on_a_full_disk_earlier_results_stay(results, large, tiny_disk, format):
    target = tiny_disk / "out"
    results.save(target, format)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    with pytest.raises(RunError, match=r"^[^\n]*No space left on device[^\n]*are? whole$"):
        large.save(target, format)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert rows(Results.read(target)) == rows(results)


def test_a_report_that_does_not_fit_leaves_no_part_of_it(tables, provenance, tiny_disk):
    with ResultsWriter(tiny_disk, provenance) as writer:
        writer.write("runs", tables["runs"])
        with pytest.raises(RunError, match=r"report\.html: cannot be written: No space left"):
            writer.write_file("report.html", bytes(1_000_000))
    assert [path.name for path in tiny_disk.iterdir()] == ["runs.arrow"]


def test_on_a_read_only_disk_the_folder_is_refused(results, tiny_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    with pytest.raises(InputError, match="cannot be written to"):
        results.save(tiny_disk)
    with pytest.raises(InputError, match="Read-only file system"):
        results.save(tiny_disk / "out")


def test_when_a_file_may_not_grow_earlier_results_stay(results, large, tmp_path, format):
    target = tmp_path / "target"
    results.save(target, format)
    large.save(tmp_path / "large")
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    done = python(IN_A_SMALL_FILE, tmp_path / "large", target, format)
    assert "cannot be written: File too large" in json.loads(done.stdout)
    assert done.stderr == ""
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
