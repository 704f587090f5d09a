"""``ecosim slurm``: profiles of a cluster."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.options import output_options

__all__ = ["slurm"]


@click.group(
    short_help="Begin or check the profile of a Slurm cluster.",
    epilog="""\b
Examples:
  ecosim slurm new cluster.toml
  ecosim slurm check cluster.toml
  ecosim sweep design.toml --slurm cluster.toml --out output/sweep""",
)
def slurm() -> None:
    """Begin or check a profile, the file that says what jobs of a sweep ask of a cluster."""


@slurm.command(epilog="\b\nExample:\n  ecosim slurm new cluster.toml")
@click.argument("file")
@output_options
def new(file: str, as_json: bool, quiet: bool) -> None:
    """Write a commented profile to start from."""
    from ecosim.command_line.slurm_profiles import begin_profile

    begin_profile(file, as_json, quiet)


@slurm.command(epilog="\b\nExample:\n  ecosim slurm check cluster.toml")
@click.argument("file", type=click.Path(path_type=Path))
@output_options
def check(file: Path, as_json: bool, quiet: bool) -> None:
    """Say what the jobs of a profile ask for; nothing is submitted."""
    from ecosim.command_line.slurm_profiles import check_profile

    check_profile(file, as_json, quiet)
