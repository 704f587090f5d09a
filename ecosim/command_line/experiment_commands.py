"""``ecosim run``, ``ecosim compare`` and ``ecosim paradox``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ecosim.command_line.converters import (
    any_number,
    outcome_width,
    positive_number,
    whole_number,
    word,
)
from ecosim.command_line.options import experiment_options

__all__ = ["RECORD_LEVELS", "compare", "paradox", "run"]

RECORD_LEVELS = ("runs", "ecosystem", "firms", "all")


@click.command(
    short_help="Simulate a scenario, write its tables, print a summary.",
    epilog="""\b
Examples:
  ecosim run six-smes --out output/six
  ecosim run baseline --replicates 50 --record runs --out output/baseline
  ecosim run baseline --replicates 30 --half-width viability=0.01 --out output/baseline
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
@click.option("--half-width", "half_widths", type=outcome_width, multiple=True,
              metavar="OUTCOME=WIDTH",
              help="Say how many replicates would give this outcome an interval of ± WIDTH, "
              "judged by those run now; may be repeated.")  # fmt: skip
def run(record: str, every: int, half_widths: tuple[tuple[str, float], ...], **shared: Any) -> None:
    """Simulate SCENARIO, write its tables and print a summary.

    SCENARIO is a name from `ecosim scenarios` or the path of a TOML file.
    """
    from ecosim.command_line.request import Request
    from ecosim.command_line.simulation import run_scenario

    run_scenario(Request(**shared), record, every, half_widths)


@click.command(
    short_help="Rank candidate partners of a firm, and say why.",
    epilog="""\b
Examples:
  ecosim compare partner-selection --out output/D
  ecosim compare six-smes --focal C --candidates all --replicates 100 --out output/C
  ecosim compare my-scenario.toml --focal A --candidates "Big Partner,B" --out output/A
  ecosim compare partner-selection --until-settled 0.01 --replicates 2000 --out output/D
  ecosim compare partner-selection --uncertain ranges.toml --shapley --out output/D
  ecosim compare partner-selection --what-would-change trust_gain,trust_fade --out output/D

\b
A design file for --uncertain is one of `ecosim sweep --help`, and need not name the scenario:
  [design]
  samples = 64
  replicates = 8
  [factors]
  "parameters.trust_gain" = [0.04, 0.12]""",
)
@experiment_options(replicates=200, least=2)
@click.option("--focal", metavar="FIRM", help="The firm that chooses; the scenario may name it.")
@click.option("--candidates", multiple=True, metavar="A,B,C|all",
              help="The firms it chooses among, with commas between; may be repeated. "
              "The scenario may name them.")  # fmt: skip
@click.option("--objective", metavar="OUTCOME",
              help="What counts, from `ecosim outcomes --of firm`; more is better.")  # fmt: skip
@click.option("--until-settled", type=positive_number, metavar="DIFFERENCE",
              help="Stop as soon as one choice is the best, or falls short of it by less than "
              "this much of the objective, with a probability of 95 %; --replicates is the most "
              "that are run then.")  # fmt: skip
@click.option("--uncertain", type=click.Path(path_type=Path), metavar="DESIGN",
              help="Also try every choice over the ranges in this design file: regret, how often "
              "each is good enough, how often the best.")  # fmt: skip
@click.option("--at-least", type=any_number, metavar="NUMBER",
              help="With --uncertain: the objective that is good enough; by default that of having "
              "no new partner.")  # fmt: skip
@click.option("--shapley", is_flag=True,
              help="Also tell what each candidate contributes to the ecosystem's viability, "
              "whichever others are partners too.")  # fmt: skip
@click.option("--what-would-change", "assumptions", metavar="PARAMETERS|all",
              help="Also search the smallest change of one parameter within its range that would "
              "make another choice the best; all of them take some minutes.")  # fmt: skip
def compare(
    focal: str | None,
    candidates: tuple[str, ...],
    objective: str | None,
    until_settled: float | None,
    uncertain: Path | None,
    at_least: float | None,
    shapley: bool,
    assumptions: str | None,
    **shared: Any,
) -> None:
    """Rank candidate partners of a firm in SCENARIO, and say why the best is the best.

    Every candidate, and having no new partner at all, is tried under the same chance. Ctrl-C ends
    early with an answer from what is done.
    """
    from ecosim.command_line.comparison import Asked, compare_candidates
    from ecosim.command_line.decisions import Wishes
    from ecosim.command_line.request import Request

    wishes = Wishes(uncertain, at_least, shapley, assumptions)
    asked = Asked(focal, candidates, objective, until_settled, wishes)
    compare_candidates(Request(**shared), asked)


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
