"""What ``ecosim discover`` does and says."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from ecosim.analysis import Condition, Discovery, discover
from ecosim.analysis.pictures import save
from ecosim.analysis.region_picture import draw_regions
from ecosim.analysis.regions import Limit, Region
from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.command_line.sensitivities import left_out
from ecosim.errors import InputError
from ecosim.results.figures import number, percent

__all__ = ["show_discovery"]


def show_discovery(
    folder: Path,
    outcome: str,
    ends: tuple[float | None, float | None],
    regions: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write tables and a picture, and print the regions."""
    found = discover(folder, _condition(outcome, *ends), regions)
    files = [*found.write(folder), *save(draw_regions(found), folder, "regions")]
    if as_json:
        print_json({**_as_dict(found), "files": [path.name for path in files]})
    elif quiet:
        click.echo(str(folder))
    else:
        _show(found, files)


def _condition(outcome: str, below: float | None, above: float | None) -> Condition:
    if below is not None and above is None:
        return Condition(outcome, below)
    if above is not None and below is None:
        return Condition(outcome, above, below=False)
    raise InputError("say what is interesting with either --below NUMBER or --above NUMBER")


def _as_dict(found: Discovery) -> dict[str, Any]:
    return {
        "condition": str(found.condition),
        "points": len(found.interesting),
        "interesting": int(found.interesting.sum()),
        "points_left_out": found.left_out,
        "failed_runs": found.sweep.failed,
        "regions": found.limits.to_pylist(),
    }


def _show(found: Discovery, files: Iterable[Path]) -> None:
    screen = Screen()
    points, count = len(found.interesting), int(found.interesting.sum())
    screen.paragraph(
        f"{found.condition}: at {count:,} of {points:,} points ({percent(count / points)})."
    )
    if found.left_out:
        screen.paragraph(f"{found.left_out:,} points are left out: a run failed or has no value.")
    for number_, region in enumerate(found.regions, start=1):
        _show_region(screen, number_, region)
    if not found.regions:
        screen.paragraph("No region stands out: no restriction is more than chance would show.")
    screen.paragraph(left_out(found.sweep.failed, found.sweep.plan.runs))
    screen.heading("Files")
    screen.whole_line(f"{printable(str(found.sweep.folder))}: {', '.join(p.name for p in files)}")


def _show_region(screen: Screen, number_: int, region: Region) -> None:
    screen.heading(f"Region {number_}")
    screen.paragraph(
        f"Density {percent(region.density)}: {region.interesting:,} of its {region.points:,} "
        f"points are interesting. Coverage {percent(region.coverage)} of all interesting points."
    )
    lines = table(("Factor", "Where", "Quasi-p"), right=("Quasi-p",))
    for limit in region.limits:
        lines.add_row(printable(limit.factor), _where(limit), _quasi_p(limit.quasi_p))
    screen.print(lines)


def _where(limit: Limit) -> str:
    """Return a restriction in words."""
    if limit.values:
        return printable(", ".join(limit.values))
    if math.isnan(limit.low):
        return f"up to {number(limit.high)}"
    if math.isnan(limit.high):
        return f"from {number(limit.low)}"
    return f"{number(limit.low)} to {number(limit.high)}"


def _quasi_p(value: float) -> str:
    return "<0.001" if value < 0.001 else number(value, 3)
