"""What the words of a report mean, from where they are declared."""

from __future__ import annotations

from collections.abc import Sequence

from ecosim.declarations.columns import FIRM_COLUMNS, TIE_COLUMNS
from ecosim.reporting.document import Column, Section, Table

__all__ = ["terms"]

_OF_FIRMS = ("viability", "maturity", "involvement", "coverage", "support")
_OF_RELATIONSHIPS = (
    "complementarity", "consonance", "resonance", "trust", "assets", "routines", "governance",
    "phase",
)  # fmt: skip
_OF_CHOICES = (
    ("paired", "Two choices are tried in the same run under the same chance, so that their "
     "difference is that of the choice."),
    ("95 % interval", "Made so that 95 of 100 such intervals hold the true mean of the model."),
    ("regret", "What is expected to be lost by choosing this candidate now, if another is best."),
)  # fmt: skip


def terms(of_choices: bool = False) -> Section:
    """Return the field's words with their meanings and sources."""
    declared = [FIRM_COLUMNS[name] for name in _OF_FIRMS]
    declared += [TIE_COLUMNS[name] for name in _OF_RELATIONSHIPS]
    rows: Sequence[tuple[str, str, str]] = [
        *((one.name, one.description, one.source) for one in declared),
        *((word, meaning, "") for word, meaning in _OF_CHOICES if of_choices),
    ]
    columns = (Column("Word"), Column("Meaning"), Column("Source"))
    return Section("What the words mean", (Table("Words", "Words", columns, tuple(rows)),))
