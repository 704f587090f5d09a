"""Profiles of a Slurm cluster, the script for an array, and what is said of wrong ones."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecosim.command_line import main
from ecosim.errors import InputError
from ecosim.sweeps.engines.addresses import check_address
from ecosim.sweeps.engines.array_job import array_script
from ecosim.sweeps.engines.profile import PROFILE_TEMPLATE, read_profile
from tests.sweeps.conftest import DesignFile

GOOD = '[slurm]\njobs = 3\ncores = 2\nmemory = "2GiB"\nwalltime = "1-02:00:00"\n'


def ecosim(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def profile(folder: Path, text: str) -> Path:
    file = folder / "cluster.toml"
    file.write_text(text)
    return file


def test_a_new_profile_is_a_good_one(tmp_path: Path) -> None:
    file = tmp_path / "cluster.toml"
    assert ecosim("slurm", "new", file).exit_code == 0
    assert file.read_text() == PROFILE_TEMPLATE
    checked = ecosim("slurm", "check", file)
    assert (checked.exit_code, "4 jobs, 8 runs at a time" in checked.stdout) == (0, True)
    assert ecosim("slurm", "new", file).exit_code == 2


def test_every_key_that_the_template_shows_as_a_comment_is_allowed(tmp_path: Path) -> None:
    shown = [line.removeprefix("# ") for line in PROFILE_TEMPLATE.splitlines()]
    keys = [line for line in shown if " = " in line or line.startswith("[")]
    for name in ("ca.pem", "ecosim.pem", "ecosim.key"):
        (tmp_path / "certificates").mkdir(exist_ok=True)
        (tmp_path / "certificates" / name).touch()
    read = read_profile(profile(tmp_path, "\n".join(keys)))
    assert read.slurm.options == ["--qos=long"]
    assert read.tls is not None
    assert Path(read.tls.key).is_absolute()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no table [slurm]"),
        ("[slurm", "not valid TOML"),
        (GOOD + "quue = 'x'\n", "slurm.quue: there is no such key"),
        (GOOD + "partitoin = 'x'\n", "did you mean 'partition'?"),
        (GOOD.replace("jobs = 3\n", ""), "slurm.jobs: it is missing"),
        (GOOD.replace("jobs = 3", "jobs = 0"), "slurm.jobs: 0 is below 1"),
        (GOOD.replace("jobs = 3", "jobs = '3'"), "is text, not a whole number"),
        (GOOD.replace("2GiB", "much"), "slurm.memory: 'much' is not of the form"),
        (GOOD.replace("1-02:00:00", "soon"), "slurm.walltime: 'soon' is not of the form"),
        (GOOD + "options = ['qos']\n", "'qos' does not begin with a hyphen"),
        (GOOD + "partition = 'a; rm -rf /'\n", "slurm.partition: 'a; rm -rf /' is not of the form"),
        (GOOD + "options = ['--x\\n#SBATCH']\n".replace("'", '"'), "cannot be shown on one line"),
        (GOOD + "interface = 'eth0'\n", "a table [tls] with certificates is needed"),
        (GOOD + "[tls]\nca = 'a'\ncertificate = 'b'\nkey = 'c'\n", "tls.ca: there is no file"),
        (GOOD + "[tls]\nca = 'a'\n", "tls.certificate: it is missing"),
    ],
)
def test_a_wrong_profile_is_answered_with_one_sentence(
    tmp_path: Path, text: str, said: str
) -> None:
    file = profile(tmp_path, text)
    for command in (("slurm", "check", file), ("sweep", "x.toml", "--slurm", file, "--out", "o")):
        done = ecosim(*command)
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr


def test_the_script_of_an_array_says_what_the_profile_asks_for(tmp_path: Path) -> None:
    text = GOOD + "partition = 'long'\nprologue = ['module load python']\npython = '/opt/p y'\n"
    folder = tmp_path / "out 5%"
    lines = array_script(
        read_profile(profile(tmp_path, text)), Path("/d/my design.toml"), folder, folder / "logs"
    ).splitlines()
    assert lines[0] == "#!/bin/bash"
    asked = [line.removeprefix("#SBATCH ") for line in lines if line.startswith("#SBATCH ")]
    assert asked == [
        "--job-name=ecosim-sweep", "--array=1-3", f'--output="{tmp_path}/out 5%%/logs/array-%A-%a.log"',
        "--requeue", "--partition=long", "--cpus-per-task=2", "--mem=2048M", "--time=1-02:00:00",
    ]  # fmt: skip
    assert lines.index("module load python") < len(lines) - 1
    words = shlex.split(lines[-1])
    assert words[:6] == ["exec", "/opt/p y", "-m", "ecosim", "sweep", "/d/my design.toml"]
    assert words[-5:] == ["--workers", "2", "--quiet", "--shard", "$SLURM_ARRAY_TASK_ID/3"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--workers", 2, "--threads", 2), "--threads and --workers: a sweep is computed in one"),
        (("--workers", 0), "0 is not from 1"),
        (("--sbatch", "a.sh"), "--sbatch: --slurm PROFILE is needed"),
        (("--scheduler", "here"), "scheduler 'here': is not of the form"),
        (("--scheduler", "tcp://10.1.1.1:8786"), "only tls:// is allowed there"),
        (("--slurm", "none.toml"), "there is no such file"),
    ],
)
def test_places_that_cannot_be_are_answered_with_one_sentence(
    design_file: DesignFile, tmp_path: Path, arguments: tuple[object, ...], said: str
) -> None:
    done = ecosim("sweep", design_file([0.02]), "--out", tmp_path / "out", *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tcp://localhost:80", "tcp://[::1]:8786"])
def test_a_scheduler_on_loopback_needs_no_certificates(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "http://x:1", "tcp://a b:1", "tcp://x", ""])
def test_an_address_of_another_form_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="is not of the form tcp://HOST:PORT"):
        check_address(address)
