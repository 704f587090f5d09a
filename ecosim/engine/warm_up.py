"""Compiling everything that a run needs, before the first run."""

from __future__ import annotations

from ecosim.code_cache import code_folder
from ecosim.compiled import PLAIN
from ecosim.declarations.fields import KINDS
from ecosim.declarations.scenario import Group, Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.kernels.month import run_months
from ecosim.engine.run import run

__all__ = ["is_compiled", "warm_up"]

_LONGEST_TO_COMPILE = "*.run_months-*.nbi"


def is_compiled() -> bool:
    """Tell whether the machine code of these sources is on disk, or none is needed."""
    folder = code_folder(run_months.__module__)
    return PLAIN or (folder is not None and any(folder.rglob(_LONGEST_TO_COMPILE)))


def warm_up() -> None:
    """Run a few firms for two months, so that all that a run calls is compiled and kept on disk."""
    groups = tuple(Group(kind, 2) for kind in KINDS)
    run(Blueprint.of(Scenario("warm-up", ticks=2, groups=groups)), seed=0, replicate=0)
