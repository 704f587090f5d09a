"""``ecosim sweep``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ecosim.command_line.converters import file, folder, positive_number, shard, whole_number
from ecosim.command_line.options import output_options

__all__ = ["sweep"]


@click.command(
    short_help="Run a design of many points, each run exactly once.",
    epilog="""\b
A design file:
  [design]
  scenario = "baseline"
  method = "latin-hypercube"        # grid, latin-hypercube, sobol, morris or table
  samples = 300
  replicates = 2
  [factors]
  "parameters.trust_gain" = [0.02, 0.10]                    # a range
  "policy.partner_selection" = ["viable", "random"]         # a list of values

\b
Examples:
  ecosim sweep design.toml --dry-run
  ecosim sweep design.toml --out output/sweep
  ecosim sweep design.toml --out output/sweep --resume
  ecosim sweep design.toml --workers 8 --out output/sweep
  ecosim sweep design.toml --scheduler tcp://127.0.0.1:8786 --out output/sweep
  ecosim sweep design.toml --slurm cluster.toml --out output/sweep
  ecosim sweep design.toml --slurm cluster.toml --sbatch sweep.sh --out output/sweep

The same design gives the same bytes on every engine. Whatever stops a sweep, --resume goes on with
what is missing.""",
)
@click.argument("design", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "-o",
    type=folder,
    metavar="FOLDER",
    help="Where the sweep lies: a new or empty folder, or, with --resume, its own.",
)
@click.option("--resume", is_flag=True, help="Go on with the sweep in the folder.")
@click.option("--dry-run", is_flag=True, help="Only say how many runs, how long and how large.")
@click.option(
    "--threads",
    type=whole_number(1, 1024),
    metavar="NUMBER",
    help="Threads of this process, which is the default; one for each core. Least to start.",
)
@click.option(
    "--workers",
    type=whole_number(1, 1024),
    metavar="NUMBER",
    help="Processes of this machine: a run that crashes does not end the sweep, and decisions "
    "written in Python run side by side.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The workers of a Dask scheduler, tcp://127.0.0.1:8786; on another machine, tls://...",
)
@click.option(
    "--slurm",
    type=click.Path(path_type=Path),
    metavar="PROFILE",
    help="Jobs of a Slurm cluster; `ecosim slurm new` writes a profile to start from.",
)
@click.option(
    "--sbatch",
    type=file,
    metavar="FILE",
    help="With --slurm: compute nothing, write a script for an array of jobs instead.",
)
@click.option(
    "--shard",
    type=shard,
    metavar="I/N",
    help="Compute only the I-th of N parts; for arrays of jobs.",
)
@click.option(
    "--time-limit",
    type=positive_number,
    metavar="SECONDS",
    help="After this a run counts as one that never ends; measured by default.",
)
@click.option(
    "--chunk",
    type=whole_number(1, 10_000_000),
    metavar="RUNS",
    help="Runs that are computed and written together; measured by default.",
)
@output_options
def sweep(**given: Any) -> None:
    """Run the design in the file DESIGN and write one row for each run.

    A run that fails, crashes or never ends gets a row that says so, and the others go on.
    """
    from ecosim.command_line.sweeping import SweepRequest, run_design

    run_design(SweepRequest(**given))
