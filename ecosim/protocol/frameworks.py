"""One study and what the model makes of it: mechanisms, equations, quantities, claims tried."""

from __future__ import annotations

import tomllib

from ecosim.declarations.base import Register
from ecosim.declarations.sources import SOURCES, keys_in
from ecosim.protocol.registers import REGISTERS, markdown_table, register_table
from ecosim.protocol.submodels import rule_text
from ecosim.rules.register import RULES
from ecosim.scenarios.pattern_library import PATTERNS

__all__ = ["framework_document"]

_FIRST = ("mechanisms",)
_AFTER_EQUATIONS = ("parameters", "outcomes", "firm outcomes", "events", "firm columns",
                    "relationship columns", "firm fields")  # fmt: skip


def framework_document(key: str) -> str:
    """Return the page of one study as Markdown; everything in it is read from the code.

    Parameters
    ----------
    key : of the study, as rules and registers cite it
    """
    source = SOURCES[key]
    parts = [
        f"# [{key}] {source.title}",
        source.text,
        "What the model takes from this study. Where a source says *Ours*, the study gives the "
        "idea, and this project the form or the size.",
        *(_register(title, key) for title in _FIRST),
        _equations(key),
        *(_register(title, key) for title in _AFTER_EQUATIONS),
        _claims(key),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _register(title: str, key: str) -> str:
    """Return the rows of one register that cite the study."""
    citing = [one for one in REGISTERS[title] if key in keys_in(one.source)]
    if not citing:
        return ""
    return f"## {title.capitalize()}\n\n{register_table(Register(title, citing))}"


def _equations(key: str) -> str:
    """Return every rule that cites the study, file by file."""
    cards = [card for card in RULES if key in keys_in(card.source)]
    if not cards:
        return ""
    parts = ["## Equations"]
    for module in dict.fromkeys(card.module for card in cards):
        parts.append(f"### `{module}`")
        parts += [rule_text(card) for card in cards if card.module == module]
    return "\n\n".join(parts)


def _claims(key: str) -> str:
    """Return the claims of the study that the court tries."""
    found = (tomllib.loads(path.read_text(encoding="utf-8"))["pattern"]
             for path in sorted(PATTERNS.glob("*.toml")))  # fmt: skip
    rows = [
        (pattern["id"], pattern["claim"], pattern["source"], pattern["grade"])
        for pattern in found
        if pattern["source"].split()[0] == key
    ]
    if not rows:
        return ""
    table = markdown_table(("pattern", "claim", "place", "grade"), rows)
    return f"## Claims tried\n\nVerdicts stand in [the scorecard](../scorecard.md).\n\n{table}"
