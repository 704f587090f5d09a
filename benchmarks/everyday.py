"""What a user meets every day: one run, replicates in threads, start-up and compilation."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import ecosim
from benchmarks.figures import Figure
from benchmarks.timing import alternating, seconds
from benchmarks.worlds import SEED
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run

__all__ = ["figures"]

_FIRST_RUN = (
    "import ecosim; from ecosim.engine.build import Blueprint; from ecosim.engine.run import run; "
    "run(Blueprint.of(ecosim.load_scenario('six-smes')), 42, 0)"
)
_CAME_LATER = (
    "co_creation", "services", "paradox", "managers", "logistics", "journeys",
    "reinforcing_feedback", "taste_drift",
)  # fmt: skip
_COMMAND = Path(ecosim.__file__).parent / "command_line" / "__init__.py"


def figures(quick: bool) -> Iterator[Figure]:
    """Yield the figures of everyday use."""
    scenario, times = ecosim.load_scenario("baseline"), 10 if quick else 200
    blueprint = Blueprint.of(scenario)
    run(blueprint, SEED, 0)
    yield _one_run(blueprint, "every mechanism", times, 15, 10)
    small = scenario.with_settings({f"mechanisms.{name}": False for name in _CAME_LATER})
    yield _one_run(Blueprint.of(small), "relationships and markets alone", times, 8)
    yield _two_threads(blueprint, 20 if quick else 200, 2 if quick else 5)
    yield from _first_results(2 if quick else 7)
    if _COMMAND.is_file():
        yield _first_command()
        yield _start_up(2 if quick else 7)
    else:
        sys.stderr.write("start-up not measured: this checkout has no command line\n")


def _one_run(
    blueprint: Blueprint, what: str, times: int, required: float, aim: float | None = None
) -> Figure:
    """Return how long one run of the baseline takes."""
    taken = [seconds(lambda: run(blueprint, SEED, 1), time.process_time) for _ in range(times)]
    firms, ticks = len(blueprint.roster.ids), blueprint.scenario.ticks
    return Figure(
        name=f"One run of `baseline` with {what}: {firms} firms, {ticks} months",
        value=1e3 * min(taken),
        unit="ms",
        required=required,
        aim=aim,
        how=f"From blueprint to `Run` at level `runs`, building the world included, on one core; "
        f"processor time, the quickest of {times}, as others on the machine only add to it.",
        detail=f"median {1e3 * median(taken):.1f} ms",
    )


def _two_threads(blueprint: Blueprint, replicates: int, pairs: int) -> Figure:
    """Return how much faster two threads are than one."""

    def with_threads(threads: int) -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda replicate: run(blueprint, SEED, replicate), range(replicates)))

    found = alternating(lambda: with_threads(1), lambda: with_threads(2), pairs, time.perf_counter)
    one, two = found.medians
    return Figure(
        name="Two threads over one",
        value=found.ratio,
        unit="×",
        required=1.7,
        at_least=True,
        how=f"{replicates} replicates of `baseline` in a thread pool, {pairs} pairs, by the clock "
        "on the wall; it needs two cores that nobody else uses.",
        detail=f"{one:.2f} s and {two:.2f} s",
    )


def _first_results(times: int) -> Iterator[Figure]:
    """Yield the time to a first result without and with machine code on disk."""
    command = [sys.executable, "-c", _FIRST_RUN]
    with tempfile.TemporaryDirectory() as folder:
        settings = {**os.environ, "ECOSIM_CACHE_DIR": folder}
        cold, *warm = (
            seconds(lambda: subprocess.run(command, check=True, env=settings))
            for _ in range(times + 1)
        )
    how = "A new process imports ecosim and runs `six-smes` once"
    yield Figure(
        "First result, nothing compiled yet",
        cold,
        "s",
        f"{how}; all machine code is made, on one core. Once.",
    )
    yield Figure(
        "First result, machine code on disk", median(warm), "s", f"{how}; median of {times}."
    )


def _first_command() -> Figure:
    """Return how long the first command takes, which compiles on several cores."""
    with tempfile.TemporaryDirectory() as folder:
        out, code = Path(folder) / "out", {"ECOSIM_CACHE_DIR": str(Path(folder) / "code")}
        return Figure(
            name="First command, nothing compiled yet",
            value=seconds(lambda: _ecosim_run(out, code)),
            unit="s",
            how="`ecosim run six-smes --replicates 1`; helpers compile on up to four cores. Once.",
        )


def _start_up(times: int) -> Figure:
    """Return how long the shortest useful command takes."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(times + 1))
        _, *found = (
            seconds(lambda: _ecosim_run(Path(folder) / str(next(numbers))))
            for _ in range(times + 1)
        )
    return Figure(
        name="`ecosim run six-smes --replicates 1`, warm",
        value=median(found),
        unit="s",
        required=3,
        how=f"From the shell and back, results on disk; median of {times}.",
    )


def _ecosim_run(out: Path, surroundings: Mapping[str, str] | None = None) -> None:
    """Run the command once, perhaps with other environment variables."""
    words = ["run", "six-smes", "--replicates", "1", "--out", str(out)]
    # A machine that keeps no byte code would read every source file each time.
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(surroundings or {})}
    command = [sys.executable, "-m", "ecosim", *words]
    subprocess.run(command, check=True, capture_output=True, env=settings)
