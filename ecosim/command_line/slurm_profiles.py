"""What ``ecosim slurm`` does: begin and check profiles."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, print_json
from ecosim.scenarios.template import write_new
from ecosim.sweeps.engines.profile import PROFILE_TEMPLATE, read_profile

__all__ = ["begin_profile", "check_profile"]


def begin_profile(file: str, as_json: bool, quiet: bool) -> None:
    """Write a new profile; a file that exists is never replaced."""
    path = write_new(file, PROFILE_TEMPLATE.encode())
    if as_json:
        print_json({"file": str(path)})
    elif quiet:
        click.echo(str(path))
    else:
        screen = Screen()
        screen.whole_line(f"Wrote {printable(str(path))}. Change it, then:")
        screen.whole_line(f"  ecosim slurm check {printable(str(path))}")


def check_profile(file: Path, as_json: bool, quiet: bool) -> None:
    """Read a profile and print what it asks for; what is wrong is raised as ``InputError``."""
    profile = read_profile(file)
    if as_json:
        print_json({"file": str(file), "ok": True, "jobs": profile.slurm.jobs,
                    "workers": profile.workers, "directives": profile.directives})  # fmt: skip
    elif not quiet:
        screen = Screen()
        screen.paragraph(
            f"{printable(str(file))} is ok: {profile.slurm.jobs} jobs, {profile.workers} runs at "
            "a time. Each job asks for:"
        )
        for directive in profile.directives:
            screen.whole_line(f"  {printable(directive)}")
