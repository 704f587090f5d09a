"""`ecosim sweep` from its design to its table, stopped and resumed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner, Result

from ecosim.command_line import main
from ecosim.sweeps.compact import file_hash
from tests.sweeps.conftest import DesignFile

pytestmark = pytest.mark.slow

GAINS = [0.02, 0.03, 0.04]


def ecosim(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_sweep_prints_where_its_table_is_and_its_hash(
    design_file: DesignFile, tmp_path: Path
) -> None:
    done = ecosim("sweep", design_file(GAINS), "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert "9 runs are done." in done.stdout
    assert file_hash(tmp_path / "out" / "runs.arrow") in done.stdout
    assert len(pandas.read_feather(tmp_path / "out" / "runs.arrow")) == 9
    assert "9 of 9 runs" in (tmp_path / "out" / "sweep.log").read_text()


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design = design_file(GAINS)
    before = sorted(tmp_path.iterdir())
    done = ecosim("sweep", design, "--dry-run")
    told = json.loads(ecosim("sweep", design, "--dry-run", "--json").stdout)
    assert "3 points, 9 runs in 9 chunks." in done.stdout
    assert "threads here" in done.stdout
    assert (told["runs"], told["points"]) == (9, 3)
    assert 0 < told["seconds"] < 60
    assert told["size"] > 9 * 20 * 8 / 4
    assert sorted(tmp_path.iterdir()) == before


def test_json_tells_how_it_ended(design_file: DesignFile, tmp_path: Path) -> None:
    done = ecosim("sweep", design_file(GAINS), "--out", tmp_path / "out", "--json")
    told = json.loads(done.stdout)
    assert told == {
        "folder": str(tmp_path / "out"), "finished": True, "runs": 9, "done": 9, "failed": 0,
        "sha256": file_hash(tmp_path / "out" / "runs.arrow"),
    }  # fmt: skip


def test_shards_end_one_by_one(design_file: DesignFile, tmp_path: Path) -> None:
    design, out = design_file(GAINS), tmp_path / "out"
    first = ecosim("sweep", design, "--out", out, "--shard", "1/2", "--chunk", 2)
    assert first.exit_code == 0, first.stderr
    assert "This part is done: 5 of 9 runs" in first.stdout
    assert "9 runs are done." in ecosim("sweep", design, "--out", out, "--shard", "2/2").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--shard", "3/2"), "part 3 of 2 does not exist"),
        (("--shard", "x"), "not of the form I/N"),
        (("--time-limit", "0"), "not a number above 0"),
        (("--chunk", "0"), "0 is not from 1"),
        ((), "--out FOLDER is needed"),
    ],
)
def test_wrong_options_end_with_one_sentence(
    design_file: DesignFile, arguments: tuple[str, ...], said: str
) -> None:
    done = ecosim("sweep", design_file(GAINS), *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_keeps_what_is_whole_and_resume_ends_with_the_same_bytes(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design, out, whole = design_file(GAINS, replicates=2000), tmp_path / "out", tmp_path / "whole"
    process = command("sweep", design, "--out", out, "--chunk", 20)
    wait_for(lambda: any((out / "chunks").glob("*.arrow")))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "chunks are whole" in said
    assert not any((out / "begun").iterdir())
    assert ecosim("sweep", design, "--out", out, "--resume").exit_code == 0
    assert ecosim("sweep", design, "--out", whole).exit_code == 0
    assert file_hash(out / "runs.arrow") == file_hash(whole / "runs.arrow")


def command(*arguments: object) -> subprocess.Popen[str]:
    # A shell makes what runs in its background, such as these tests, deaf to interrupts.
    line = ["env", "--default-signal=INT", sys.executable, "-m", "ecosim", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(line, stdout=pipe, stderr=pipe, text=True, env=dict(os.environ))


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
