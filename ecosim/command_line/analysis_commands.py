"""``ecosim sensitivity`` and ``ecosim discover``."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.converters import any_number, folder, share, whole_number
from ecosim.command_line.options import output_options

__all__ = ["discover", "sensitivity"]


@click.command(
    short_help="Say which factors of a finished sweep matter, and how much is chance.",
    epilog="""\b
Two kinds of design have indices:
  morris   few runs: which factors matter at all, in which direction, how unevenly
  sobol    many runs: shares of variance. first: of a factor alone; total: with all its
           interactions; second, with second_order = true: of a pair beyond its two parts

\b
Examples:
  ecosim sensitivity output/sweep
  ecosim sensitivity output/sweep --outcome viability --outcome profit
  ecosim sensitivity output/sweep --outcome all --json

Indices are of the expected outcome, the mean of a point's replicates. With two replicates or more
it is also told how much of the variance of a single run is chance; with one, make chance a factor:
"scenario.seed" = [1, 1000].""",
)
@click.argument("folder", type=folder)
@click.option("--outcome", "outcomes", multiple=True, default=("viability",), show_default=True,
              metavar="NAME|all", help="From `ecosim outcomes`; may be repeated.")  # fmt: skip
@click.option("--level", type=share, default=0.95, show_default=True, metavar="SHARE",
              help="Share of such intervals that hold the true value.")  # fmt: skip
@output_options
def sensitivity(
    folder: Path, outcomes: tuple[str, ...], level: float, as_json: bool, quiet: bool
) -> None:
    """Work out which factors matter in the finished sweep in FOLDER.

    Writes sensitivity.arrow, chance.arrow and a picture of up to six outcomes beside the table of
    runs.
    """
    from ecosim.command_line.sensitivities import show_sensitivity

    show_sensitivity(folder, outcomes, level, as_json, quiet)


@click.command(
    short_help="Find where among the factors of a sweep something happens.",
    epilog="""\b
Examples:
  ecosim discover output/sweep --outcome viability --below 0.4
  ecosim discover output/sweep --outcome profit --above 0.2 --regions 1

Any design will do; a latin-hypercube with some hundred points suits best. A region is a box: ranges
of a few factors. Coverage is the share of all interesting points that lie in it, density the share
of its points that are interesting; the quasi-p-value of a restriction says how easily chance alone
would make it seem useful. The search needs the EMA workbench: pip install 'ecosim[discovery]'.""",
)
@click.argument("folder", type=folder)
@click.option("--outcome", default="viability", show_default=True, metavar="NAME",
              help="From `ecosim outcomes`.")  # fmt: skip
@click.option("--below", type=any_number, metavar="NUMBER",
              help="Interesting are points whose mean outcome is below this.")  # fmt: skip
@click.option("--above", type=any_number, metavar="NUMBER",
              help="Interesting are points whose mean outcome is above this.")  # fmt: skip
@click.option("--regions", type=whole_number(1, 20), default=3, show_default=True,
              metavar="NUMBER", help="Regions to look for at most.")  # fmt: skip
@output_options
def discover(
    folder: Path,
    outcome: str,
    below: float | None,
    above: float | None,
    regions: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find regions of the factors of the finished sweep in FOLDER in which a condition holds.

    Writes regions.arrow, peeling.arrow and a picture beside the table of runs.
    """
    from ecosim.command_line.discovering import show_discovery

    show_discovery(folder, outcome, (below, above), regions, as_json, quiet)
