"""A script for sbatch: one job of an array for each part of a sweep, and no scheduler of ours."""

from __future__ import annotations

import shlex
from pathlib import Path

from ecosim.sweeps.engines.profile import SlurmProfile

__all__ = ["array_script"]


def array_script(profile: SlurmProfile, design: Path, folder: Path, logs: Path) -> str:
    """Return the script that computes a frozen sweep as an array of jobs.

    Parameters
    ----------
    profile : one job of the array, and how many of them
    design, folder : of the sweep
    logs : folder, which must be there, for what jobs print
    """
    asked = profile.slurm
    directives = [
        "--job-name=ecosim-sweep",
        f"--array=1-{asked.jobs}",
        profile.log_directive(logs, "array-%A-%a"),
        "--requeue",
        *profile.directives,
    ]
    command = [asked.python, "-m", "ecosim", "sweep", str(design.resolve()),
               "--out", str(folder.resolve()), "--workers", str(asked.cores), "--quiet",
               "--shard"]  # fmt: skip
    return "\n".join(
        [
            "#!/bin/bash",
            "# Written by ecosim; submit it with sbatch. Submitted again, it does what is missing.",
            *(f"#SBATCH {directive}" for directive in directives),
            "",
            "set -euo pipefail",
            *asked.prologue,
            f'exec {shlex.join(command)} "$SLURM_ARRAY_TASK_ID/{asked.jobs}"',
            "",
        ]
    )
