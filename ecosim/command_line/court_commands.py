"""``ecosim verify`` and ``ecosim knockout``: the theory court."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ecosim.command_line.converters import file, whole_number
from ecosim.command_line.options import MOST_REPLICATES

__all__ = ["knockout", "verify"]

Command = TypeVar("Command", bound=Callable[..., Any])


def court_options(command: Command) -> Command:
    """Add the patterns and the options that both commands share."""
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
