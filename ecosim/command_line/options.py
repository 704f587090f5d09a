"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ecosim.command_line.converters import folder, whole_number, word

__all__ = ["FORMATS", "MOST_REPLICATES", "experiment_options", "output_options"]

FORMATS = ("arrow", "parquet")
MOST_REPLICATES = 10_000_000

Command = TypeVar("Command", bound=Callable[..., Any])


def output_options(command: Command) -> Command:
    """Add ``--json`` and ``--quiet``."""
    quiet = click.option("--quiet", "-q", is_flag=True, help="Print as little as possible.")
    json = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
    return json(quiet(command))


def experiment_options(replicates: int, least: int) -> Callable[[Command], Command]:
    """Add a scenario and the options of everything that runs it.

    Parameters
    ----------
    replicates, least : default and smallest number of replicates
    """
    options = [
        click.argument("scenario"),
        click.option("--replicates", "-n", type=whole_number(least, MOST_REPLICATES),
                     default=replicates, show_default=True, metavar="NUMBER",
                     help="Runs, which differ by chance alone."),
        click.option("--seed", "-s", type=whole_number(0, 2**63 - 1), metavar="NUMBER",
                     help="Source of chance; the scenario's own by default."),
        click.option("--ticks", "-t", type=whole_number(1, 1_000_000), metavar="MONTHS",
                     help="Months to simulate; the scenario's own by default."),
        click.option("--set", "settings", multiple=True, metavar="KEY=VALUE",
                     help="Change one value: parameters.trust_gain=0.1, firm.A.employees=12, "
                     "mechanisms.coopetition=false. May be repeated."),
        click.option("--threads", type=whole_number(1, 1024), metavar="NUMBER",
                     help="Threads; one for each core by default. Results do not depend on it."),
        click.option("--out", "-o", type=folder, required=True, metavar="FOLDER",
                     help="Where tables are written: a new or empty folder, or one with earlier "
                     "results, which are replaced."),
        click.option("--format", type=word(FORMATS), default="arrow", show_default=True,
                     metavar="|".join(FORMATS), help="Format of the tables."),
        click.option("--report", is_flag=True,
                     help="Also write a report to send on: a page and a workbook."),
        output_options,
    ]  # fmt: skip

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate
