"""What ``ecosim scenarios`` does: list, show, check, begin, export."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import click

from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.declarations import Scenario
from ecosim.errors import InputError
from ecosim.scenarios import (
    as_workbook,
    list_scenarios,
    load_scenario,
    read_text,
    write_template,
)
from ecosim.scenarios.template import template_text, write_new

__all__ = ["begin_file", "check_file", "export_workbook", "show_library", "show_text"]


def show_library(as_json: bool, quiet: bool) -> None:
    """Print the scenarios of the library."""
    library = list_scenarios()
    if as_json:
        print_json(
            [{"name": s.name, "title": s.title, "description": s.description} for s in library]
        )
    elif quiet:
        click.echo("\n".join(info.name for info in library))
    else:
        lines = table(("Scenario", "What it is"))
        for info in library:
            lines.add_row(info.name, f"{info.title}. {' '.join(info.description.split())}")
            lines.add_section()
        screen = Screen()
        screen.print(lines)
        screen.print()
        screen.paragraph(
            "Read one: ecosim scenarios show NAME. Begin your own: ecosim scenarios new FILE."
        )


def show_text(name: str) -> None:
    """Print the file of a library scenario as it is."""
    click.echo(read_text(name), nl=False)


def check_file(file: str, as_json: bool, quiet: bool) -> None:
    """Load a scenario and say what is in it; what is wrong is raised as ``InputError``."""
    counts = _counts(load_scenario(file))
    if as_json:
        print_json({"file": file, "ok": True, **counts})
    elif not quiet:
        parts = ", ".join(f"{count} {name}" for name, count in counts.items())
        Screen().paragraph(f"{printable(file)} is ok: {parts}.")


def _counts(scenario: Scenario) -> dict[str, int]:
    """Return how much of what there is in a scenario."""
    kinds = Counter(firm.kind for firm in scenario.firms)
    for group in scenario.groups:
        kinds[group.kind] += group.count
    return {
        "months": scenario.ticks,
        "firms": kinds.total(),
        **{f"{kind} firms": count for kind, count in sorted(kinds.items()) if count},
        "named firms": len(scenario.firms),
        "given relationships": len(scenario.relationships),
        "dated shocks": len(scenario.shocks),
        "markets": len(scenario.markets.codes),
    }


def begin_file(file: str, as_json: bool, quiet: bool) -> None:
    """Write a new scenario file; one that exists is never replaced."""
    if file.lower().endswith(".xlsx"):
        content = tomllib.loads(template_text(Path(file).stem))
        _answer(write_new(file, as_workbook(content)), "import", as_json, quiet)
    else:
        _answer(write_template(file), "scenarios check", as_json, quiet)


def export_workbook(name: str, file: str, as_json: bool, quiet: bool) -> None:
    """Write a scenario as a workbook; a file that exists is never replaced."""
    load_scenario(name)
    if not file.lower().endswith(".xlsx"):
        raise InputError(f"{printable(file)}: a workbook has a name that ends with .xlsx")
    _answer(write_new(file, as_workbook(name)), "import", as_json, quiet)


def _answer(path: Path, command: str, as_json: bool, quiet: bool) -> None:
    """Say which file was written, and what to do with it."""
    if as_json:
        print_json({"file": str(path)})
    elif quiet:
        click.echo(str(path))
    else:
        ending = " --out mine.toml" if command == "import" else ""
        screen = Screen()
        screen.whole_line(f"Wrote {printable(str(path))}. Change it, then:")
        screen.whole_line(f"  ecosim {command} {printable(str(path))}{ending}")
