"""How to repeat what a report says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecosim.reporting.document import Column, Points, Section, Table

__all__ = ["origin"]

_COMMANDS = (
    "ecosim rerun FOLDER repeats every run from the folder of this report and says whether the "
    "numbers are the same to the bit.",
    "ecosim cite FOLDER names the studies to cite.",
)


def origin(provenance: Mapping[str, Any]) -> Section:
    """Return what made the result, and how to make it again."""
    command, scenario = provenance["command"], provenance["scenario"]
    rows = [
        ("Command", f"ecosim {command['name']}"),
        ("Scenario", scenario["name"]),
        ("Fingerprint of the scenario", provenance["scenario_digest"]),
        *((name.capitalize(), _words(value)) for name, value in command.items() if name != "name"),
        *((f"Version of {name}", version) for name, version in provenance["versions"].items()),
        ("Machine", " ".join(provenance["platform"].values())),
        ("Chance", provenance["seed_scheme"]),
    ]
    table = Table("Origin", "What made this result", (Column("What"), Column("Value")), tuple(rows))
    return Section("How to repeat this", (Points(_COMMANDS), table))


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
