"""``ecosim cite``: what to cite for a result."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.converters import folder

__all__ = ["cite"]


@click.command(
    short_help="Say what to cite for a result.",
    epilog="""\b
Examples:
  ecosim cite
  ecosim cite output/D --bibtex > references.bib""",
)
@click.argument("results", type=folder, required=False, metavar="[FOLDER]")
@click.option("--bibtex", is_flag=True, help="As entries of a BibTeX file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
def cite(results: Path | None, bibtex: bool, as_json: bool) -> None:
    """Print what to cite: the software, and the studies behind the mechanisms that were on.

    Without a FOLDER of results, all studies the model draws on.
    """
    from ecosim.command_line.citation import cite_results

    cite_results(results, bibtex, as_json)
