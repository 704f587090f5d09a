"""``ecosim odd``: the model described in the protocol of the field."""

from __future__ import annotations

import click

__all__ = ["odd"]


@click.command(
    short_help="Print the model's description in the ODD protocol.",
    epilog="""\b
Examples:
  ecosim odd > model.md
  ecosim odd | less""",
)
def odd() -> None:
    """Print the description of the model in the ODD protocol, as Markdown.

    Its tables, equations and order of events are read from the code of this version.
    """
    from ecosim.protocol import odd_document

    click.echo(odd_document(), nl=False)
