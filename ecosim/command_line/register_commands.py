"""``ecosim parameters``, ``outcomes``, ``mechanisms`` and ``rules``: what the model is made of."""

from __future__ import annotations

import click

from ecosim.command_line.converters import word
from ecosim.command_line.options import output_options

__all__ = ["mechanisms", "outcomes", "parameters", "rules"]

words_argument = click.argument("words", nargs=-1, metavar="[WORD]...")


@click.command(
    short_help="List the parameters: default, range, meaning, source.",
    epilog="""\b
Examples:
  ecosim parameters
  ecosim parameters trust
  ecosim parameters --json > parameters.json""",
)
@words_argument
@output_options
def parameters(words: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """List the parameters of the model; with a WORD, those about it.

    Change one with --set parameters.NAME=VALUE, or in a scenario file under [parameters].
    """
    from ecosim.command_line.registers import show_register
    from ecosim.declarations.parameters import PARAMETERS

    show_register(PARAMETERS, words, as_json, quiet)


@click.command(
    short_help="List the outcomes of a run: unit, meaning, source.",
    epilog="""\b
Examples:
  ecosim outcomes
  ecosim outcomes --of firm
  ecosim outcomes foreign""",
)
@words_argument
@click.option("--of", "subject", type=word(("ecosystem", "firm")), default="ecosystem",
              show_default=True, metavar="ecosystem|firm",
              help="What a run says of the whole, or of each firm.")  # fmt: skip
@output_options
def outcomes(words: tuple[str, ...], subject: str, as_json: bool, quiet: bool) -> None:
    """List the outcomes of a run; with a WORD, those about it.

    Those of the ecosystem are columns of the table `runs`; those of a firm can be the objective
    of `ecosim compare`.
    """
    from ecosim.command_line.registers import show_register
    from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES

    show_register(OUTCOMES if subject == "ecosystem" else FIRM_OUTCOMES, words, as_json, quiet)


@click.command(
    short_help="List the mechanisms that can be switched off.",
    epilog="""\b
Examples:
  ecosim mechanisms
  ecosim mechanisms partner --json""",
)
@words_argument
@output_options
def mechanisms(words: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """List the mechanisms that can be switched off; with a WORD, those about it.

    Switch one off with --set mechanisms.NAME=false, or in a scenario file under [mechanisms].
    """
    from ecosim.command_line.registers import show_register
    from ecosim.declarations.mechanisms import MECHANISMS

    show_register(MECHANISMS, words, as_json, quiet)


@click.command(
    short_help="List the equations, or show one with its source.",
    epilog="""\b
Examples:
  ecosim rules
  ecosim rules trust""",
)
@click.argument("name", required=False)
@output_options
def rules(name: str | None, as_json: bool, quiet: bool) -> None:
    """List the equations of the model; with a NAME, show one with its source and an example."""
    from ecosim.command_line.rule_cards import show_rules

    show_rules(name, as_json, quiet)
