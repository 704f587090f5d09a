"""``ecosim report``: results as files that can be sent on."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.converters import folder, new_file, word
from ecosim.command_line.options import output_options

__all__ = ["REPORT_FORMATS", "report"]

REPORT_FORMATS = ("html", "xlsx", "all")


@click.command(
    short_help="Write a report to send on: a page and a workbook.",
    epilog="""\b
Examples:
  ecosim report output/D
  ecosim report output/D --format html --out "Partners of D.html"

The page is one file with everything in it: it opens from mail, without a network, and prints to
PDF from any browser. The workbook has the same tables with numbers as numbers, every run, and a
sheet that explains each column.""",
)
@click.argument("results", type=folder, metavar="FOLDER")
@click.option("--format", "format_", type=word(REPORT_FORMATS), default="all",
              show_default=True, metavar="|".join(REPORT_FORMATS),
              help="The page, the workbook, or both.")  # fmt: skip
@click.option("--out", "-o", type=new_file, metavar="FILE",
              help="File to write; report.html and report.xlsx in FOLDER by default.")  # fmt: skip
@output_options
def report(results: Path, format_: str, out: Path | None, as_json: bool, quiet: bool) -> None:
    """Write a report on the results in FOLDER, of run, compare, paradox or sweep.

    It answers the question first, and shows how sure the answer is, why, what was assumed, and how
    to repeat it.
    """
    from ecosim.command_line.reports import report_results

    report_results(results, format_, out, as_json, quiet)
