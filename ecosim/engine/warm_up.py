"""Compiling everything that a run needs, before the first run."""

from __future__ import annotations

from ecosim.code_cache import code_folder
from ecosim.compiled import PLAIN
from ecosim.declarations.fields import KINDS
from ecosim.declarations.scenario import Group, Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.kernels.month import run_months
from ecosim.engine.run import run

__all__ = ["few_firms", "is_compiled", "warm_up"]

_LONGEST_TO_COMPILE = "*.run_months-*.nbi"


def is_compiled() -> bool:
    """Tell whether the machine code of these sources is on disk, or none is needed."""
    folder = code_folder(run_months.__module__)
    return PLAIN or (folder is not None and any(folder.rglob(_LONGEST_TO_COMPILE)))


def few_firms() -> Scenario:
    """Return a scenario that is quick to run."""
    return Scenario("warm-up", ticks=2, groups=tuple(Group(kind, 2) for kind in KINDS))


def warm_up() -> None:
    """Run a few firms for two months, so that all that a run calls is compiled and kept on disk."""
    run(Blueprint.of(few_firms()), seed=0, replicate=0)
