"""A large ecosystem in a process of its own, so that its peak memory is that of this run alone.

``python -m benchmarks.large FIRMS`` runs twelve months and prints what it found as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.against_mesa import Months
from benchmarks.figures import Figure
from benchmarks.timing import seconds
from benchmarks.worlds import generated, relationships

__all__ = ["figures", "peak_memory"]

MONTHS, SMALL, SMALL_MONTHS = 12, 10_000, 10
_GIB = 2.0**30


def measured(firms: int) -> dict[str, float]:
    """Return peak memory, and what a relationship costs a month here and among 10⁴ firms."""
    small, large = generated(SMALL, MONTHS * SMALL_MONTHS), generated(firms, MONTHS)
    few, many = relationships(small), relationships(large)
    next_small, next_large = Months(small), Months(large)
    here, there = [], []
    for _ in range(MONTHS):
        here.append(seconds(next_large, time.process_time) / many)
        several = sum(seconds(next_small, time.process_time) for _ in range(SMALL_MONTHS))
        there.append(several / SMALL_MONTHS / few)
    return {
        "memory": peak_memory() / _GIB,
        "relationships": many,
        "ratio": median(a / b for a, b in zip(here, there, strict=True)),
        "nanoseconds": 1e9 * median(here),
    }


def peak_memory() -> float:
    """Return the largest resident set of this process in bytes.

    Linux carries ``ru_maxrss`` over from the process that started this one, so it is asked last.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        words = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        return 1024.0 * int(words["VmHWM"].split()[0])
    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def figures(quick: bool) -> Iterator[Figure]:
    """Yield memory and relative time of a large ecosystem."""
    firms = 50_000 if quick else 1_000_000
    command = [sys.executable, "-m", "benchmarks.large", str(firms)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    how = (
        f"Twelve months with all stages in a process of its own, "
        f"{found['relationships']:,} relationships"
    )
    yield Figure(
        name=f"Peak memory with {firms:,} firms",
        value=found["memory"],
        unit="GiB",
        required=6,
        how=f"{how}; largest resident set, interpreter and building of the world included.",
    )
    yield Figure(
        name=f"Time per relationship and month, {firms:,} firms over {SMALL:,}",
        value=found["ratio"],
        unit="×",
        how=f"{how}, each month in turn with {SMALL_MONTHS} of the small ecosystem; what exceeds 1 "
        "is memory further away than the caches.",
        detail=f"{found['nanoseconds']:.0f} ns per relationship and month",
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1]))))
