"""Tables, paragraphs and JSON on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ecosim.command_line.plain_text import printable

__all__ = ["Screen", "print_json", "table"]


class Screen(Console):
    """Stdout, where nothing is markup: texts from users may hold brackets.

    Parameters
    ----------
    width : of the lines; by default that of the terminal, or 80
    """

    def __init__(self, width: int | None = None) -> None:
        super().__init__(
            file=sys.stdout, markup=False, highlight=False, emoji=False, width=width, tab_size=4
        )

    def on_broken_pipe(self) -> NoReturn:
        """Let the application end quietly when nobody reads on."""
        raise BrokenPipeError

    def heading(self, text: str) -> None:
        """Print a heading with an empty line before it."""
        self.print()
        self.print(Text(text, "bold"))

    def paragraph(self, text: str, indent: int = 0) -> None:
        """Print text broken into lines between words."""
        words = Text(text)
        self.print(Padding(words, (0, 0, 0, indent)) if indent else words)

    def whole_line(self, text: str) -> None:
        """Print text on one line of its own, however long, so that it can be copied."""
        self.print(text, soft_wrap=True)

    def report_files(self, written: Iterable[Path]) -> None:
        """Print where a report is, each file on a line that can be copied."""
        for path in written:
            what = "to read and print" if path.suffix == ".html" else "as a workbook"
            self.whole_line(f"Report, {what}: {printable(str(path))}")


def table(headings: Iterable[str], right: Iterable[str] = ()) -> Table:
    """Return an empty table, lines only under its headings.

    Parameters
    ----------
    headings : of the columns
    right : headings of those columns whose entries are numbers
    """
    made = Table(
        box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold"
    )
    for heading in headings:
        number = heading in right
        justify: JustifyMethod = "right" if number else "left"
        made.add_column(heading, justify=justify, no_wrap=number, overflow="fold")
    return made


def print_json(value: Any) -> None:
    """Print a value as JSON; it holds no NaN."""
    click.echo(json.dumps(value, indent=2, allow_nan=False))
