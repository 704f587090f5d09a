"""The command line as a process: how it starts, how it ends, what it prints where."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.ipc
import pytest
from click.testing import Result

from ecosim.command_line import request
from ecosim.errors import RunError

Call = Callable[..., Result]
Shell = Callable[..., "subprocess.CompletedProcess[str]"]
SLOW_TO_IMPORT = {"mesa", "numba", "pandas", "pyarrow", "pydantic", "rich", "solara"}


def start(*arguments: object, **options: object) -> subprocess.Popen[str]:
    """Start a command line without waiting for it; one of a shell's background is deaf to Ctrl-C."""
    line = [sys.executable, "-m", "ecosim", *map(str, arguments)]
    command = ["env", "--default-signal=INT", *line]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload,no-any-return]


def let_work(process: subprocess.Popen[str], seconds: float) -> None:
    """Wait until a process has had so much more processor time, however busy the machine is."""
    begun, deadline = worked(process), time.monotonic() + 300
    while worked(process) < begun + seconds and time.monotonic() < deadline:
        time.sleep(0.1)


def worked(process: subprocess.Popen[str]) -> float:
    """Return the processor time of a process so far, in seconds."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_waits_for_nothing_slow(arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ecosim", *arguments]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}

    assert not imported & SLOW_TO_IMPORT


@pytest.mark.slow
def test_a_reader_who_leaves_early_is_no_error(tiny: Path, out: Path) -> None:
    for arguments in (["parameters"], ["parameters", "--json"], ["run", tiny, "--out", out]):
        reading, writing = os.pipe()
        process = start(*arguments, stdout=writing)
        os.close(writing)
        os.close(reading)

        assert (process.communicate(timeout=300)[1], process.returncode) == ("", 0)


def test_an_output_that_cannot_be_written_is_an_error() -> None:
    with open("/dev/full", "w") as full:
        process = start("parameters", stdout=full)
        message = process.communicate(timeout=60)[1]

    assert message == "Error: output: No space left on device\n"
    assert process.returncode == 1


@pytest.fixture
def compiled(tiny: Path, tmp_path: Path) -> None:
    """See to it that no process has to compile: an interrupt waits for that."""
    start("run", tiny, "--quiet", "--out", tmp_path / "before").communicate(timeout=300)


@pytest.mark.slow
@pytest.mark.usefixtures("compiled")
def test_ctrl_c_keeps_the_runs_that_are_finished(tiny: Path, out: Path) -> None:
    process = start("run", tiny, "--replicates", 1_000_000, "--out", out)
    deadline = time.monotonic() + 300
    while not list(out.glob("*.partial")) and time.monotonic() < deadline:
        time.sleep(0.1)
    let_work(process, 3)
    process.send_signal(signal.SIGINT)
    message = process.communicate(timeout=60)[1]

    assert process.returncode == 130, message
    assert message.splitlines()[-1].startswith("Stopped after ")
    assert "Traceback" not in message
    with pyarrow.ipc.open_file(out / "runs.arrow") as runs:
        assert runs.read_all().num_rows > 0


@pytest.mark.slow
@pytest.mark.usefixtures("compiled")
def test_ctrl_c_during_a_comparison_keeps_whole_replicates(tiny: Path, out: Path) -> None:
    process = start("compare", tiny, "--replicates", 100_000, "--quiet", "--out", out)
    let_work(process, 8)
    process.send_signal(signal.SIGINT)

    said = re.fullmatch(
        r"Stopped after ([\d,]+) of 100,000 replicates; .* are whole\.\n",
        process.communicate(timeout=60)[1],
    )
    assert process.returncode == 130
    assert said is not None
    with pyarrow.ipc.open_file(out / "runs.arrow") as file:
        replicates = file.read_all()["replicate"].to_pylist()
    assert len(set(replicates)) == int(said[1].replace(",", ""))
    assert len(set(map(replicates.count, set(replicates)))) == 1


@pytest.mark.slow
def test_ctrl_c_while_compiling_ends_at_once_and_leaves_no_helper(
    tiny: Path, out: Path, tmp_path: Path
) -> None:
    fresh = {**os.environ, "ECOSIM_CACHE_DIR": str(tmp_path / "code")}
    process = start("run", tiny, "--out", out, env=fresh, start_new_session=True)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Compiling the model once")
    time.sleep(4)  # helpers work, and the command waits for them
    process.send_signal(signal.SIGINT)

    message = process.communicate(timeout=60)[1]
    assert (message, process.returncode) == ("Stopped; earlier results are untouched.\n", 130)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.slow
def test_a_disk_that_fills_up_is_one_sentence(tiny: Path, out: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    options = ("--replicates", 500, "--record", "runs")
    process = start("run", tiny, *options, "--out", out, preexec_fn=limit)
    message = process.communicate(timeout=300)[1]

    assert process.returncode == 1, message
    assert "cannot be written" in message
    assert "Traceback" not in message
    assert len(message.splitlines()) == 1
    assert list(out.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_every_encoding_can_show_an_answer(
    shell: Shell, tiny: Path, out: Path, encoding: str
) -> None:
    text = tiny.read_text("utf-8").replace("Beta", "Stål")
    tiny.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "ecosim", "compare", str(tiny), "-n", "2", "--out", str(out)]
    done = subprocess.run(
        command, check=False, capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding}
    )

    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode(encoding)
    assert ("Stal [red]" if encoding == "ascii" else "Stål [red]") in shown


@pytest.mark.parametrize(
    ("error", "code", "expected"),
    [
        (RunError("the disk failed"), 1, "Error: the disk failed"),
        (ZeroDivisionError("division by zero"), 1, "ECOSIM_TRACEBACK=1"),
        (MemoryError(), 1, "not enough memory"),
        (OSError(5, "Input/output error", "some.file"), 1, "some.file: Input/output error"),
        (KeyboardInterrupt(), 130, "Stopped; earlier results are untouched."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_failure_has_its_code_and_one_sentence(
    ecosim: Call,
    tiny: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    expected: str,
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(request.Request, "load", fail)
    done = ecosim("run", tiny, "--out", out)

    assert (done.exit_code, done.stdout) == (code, "")
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_traceback_is_shown_to_who_asks_for_it(shell: Shell, tmp_path: Path) -> None:
    done = shell("scenarios", "check", tmp_path / "missing.toml", ECOSIM_TRACEBACK="1")

    assert done.returncode == 2
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: ")
