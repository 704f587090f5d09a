"""The command ``ecosim`` and what it ends with: an exit code, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from ecosim import __version__
from ecosim.command_line.analysis_commands import discover, sensitivity
from ecosim.command_line.citation_commands import cite
from ecosim.command_line.court_commands import filter_sets, knockout, verify
from ecosim.command_line.dashboard_command import dashboard
from ecosim.command_line.experiment_commands import compare, paradox, run
from ecosim.command_line.failures import StoppedError, exit_code
from ecosim.command_line.import_commands import import_
from ecosim.command_line.plain_text import plain_where_needed
from ecosim.command_line.protocol_commands import odd
from ecosim.command_line.register_commands import mechanisms, outcomes, parameters, rules
from ecosim.command_line.repeat_commands import rerun
from ecosim.command_line.report_commands import report
from ecosim.command_line.scenario_commands import scenarios
from ecosim.command_line.slurm_commands import slurm
from ecosim.command_line.sweep_commands import sweep

__all__ = ["main"]


class Application(click.Group):
    """A group of commands in which every way to end has its exit code."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run the command line and leave Python."""
        for stream in (sys.stdout, sys.stderr):
            plain_where_needed(stream)
        run_click = super().main
        sys.exit(exit_code(lambda: run_click(args, "ecosim", standalone_mode=False)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; click would turn both exceptions into exit code 1."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            raise StoppedError("Stopped; earlier results are untouched.") from None
        except BrokenPipeError:
            raise StoppedError("") from None
        return result


@click.group(
    cls=Application,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Start here:
  ecosim scenarios                                  what there is to simulate
  ecosim compare partner-selection --out output/D   which partner firm D should choose
  ecosim report output/D                            the answer as a page to send on
  ecosim run six-smes --replicates 20 --out output/six
  ecosim dashboard                                  the same in a browser

Every command explains itself: ecosim run --help.

Exit codes: 0 done, 1 failed while running, 2 something given was wrong, 130 stopped by Ctrl-C.
Set ECOSIM_TRACEBACK=1 to see where a failure comes from.""",
)
@click.version_option(__version__, "-V", "--version", message="ecosim %(version)s")
def main() -> None:
    """Simulate partner selection, co-creation and internationalization in business ecosystems."""


for _command in (
    run,
    compare,
    paradox,
    sweep,
    slurm,
    sensitivity,
    discover,
    report,
    dashboard,
    rerun,
    import_,
    verify,
    knockout,
    filter_sets,
    scenarios,
    parameters,
    outcomes,
    rules,
    mechanisms,
    odd,
    cite,
):
    main.add_command(_command)
