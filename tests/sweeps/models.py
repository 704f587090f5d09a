"""Models that misbehave at chosen points, beside the real one; workers import them by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from ecosim.engine.build import Blueprint
from ecosim.engine.run import Run, run

TINY = {
    "scenario": {"name": "tiny", "ticks": 2},
    "population": {"provider": {"count": 2}, "customer": {"count": 3}},
    "network": {"mean_degree": 2},
}
CRASH, HANG, RAISE, EXIT = 0.011, 0.012, 0.013, 0.014


def poison(blueprint: Blueprint) -> float:
    return blueprint.scenario.parameters["trust_gain"]


def fragile(blueprint: Blueprint, seed: int, replicate: int) -> Run:
    """Crash, hang, raise or exit at replicate 1 of certain points; run the engine elsewhere."""
    if replicate == 1 and poison(blueprint) == CRASH:
        os.kill(os.getpid(), signal.SIGSEGV)
    if replicate == 1 and poison(blueprint) == HANG:
        while True:
            time.sleep(0.01)
    if replicate == 1 and poison(blueprint) == RAISE:
        raise ValueError("this point means nothing")
    if replicate == 1 and poison(blueprint) == EXIT:
        os._exit(3)
    return run(blueprint, seed, replicate)


def slow(blueprint: Blueprint, seed: int, replicate: int) -> Run:
    """Take 20 ms for each run, so that a test can interfere."""
    time.sleep(0.02)
    return run(blueprint, seed, replicate)


def slow_and_fragile(blueprint: Blueprint, seed: int, replicate: int) -> Run:
    """Take 20 ms for each run and misbehave at certain points."""
    time.sleep(0.02)
    return fragile(blueprint, seed, replicate)


def crashes_once(blueprint: Blueprint, seed: int, replicate: int) -> Run:
    """End the process the first time that replicate 1 is run, as a killed worker would."""
    flag = Path(os.environ["ECOSIM_TEST_FLAG"])
    if replicate == 1 and not flag.exists():
        flag.touch()
        os._exit(9)
    return run(blueprint, seed, replicate)
