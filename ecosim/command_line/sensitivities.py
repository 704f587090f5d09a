"""What ``ecosim sensitivity`` does and says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from ecosim.analysis import Sensitivity, sensitivity
from ecosim.analysis.pictures import save
from ecosim.analysis.sensitivity import BLOCKS, SEEDS
from ecosim.analysis.sensitivity_picture import draw_sensitivity
from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.results.figures import between, number, percent
from ecosim.results.statistics import Interval

__all__ = ["left_out", "show_sensitivity"]

_SOURCES = {"settings": "the factors", "chance": "chance", "both": "chance that the factors change"}
Rows = Sequence[dict[str, Any]]


def show_sensitivity(
    folder: Path, outcomes: Sequence[str], level: float, as_json: bool, quiet: bool
) -> None:
    """Write tables and a picture, and print what they say."""
    found = sensitivity(folder, outcomes, level)
    files = [*found.write(folder), *save(draw_sensitivity(found), folder, "sensitivity")]
    if as_json:
        print_json({**_as_dict(found), "files": [path.name for path in files]})
    elif quiet:
        click.echo(str(folder))
    else:
        _show(found, level, files)


def _as_dict(found: Sensitivity) -> dict[str, Any]:
    return {
        "method": found.sweep.plan.method,
        "blocks": found.blocks,
        "used": found.used,
        "constant": list(found.constant),
        "skipped": list(found.skipped),
        "failed_runs": found.sweep.failed,
        "indices": found.indices.to_pylist(),
        "chance": found.chance.to_pylist(),
    }


def _show(found: Sensitivity, level: float, files: Iterable[Path]) -> None:
    screen = Screen()
    rows = found.indices.to_pylist()
    for outcome in found.used:
        screen.heading(outcome.replace("_", " "))
        mine = [row for row in rows if row["outcome"] == outcome]
        if outcome in found.constant:
            screen.paragraph("The same in every run: nothing here moves it.")
            continue
        screen.print(_single_table(found.sweep.plan.factors, mine, level))
        pairs = [row for row in mine if row["index"] == "second"]
        if pairs:
            screen.print(_pair_table(pairs))
        shares = [row for row in found.chance.to_pylist() if row["outcome"] == outcome]
        if SEEDS not in found.sweep.plan.factors:
            _show_chance(screen, shares)
        _show_counts(screen, found, outcome)
    if found.skipped:
        screen.paragraph(_skipped(found))
    screen.paragraph(left_out(found.sweep.failed, found.sweep.plan.runs))
    screen.heading("Files")
    screen.whole_line(f"{printable(str(found.sweep.folder))}: {', '.join(p.name for p in files)}")


def _single_table(factors: Sequence[str], rows: Rows, level: float) -> Table:
    """Return a line for each factor, the one that matters most on top."""
    kinds = list(dict.fromkeys(row["index"] for row in rows if row["other"] is None))
    found = {(row["factor"], row["index"]): row for row in rows if row["other"] is None}
    leading = "total" if "total" in kinds else kinds[0]
    heads = ["Factor"]
    for kind in kinds:
        heads += [kind.replace("_", " ").capitalize(), ""]
    lines = table(heads, right=heads[1:])
    for factor in sorted(factors, key=lambda name: -found[name, leading]["estimate"]):
        cells = [cell for kind in kinds for cell in _cells(found[factor, kind])]
        lines.add_row(printable(factor), *cells)
    lines.caption = f"Beside each index its {level:.0%} interval.".replace("%", " %")
    lines.caption_justify = "left"
    return lines


def _cells(row: dict[str, Any]) -> tuple[str, str]:
    """Return an index and its interval, which may be missing."""
    low, high = (math.nan if row[end] is None else row[end] for end in ("low", "high"))
    interval = Interval(row["estimate"], low, high, 0)
    return number(row["estimate"]), "" if math.isnan(low) else between(interval)


def _pair_table(rows: Rows) -> Table:
    lines = table(("Pair", "", "Second", ""), right=("Second",))
    for row in sorted(rows, key=lambda row: -row["estimate"]):
        lines.add_row(printable(row["factor"]), printable(row["other"]), *_cells(row))
    return lines


def _show_chance(screen: Screen, shares: Rows) -> None:
    """Print how the variance of one run divides."""
    if not shares:
        screen.paragraph("Each point was run once: how much is chance, replicates would tell.")
        return
    parts = [f"{_SOURCES[row['source']]} {percent(row['share'])} "
             f"({percent(row['low'])} to {percent(row['high'])})" for row in shares]  # fmt: skip
    screen.paragraph(f"Variance of a single run: {', '.join(parts)}.")


def _show_counts(screen: Screen, found: Sensitivity, outcome: str) -> None:
    """Print what is left out, if anything is."""
    missing = found.blocks - found.used[outcome]
    if missing:
        screen.paragraph(
            f"{missing:,} of {found.blocks:,} {BLOCKS[found.sweep.plan.method]} are left out: a "
            "run in them failed or has no value. The indices hold for the others."
        )


def _skipped(found: Sensitivity) -> str:
    names = ", ".join(outcome.replace("_", " ") for outcome in found.skipped)
    kind = BLOCKS[found.sweep.plan.method]
    return f"Left out, as too few {kind} have them in all runs: {names}."


def left_out(failed: dict[str, int], runs: int) -> str:
    """Return how many runs of a sweep have no outcomes, as a sentence."""
    if not failed:
        return f"All {runs:,} runs are ok."
    parts = ", ".join(f"{count:,} {status}" for status, count in sorted(failed.items()))
    return f"Of {runs:,} runs, these have no outcomes: {parts}; column reason says why."
