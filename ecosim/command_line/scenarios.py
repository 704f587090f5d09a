"""What ``ecosim scenarios`` does: list, show, check, begin."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.declarations import Scenario
from ecosim.scenarios import list_scenarios, load_scenario, read_text, write_template

__all__ = ["begin_file", "check_file", "show_library", "show_text"]


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
    path: Path = write_template(file)
    if as_json:
        print_json({"file": str(path)})
    elif quiet:
        click.echo(str(path))
    else:
        screen = Screen()
        screen.whole_line(f"Wrote {printable(str(path))}. Change it, then:")
        screen.whole_line(f"  ecosim scenarios check {printable(str(path))}")
