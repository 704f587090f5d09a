"""``ecosim verify``, ``ecosim knockout`` and ``ecosim filter``: the theory court."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ecosim.command_line.converters import file, folder, share, whole_number
from ecosim.command_line.options import MOST_REPLICATES

__all__ = ["filter_sets", "knockout", "verify"]

Command = TypeVar("Command", bound=Callable[..., Any])


def court_options(command: Command) -> Command:
    """Add the patterns and the options that the commands share."""
    options = [
        click.argument("patterns", nargs=-1, metavar="[PATTERN]..."),
        click.option("--seed", "-s", type=whole_number(0, 2**63 - 1), metavar="NUMBER",
                     help="Source of chance; the court has one of its own by default."),
        click.option("--threads", type=whole_number(1, 1024), metavar="NUMBER",
                     help="Threads; one for each core by default. Verdicts do not depend on it."),
        click.option("--json", "json_file", type=file, metavar="FILE",
                     help="Also write what was found as JSON; - for stdout and nothing else."),
        click.option("--quiet", "-q", is_flag=True, help="Print as little as possible."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    short_help="Try the claims of the sources against the model: a scorecard.",
    epilog="""\b
Examples:
  ecosim verify
  ecosim verify E3 F11 --replicates 64
  ecosim verify my-pattern.toml my-patterns/ --json verdicts.json
  ecosim verify E4 --robustness 20

Exit code: 0 if no pattern fails, 1 if one does.""",
)
@court_options
@click.option("--replicates", "-n", type=whole_number(8, MOST_REPLICATES), metavar="NUMBER",
              help="Most runs of each arm, at least 8; each pattern's own by default. Clear cases "
              "take fewer.")  # fmt: skip
@click.option("--robustness", type=whole_number(1, 10_000), metavar="SETS",
              help="Instead of verdicts: the share of so many sets of parameters, each rate up to "
              "20 % higher or lower, under which a pattern keeps its sign.")  # fmt: skip
def verify(robustness: int | None, **asked: Any) -> int:
    """Try patterns: claims of the sources, written down as experiments, and give verdicts.

    PATTERN is an id of a pattern that comes with ecosim, a file, or a folder of files; without
    any, all that come with ecosim are tried. All arms of a pattern meet the same chance.
    """
    from ecosim.command_line.verification import show_robustness, show_verdicts

    if robustness is None:
        return show_verdicts(**asked)
    return show_robustness(robustness, **asked)


@click.command(
    short_help="Which patterns die when a mechanism is switched off.",
    epilog="""\b
Examples:
  ecosim knockout
  ecosim knockout E3 E4 --mechanism relationships --mechanism resonance
  ecosim knockout --json matrix.json""",
)
@court_options
@click.option("--mechanism", "-m", "mechanisms", multiple=True, metavar="NAME",
              help="A mechanism to switch off; may be repeated. All by default.")  # fmt: skip
@click.option("--replicates", "-n", type=whole_number(8, MOST_REPLICATES), default=32,
              show_default=True, metavar="NUMBER", help="Most runs of each arm.")  # fmt: skip
def knockout(**asked: Any) -> None:
    """Switch off one mechanism after the other and try each pattern again.

    A pattern that outlives every knock-out would be scripted; a mechanism that no pattern needs
    is to be questioned.
    """
    from ecosim.command_line.knockouts import show_knockouts

    show_knockouts(**asked)


@click.command(
    "filter",
    short_help="Which sets of parameters let all claims through at once.",
    epilog="""\b
Examples:
  ecosim filter --out output/filter
  ecosim filter --sets 200 --change 0.4 --out output/wide
  ecosim filter E3 E4 F11 --sets 20 --out output/three --resume""",
)
@court_options
@click.option("--sets", type=whole_number(1, 100_000), default=40, show_default=True,
              metavar="NUMBER", help="Sets of parameters drawn beside the default.")  # fmt: skip
@click.option("--change", type=share, default=0.2, show_default=True, metavar="SHARE",
              help="How far every rate may lie from its default, as a share of it.")  # fmt: skip
@click.option("--replicates", "-n", type=whole_number(2, MOST_REPLICATES), default=8,
              show_default=True, metavar="NUMBER",
              help="Runs of each arm from which a set is scored.")  # fmt: skip
@click.option("--judging-seed", type=whole_number(0, 2**63 - 1), metavar="NUMBER",
              help="Source of chance for judging the best: another than --seed.")  # fmt: skip
@click.option("--best", type=whole_number(0, 1000), default=3, show_default=True,
              metavar="NUMBER", help="Sets judged in full beside the default.")  # fmt: skip
@click.option("--out", "-o", type=folder, required=True, metavar="FOLDER",
              help="Where tables are written: a new or empty folder.")  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on with a filtering that is in the folder.")
def filter_sets(
    patterns: tuple[str, ...],
    sets: int,
    change: float,
    replicates: int,
    seed: int | None,
    judging_seed: int | None,
    **asked: Any,
) -> None:
    """Draw sets of parameters and see under which of them all claims hold at once.

    Every set is scored on one seed by few runs; the best are then judged on another, as
    `ecosim verify` does, beside the default set. Without a PATTERN all explicit claims that come
    with ecosim take part. Patterns in which named firms act are left out: one set of parameters
    serves all scenarios, so single firms may inform none.
    """
    from ecosim.command_line.filtering import Asked, show_filter
    from ecosim.court.filtering import JUDGING_SEED, TRAINING_SEED, Request, filter_cases

    cases, left_out = filter_cases(patterns)
    request = Request(
        cases, sets, change, replicates,
        TRAINING_SEED if seed is None else seed,
        JUDGING_SEED if judging_seed is None else judging_seed,
    )  # fmt: skip
    show_filter(request, left_out, Asked(**asked))
