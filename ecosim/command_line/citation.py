"""What ``ecosim cite`` does and says."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim import __version__
from ecosim.command_line.screen import print_json
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.sources import Source
from ecosim.results import Results
from ecosim.results.citations import studies_behind

__all__ = ["cite_results"]

_SOFTWARE = {"title": "ecosim: a simulator of business ecosystems", "author": "The ecosim authors"}


def cite_results(folder: Path | None, as_bibtex: bool, as_json: bool) -> None:
    """Print references: the software, and the studies whose mechanisms were on."""
    if folder is None:
        version, mechanisms = __version__, {one.name: True for one in MECHANISMS}
    else:
        provenance = Results.read(folder).provenance
        version = provenance["versions"]["ecosim"]
        mechanisms = provenance["scenario"]["mechanisms"]
    used = studies_behind(mechanisms)
    if as_json:
        print_json([{**_SOFTWARE, "version": version}, *map(_plain, used)])
    elif as_bibtex:
        click.echo("\n\n".join([_software_entry(version), *(one.bibtex for one in used)]))
    else:
        click.echo("\n".join([_software_line(version), *(one.text for one in used)]))


def _plain(source: Source) -> dict[str, str]:
    return {name: getattr(source, name) for name in Source.__slots__}


def _software_line(version: str) -> str:
    return f"{_SOFTWARE['author']}. {_SOFTWARE['title']} (version {version}) [computer software]."


def _software_entry(version: str) -> str:
    fields = {**_SOFTWARE, "author": "{" + _SOFTWARE["author"] + "}", "version": version}
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    return "@software{ecosim,\n" + lines + "\n}"
