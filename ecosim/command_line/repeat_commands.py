"""``ecosim rerun``: whether a result is the same when it is done again."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.converters import folder, whole_number
from ecosim.command_line.options import output_options

__all__ = ["rerun"]


@click.command(
    short_help="Repeat a result from what it says of itself; same to the bit?",
    epilog="""\b
Examples:
  ecosim rerun output/D
  ecosim rerun output/D --out output/again --json

Exit codes: 0 the same to the bit, 1 something differs, 2 it cannot be repeated.""",
)
@click.argument("results", type=folder, metavar="FOLDER")
@click.option("--out", "-o", type=folder, metavar="FOLDER",
              help="Where the repetition is written; by default it is only compared.")  # fmt: skip
@click.option(
    "--threads",
    type=whole_number(1, 1024),
    metavar="NUMBER",
    help="Threads; one for each core by default.",
)
@output_options
def rerun(results: Path, out: Path | None, threads: int | None, as_json: bool, quiet: bool) -> None:
    """Repeat the results in FOLDER, of run, compare, paradox or sweep, and compare all they hold.

    Says where a table or file differs first, and which versions or machine are not as they were.
    """
    from ecosim.command_line.repetition import repeat

    repeat(results, out, threads, as_json, quiet)
