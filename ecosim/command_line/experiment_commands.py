"""``ecosim run``, ``ecosim compare`` and ``ecosim paradox``."""

from __future__ import annotations

from typing import Any

import click

from ecosim.command_line.converters import whole_number, word
from ecosim.command_line.options import experiment_options

__all__ = ["RECORD_LEVELS", "compare", "paradox", "run"]

RECORD_LEVELS = ("runs", "ecosystem", "firms", "all")


@click.command(
    short_help="Simulate a scenario, write its tables, print a summary.",
    epilog="""\b
Examples:
  ecosim run six-smes --out output/six
  ecosim run baseline --replicates 50 --record runs --out output/baseline
  ecosim run baseline --set mechanisms.coopetition=false --ticks 60 --out output/alone
  ecosim run my-scenario.toml --record all --every 12 --format parquet --out output/mine""",
)
@experiment_options(replicates=1, least=1)
@click.option("--record", type=word(RECORD_LEVELS), default="ecosystem", show_default=True,
              metavar="|".join(RECORD_LEVELS),
              help="What to write: the outcomes of each run; also the ecosystem month by month; "
              "also every firm; also every relationship.")  # fmt: skip
@click.option("--every", type=whole_number(1, 1_000_000), default=1, show_default=True,
              metavar="MONTHS", help="Months between rows of firms and relationships.")  # fmt: skip
def run(record: str, every: int, **shared: Any) -> None:
    """Simulate SCENARIO, write its tables and print a summary.

    SCENARIO is a name from `ecosim scenarios` or the path of a TOML file.
    """
    from ecosim.command_line.request import Request
    from ecosim.command_line.simulation import run_scenario

    run_scenario(Request(**shared), record, every)


@click.command(
    short_help="Rank candidate partners of a firm, and say why.",
    epilog="""\b
Examples:
  ecosim compare partner-selection --out output/D
  ecosim compare six-smes --focal C --candidates all --replicates 100 --out output/C
  ecosim compare my-scenario.toml --focal A --candidates "Big Partner,B" --out output/A""",
)
@experiment_options(replicates=200, least=2)
@click.option("--focal", metavar="FIRM", help="The firm that chooses; the scenario may name it.")
@click.option("--candidates", multiple=True, metavar="A,B,C|all",
              help="The firms it chooses among, with commas between; may be repeated. "
              "The scenario may name them.")  # fmt: skip
@click.option("--objective", metavar="OUTCOME",
              help="What counts, from `ecosim outcomes --of firm`; more is better.")  # fmt: skip
def compare(
    focal: str | None, candidates: tuple[str, ...], objective: str | None, **shared: Any
) -> None:
    """Rank candidate partners of a firm in SCENARIO, and say why the best is the best.

    Every candidate, and having no new partner at all, is tried under the same chance.
    """
    from ecosim.command_line.comparison import compare_candidates
    from ecosim.command_line.request import Request

    compare_candidates(Request(**shared), focal, candidates, objective)


@click.command(
    short_help="How often digital services do not pay, for how long, and why.",
    epilog="""\b
Examples:
  ecosim paradox baseline --out output/paradox
  ecosim paradox six-smes --replicates 30 --out output/six
  ecosim paradox baseline --set mechanisms.paradox.cannibalization=false --out output/wear""",
)
@experiment_options(replicates=100, least=2)
def paradox(**shared: Any) -> None:
    """Run SCENARIO beside a twin without digital services, and say what the services are worth.

    A provider is in the digitalization paradox while it has earned with services and has no more
    profit than its twin. Both meet the same chance. The causes add up to the difference.
    """
    from ecosim.command_line.paradox import show_paradox
    from ecosim.command_line.request import Request

    show_paradox(Request(**shared))
