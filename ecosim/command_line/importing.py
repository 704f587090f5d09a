"""What ``ecosim import`` does and says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, print_json
from ecosim.errors import InputError
from ecosim.scenarios import Imported, import_tables
from ecosim.scenarios.template import check_name, write_new

__all__ = ["import_to_file"]

_HEADINGS = {
    "read": "Read",
    "guessed": "Guessed: please check",
    "refused": "Left out",
    "assumed": "Assumed, as the scenario file says",
}
_MOST_LINES = 40


def import_to_file(
    tables: Sequence[str],
    out: str,
    focal: str | None,
    candidates: Sequence[str],
    rates: Sequence[str],
    strict: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make a scenario file from tables and report on it."""
    check_name(out)
    if Path(out).exists():
        raise InputError(f"--out: {printable(out)} exists already; name a new file")
    made = import_tables(
        *tables, name=Path(out).stem, focal=focal, candidates=candidates, rates=_rates(rates)
    )
    if strict and made.findings.refused:
        more = len(made.findings.refused) - 1
        raise InputError(f"{made.findings.refused[0]}" + (f"; and {more} more" if more else ""))
    write_new(out, made.text.encode())
    if as_json:
        print_json({"file": out, **asdict(made.findings)})
    elif quiet:
        click.echo(out)
    else:
        _show(made, out)


def _rates(texts: Sequence[str]) -> dict[str, float]:
    """Return exchange rates from "EUR=11.2"."""
    rates = {}
    for text in texts:
        code, _, number = text.partition("=")
        try:
            rates[code.strip().upper()] = float(number)
        except ValueError:
            raise InputError(f"--rate: {printable(text)} is not like EUR=11.2") from None
        if not (code.strip().isalpha() and 0.0 < float(number) < 1e6):
            raise InputError(f"--rate: {printable(text)} is not like EUR=11.2")
    return rates


def _show(made: Imported, out: str) -> None:
    """Print the report, and what to do next."""
    screen = Screen()
    for name, lines in asdict(made.findings).items():
        if lines:
            screen.heading(_HEADINGS[name])
            for line in lines[:_MOST_LINES]:
                screen.paragraph(printable(line), indent=2)
            if len(lines) > _MOST_LINES:
                screen.paragraph(f"and {len(lines) - _MOST_LINES:,} more", indent=2)
    screen.print()
    file = printable(out)
    screen.whole_line(f"Wrote {file}. Next:")
    if made.scenario.comparison is not None:
        screen.whole_line(f"  ecosim compare {file} --out output/{printable(Path(out).stem)}")
    else:
        screen.whole_line(f"  ecosim run {file} --out output/{printable(Path(out).stem)}")
