"""Compiling the model on several cores: ``python -m ecosim.engine.compiling FOLDER`` is a helper.

Nearly all machine code of a month is that of its stages. Each is compiled for itself and kept on
disk, and whoever compiles the month takes it from there. So helpers compile stages side by side;
each takes the next part that nobody has taken, which a file in a common folder tells.
"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from ecosim.code_cache import cache_folder
from ecosim.compiled import compile_for, is_kernel
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels import month
from ecosim.engine.kernels.outcomes import find_outcomes
from ecosim.engine.room import empty_world
from ecosim.engine.warm_up import few_firms, warm_up

__all__ = ["compile_with"]

Parts = Iterator[tuple[str, Callable[[], object]]]


def compile_with(helpers: int) -> None:
    """Compile all that a run needs, with so many processes beside this one.

    What a helper does not come to do, this process does in the end.
    """
    if cache_folder() is None:  # nothing that a helper compiles would be found
        helpers = 0
    blueprint = Blueprint.of(few_firms())
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "ecosim.engine.compiling", folder]
        started = [
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(helpers)
        ]
        try:
            if started:
                _compile_parts(blueprint, Path(folder))
            for helper in started:
                helper.wait()
        finally:
            for helper in started:
                helper.kill()
                helper.wait()
    warm_up()


def _compile_parts(blueprint: Blueprint, taken: Path) -> None:
    """Compile every part that nobody has taken."""
    for name, compiling in _parts(blueprint):
        try:
            os.close(os.open(taken / name, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        compiling()


def _parts(blueprint: Blueprint) -> Parts:
    """Yield the parts of a run that are compiled each for itself, the longest first."""
    seeds, none = np.zeros(2, np.uint64), np.zeros((0, 2), np.int64)
    world = empty_world(blueprint.start, seeds, none, 1, keep_events=False)
    stages = [each for each in vars(month).values() if is_kernel(each)]
    stages.sort(key=lambda each: each.__name__ != "co_create")
    yield "build_world", partial(build_world, blueprint, 0, 0, keep_events=False)
    for stage in stages:
        months = [0] * (len(inspect.signature(stage).parameters) - 1)
        yield stage.__name__, partial(compile_for, stage, world, *months)
    yield "outcomes", partial(compile_for, find_outcomes, world)


if __name__ == "__main__":
    _compile_parts(Blueprint.of(few_firms()), Path(sys.argv[1]))
