"""Models for sweeps that are measured; workers import them by name."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.engine.build import Blueprint
from ecosim.engine.run import run

__all__ = ["KEPT_IN", "Noted", "instant", "noted", "unhindered"]

KEPT_IN = dict(
    zip(("simulating", "processor", "began", "ended", "worker"), OUTCOMES.names, strict=False)
)
"""Outcomes whose columns hold what ``noted`` notes of a run."""


@dataclass(frozen=True)
class Noted:
    """A finished run whose outcomes are what was noted of it."""

    replicate: int
    seed: int
    outcomes: dict[str, float]


_OWN = threading.local()


def unhindered() -> float:
    """Return seconds of this thread's life, less those in which others held the processor."""
    if not hasattr(_OWN, "schedule"):
        # Kept open: to open it each time takes as long as a chunk's share of a run.
        _OWN.schedule = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
    running_and_waiting = os.pread(_OWN.schedule, 100, 0).split()
    return time.monotonic() - int(running_and_waiting[1]) / 1e9


def noted(blueprint: Blueprint, seed: int, replicate: int) -> Noted:
    """Run the engine, and note what processor time it took, and who was at work when."""
    began, processor = unhindered(), time.thread_time()
    run(blueprint, seed, replicate)
    facts = {
        "simulating": time.thread_time() - processor,
        "processor": time.thread_time(),
        "began": began,
        "ended": unhindered(),
        "worker": float(os.getpid() * 100_000 + threading.get_native_id() % 100_000),
    }
    return Noted(replicate, seed, {KEPT_IN[name]: value for name, value in facts.items()})


def instant(_blueprint: Blueprint, seed: int, replicate: int) -> Noted:
    """Do nothing: what is left is what a sweep costs by itself."""
    return Noted(replicate, seed, {})
