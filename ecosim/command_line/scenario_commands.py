"""``ecosim scenarios``: the library, and files of a user's own."""

from __future__ import annotations

import click

from ecosim.command_line.options import output_options

__all__ = ["scenarios"]


@click.group(
    invoke_without_command=True,
    short_help="List, show, check, begin or export scenarios.",
    epilog="""\b
Examples:
  ecosim scenarios
  ecosim scenarios show six-smes
  ecosim scenarios new mine.toml
  ecosim scenarios check mine.toml""",
)
@click.pass_context
def scenarios(context: click.Context) -> None:
    """List the scenarios that come with ecosim; show, check, begin or export one."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@scenarios.command("list", epilog="\b\nExample:\n  ecosim scenarios list --json")
@output_options
def list_(as_json: bool = False, quiet: bool = False) -> None:
    """List the scenarios that come with ecosim."""
    from ecosim.command_line.scenarios import show_library

    show_library(as_json, quiet)


@scenarios.command(epilog="\b\nExample:\n  ecosim scenarios show six-smes > mine.toml")
@click.argument("name")
def show(name: str) -> None:
    """Print the file of a scenario that comes with ecosim, to read or to change."""
    from ecosim.command_line.scenarios import show_text

    show_text(name)


@scenarios.command(epilog="\b\nExample:\n  ecosim scenarios check mine.toml")
@click.argument("file")
@output_options
def check(file: str, as_json: bool, quiet: bool) -> None:
    """Say whether a scenario file is complete and free of contradictions."""
    from ecosim.command_line.scenarios import check_file

    check_file(file, as_json, quiet)


@scenarios.command(
    epilog="\b\nExamples:\n  ecosim scenarios new mine.toml\n  ecosim scenarios new mine.xlsx"
)
@click.argument("file")
@output_options
def new(file: str, as_json: bool, quiet: bool) -> None:
    """Write a new scenario file to start from: commented TOML, or a workbook (.xlsx) to fill in."""
    from ecosim.command_line.scenarios import begin_file

    begin_file(file, as_json, quiet)


@scenarios.command(epilog="\b\nExample:\n  ecosim scenarios export six-smes six.xlsx")
@click.argument("name")
@click.argument("file")
@output_options
def export(name: str, file: str, as_json: bool, quiet: bool) -> None:
    """Write a scenario as an Excel workbook, to read, change, and import again."""
    from ecosim.command_line.scenarios import export_workbook

    export_workbook(name, file, as_json, quiet)
