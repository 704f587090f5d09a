"""The equations of the model: a list, or the card of one of them."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from ecosim.command_line.registers import for_reading
from ecosim.command_line.screen import Screen, print_json, table
from ecosim.errors import InputError, nearest
from ecosim.rules.register import RULES, RuleCard

__all__ = ["show_rules"]


def show_rules(name: str | None, as_json: bool, quiet: bool) -> None:
    """Print all rules in short, or one as a card.

    Raises
    ------
    InputError
        where there is no rule of this name
    """
    cards = RULES if name is None else (_card(name),)
    if as_json:
        print_json([_as_dict(card) for card in cards])
    elif quiet:
        for card in cards:
            Screen().whole_line(card.name)
    elif name is None:
        _show_list()
    else:
        _show_card(Screen(), cards[0])


def _card(name: str) -> RuleCard:
    """Return the rule of this name, also written "module.name"."""
    for card in RULES:
        if name in (card.name, f"{card.module}.{card.name}"):
            return card
    near = nearest(name[:80], [card.name for card in RULES])
    raise InputError(f"rules: there is no rule {name[:80]!r}{near}; `ecosim rules` lists them")


def _as_dict(card: RuleCard) -> dict[str, Any]:
    parameters = [
        {"name": p.name, "description": p.meaning, "low": p.bounds[0], "high": p.bounds[1]}
        for p in card.parameters
    ]
    return {**card.as_dict(), "signature": card.signature, "parameters": parameters,
            "example": card.example}  # fmt: skip


def _show_list() -> None:
    """Print every rule with the file it is in."""
    lines = table(("Rule", "File in ecosim/rules", "What it returns"))
    for card in RULES:
        lines.add_row(card.name, f"{card.module}.py", _result(card))
    for_reading().print(lines)


def _result(card: RuleCard) -> str:
    """Return what a rule returns, without saying that it returns it."""
    words = card.summary.removeprefix("Return ")
    return words[:1].upper() + words[1:]


def _show_card(screen: Screen, card: RuleCard) -> None:
    """Print everything about one rule."""
    screen.print(Text.assemble((card.name, "bold"), f"  in ecosim/rules/{card.module}.py"))
    screen.paragraph(card.summary)
    if card.equation:
        screen.heading("Equation")
        for line in card.equation.splitlines():
            screen.whole_line(f"    {line}")
    if card.parameters:
        screen.heading("Where")
        lines = table(("Symbol", "Meaning"))
        lines.show_header = False
        for parameter in card.parameters:
            lines.add_row(f"    {parameter.name}", parameter.meaning)
        screen.print(lines)
    screen.heading("Source")
    screen.paragraph(card.source, indent=4)
    if card.example:
        screen.heading("Example")
        for line in card.example.splitlines():
            screen.whole_line(f"    {line}")
