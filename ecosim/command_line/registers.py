"""Registers of declared quantities, as tables or JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.text import Text

from ecosim.command_line.screen import Screen, print_json, table
from ecosim.declarations.base import Declaration, Register
from ecosim.errors import InputError, nearest

__all__ = ["for_reading", "show_register"]

_WIDE = 130
_NO_TERMINAL = 400


def show_register(register: Register, words: Sequence[str], as_json: bool, quiet: bool) -> None:
    """Print the declarations that the words are about.

    Raises
    ------
    InputError
        where there are none
    """
    found = matching(register, words)
    if as_json:
        print_json([declaration.as_dict() for declaration in found])
        return
    screen = for_reading()
    if quiet:
        for declaration in found:
            screen.whole_line(declaration.name)
    elif screen.width >= _WIDE:
        _show_wide(screen, found)
    else:
        _show_narrow(screen, found)


def for_reading() -> Screen:
    """Return a screen on which, where it is no terminal, an entry takes one line for ``grep``."""
    return Screen() if sys.stdout.isatty() else Screen(_NO_TERMINAL)


def matching(register: Register, words: Sequence[str]) -> list[Declaration]:
    """Return the declarations whose name or description holds every word."""
    found = [d for d in register if all(_about(d, word.casefold()) for word in words)]
    if not found:
        asked = " ".join(words)[:80]
        raise InputError(
            f"{register.title}: none is about {asked!r}{nearest(asked, register.names)}"
        )
    return found


def _about(declaration: Declaration, word: str) -> bool:
    return word in f"{declaration.name} {declaration.description}".casefold()


def _show_wide(screen: Screen, found: list[Declaration]) -> None:
    """Print one line for each declaration."""
    columns = {
        "Name": [d.name for d in found],
        "Default": [_default(d) for d in found],
        "Range": [_range(d) for d in found],
        "Unit": [_unit(d) for d in found],
        "Description": [d.description for d in found],
        "Source": [d.source for d in found],
    }
    filled = {head: entries for head, entries in columns.items() if any(entries)}
    lines = table(filled, right=("Default",))
    for entries in zip(*filled.values(), strict=True):
        lines.add_row(*entries)
    screen.print(lines)


def _show_narrow(screen: Screen, found: list[Declaration]) -> None:
    """Print what is said of each declaration under its name."""
    for declaration in found:
        facts = " ".join(filter(None, (_default(declaration), _unit(declaration))))
        limits = _range(declaration)
        screen.print(
            Text.assemble(
                (declaration.name, "bold"), f"  {facts}", f"  ({limits})" if limits else ""
            )
        )
        screen.paragraph(f"{declaration.description} {declaration.source}", indent=4)


def _default(declaration: Declaration) -> str:
    if isinstance(declaration.default, bool):
        return "on" if declaration.default else "off"
    return "" if declaration.default is None else f"{declaration.default:g}"


def _range(declaration: Declaration) -> str:
    low, high = declaration.low, declaration.high
    if high is None:
        return "" if low is None else f"from {low:g}"
    return f"up to {high:g}" if low is None else f"{low:g} to {high:g}"


def _unit(declaration: Declaration) -> str:
    return "" if declaration.unit in ("1", "", "on or off") else declaration.unit
