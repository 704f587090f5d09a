"""``ecosim import``: a scenario from tables that are there already."""

from __future__ import annotations

import click

from ecosim.command_line.options import output_options

__all__ = ["import_"]


@click.command(
    "import",
    short_help="Make a scenario from your own tables (Excel, CSV, GraphML).",
    epilog="""\b
Examples:
  ecosim import firms.xlsx --out ours.toml
  ecosim import firms.csv relationships.csv --focal Alvkraft --out ours.toml
  ecosim import firms.csv --rate EUR=11.2 --rate NOK=0.98 --out ours.toml
  ecosim scenarios new template.xlsx        a workbook to fill in

Each row of a table of firms is a firm: name, kind (provider, customer, partner, logistics),
country, staff, turnover, and anything else the workbook above explains. Titles are recognized
in other words and with units: "Turnover (MEUR)", "Staff", "Trust (1-5)". A table whose rows name
a source and a target holds relationships. What cannot be used is left out, and named with its
row and column.""",
)
@click.argument("tables", nargs=-1, required=True, metavar="TABLE...")
@click.option("--out", "-o", required=True, metavar="FILE.toml",
              help="The scenario file; one that exists is never replaced.")  # fmt: skip
@click.option("--focal", metavar="FIRM", help="The firm that chooses a partner.")
@click.option("--candidates", multiple=True, metavar="A,B,C|all",
              help="The firms it chooses among; all are all partners.")  # fmt: skip
@click.option("--rate", "rates", multiple=True, metavar="CODE=NUMBER",
              help="Kronor for one unit of a currency: EUR=11.2. May be repeated.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Write nothing where anything has to be left out.")
@output_options
def import_(
    tables: tuple[str, ...],
    out: str,
    focal: str | None,
    candidates: tuple[str, ...],
    rates: tuple[str, ...],
    strict: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make a scenario file from TABLES, and say what was read, guessed, refused and assumed."""
    from ecosim.command_line.importing import import_to_file

    import_to_file(tables, out, focal, candidates, rates, strict, as_json, quiet)
