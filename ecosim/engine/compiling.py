"""Compiling the model on several cores, in processes of their own.

Nearly all machine code of a month is that of its stages. Each is compiled for itself and kept on
disk, and whoever compiles the month takes it from there. So helpers compile stages side by side,
``python -m ecosim.engine.compiling FOLDER``; each takes the next part that nobody has taken, which
a file in the folder tells. The last helper, which is given no folder, compiles the month.
"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ecosim.code_cache import cache_folder
from ecosim.compiled import compile_for, is_kernel
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels import month
from ecosim.engine.kernels.outcomes import find_outcomes
from ecosim.engine.room import empty_world
from ecosim.engine.warm_up import few_firms, warm_up

__all__ = ["compile_with"]

Progress = Callable[[int, int], None]


def compile_with(helpers: int, progress: Progress | None = None) -> None:
    """Compile all that a run needs in so many processes; what they leave is compiled when it runs.

    This process only waits: while numba compiles, Ctrl-C may be lost in a callback of LLVM's.

    Parameters
    ----------
    helpers : at least 1
    progress : called with the number of parts begun, and of all
    """
    if cache_folder() is None:  # nothing that a helper compiles would be found
        warm_up()
        return
    # Without -P, a user's own inspect.py in the current folder would stand in for Python's.
    command = [sys.executable, "-P", "-m", "ecosim.engine.compiling"]
    with tempfile.TemporaryDirectory() as folder:
        _wait_for([[*command, folder]] * helpers, Path(folder), progress)
        _wait_for([command], Path(folder), progress)


def _wait_for(commands: list[list[str]], taken: Path, progress: Progress | None) -> None:
    """Run commands side by side to their ends; none outlives this call."""
    nothing = subprocess.DEVNULL
    started = [subprocess.Popen(each, stdin=nothing, stdout=nothing, stderr=nothing)
               for each in commands]  # fmt: skip
    try:
        while any(one.poll() is None for one in started):
            time.sleep(0.1)
            if progress is not None:
                progress(len(os.listdir(taken)), len(_stages()) + 3)
    finally:
        for one in started:
            one.kill()
            one.wait()


def _stages() -> list[Any]:
    """Return what a month consists of, the longest to compile first."""
    found = [each for each in vars(month).values() if is_kernel(each)]
    return sorted(found, key=lambda each: each.__name__ != "co_create")


def _parts() -> list[tuple[str, Callable[[], object]]]:
    """Return the parts of a run that are compiled each for itself."""
    blueprint = Blueprint.of(few_firms())
    seeds, none = np.zeros(2, np.uint64), np.zeros((0, 2), np.int64)
    world = empty_world(blueprint.start, seeds, none, 1, keep_events=False)
    numbers = [[0] * (len(inspect.signature(stage).parameters) - 1) for stage in _stages()]
    return [
        ("build_world", partial(build_world, blueprint, 0, 0, keep_events=False)),
        *(
            (stage.__name__, partial(compile_for, stage, world, *others))
            for stage, others in zip(_stages(), numbers, strict=True)
        ),
        ("outcomes", partial(compile_for, find_outcomes, world)),
    ]


def _compile_parts(taken: Path) -> None:
    """Compile every part that nobody has taken."""
    for name, compiling in _parts():
        try:
            os.close(os.open(taken / name, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        compiling()


if __name__ == "__main__":
    if sys.argv[1:]:
        _compile_parts(Path(sys.argv[1]))
    else:
        warm_up()
