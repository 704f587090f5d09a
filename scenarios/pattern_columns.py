"""What a measure can be taken of: the columns of each table, and what a statistic needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecosim.declarations.columns import ECOSYSTEM, EVENTS, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.declarations.fields import KINDS
from ecosim.declarations.networks import PAIRS
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.errors import InputError
from ecosim.scenarios.messages import choices, key_text, name_like, shown
from ecosim.scenarios.pattern import Measure

__all__ = ["NUMBERS", "check_measure"]

NUMBERS: dict[str, tuple[str, ...]] = {
    "ecosystem": ECOSYSTEM.names,
    "firms": FIRM_COLUMNS.names,
    "relationships": TIE_COLUMNS.names,
    "events": ("detail",),
    "firm_outcomes": FIRM_OUTCOMES.names,
}
"""Columns of numbers by table; ``tick`` is another one of all but ``firm_outcomes``."""

_WORDS: dict[str, Mapping[str, tuple[str, ...] | None]] = {
    "ecosystem": {},
    "firms": {"firm": None, "kind": KINDS},
    "relationships": {"pair": PAIRS, "firm": None},
    "events": {"event": EVENTS.names, "firm": None, "kind": KINDS, "object_kind": KINDS},
    "firm_outcomes": {"firm": None, "kind": KINDS},
}
_COLUMNS_NEEDED = {"count": 0, "share": 0, "first_month": 0, "correlation": 2, "lead": 2,
                   "clusters": 2}  # fmt: skip
_NEEDS_HAVING = ("share", "first_month")
_NOT_OF = {
    "slope": ("events", "firm_outcomes"), "lead": ("events", "firm_outcomes"),
    "first_month": ("firm_outcomes",), "clusters": ("ecosystem", "events", "firm_outcomes"),
}  # fmt: skip


def check_measure(measure: Measure) -> None:
    """Refuse a measure that names a column that does not exist, or lacks what its statistic needs.

    Raises
    ------
    InputError
        one sentence, beginning with the key
    """
    numbers = NUMBERS[measure.of]
    for column in measure.columns:
        if column not in numbers:
            raise InputError(f"column: {_no_column(column, numbers)}")
    needed = _COLUMNS_NEEDED.get(measure.statistic, 1)
    if len(measure.columns) != needed:
        raise InputError(
            f"column: {measure.statistic} needs {needed} columns, not {len(measure.columns)}"
        )
    if measure.of in _NOT_OF.get(measure.statistic, ()):
        raise InputError(f"statistic: there is no {measure.statistic} of {measure.of}")
    if bool(measure.having) != (measure.statistic in _NEEDS_HAVING):
        word = "needs" if not measure.having else "has no use for"
        raise InputError(f"having: {measure.statistic} {word} a condition")
    for key in ("where", "having"):
        for column, wanted in getattr(measure, key).items():
            _check_condition(measure.of, f"{key}.{key_text(column)}", column, wanted)


def _check_condition(of: str, where: str, column: str, wanted: Any) -> None:
    words = _WORDS[of]
    if column in words:
        allowed = words[column]
        if not isinstance(wanted, str):
            raise InputError(f"{where}: {shown(wanted)} is no text")
        if allowed is not None and wanted not in allowed:
            raise InputError(f"{where}: {choices(wanted, allowed)}")
        return
    if column not in (*NUMBERS[of], "tick"):
        raise InputError(f"{where}: {_no_column(column, (*words, *NUMBERS[of]))}")
    if not _is_range(wanted) and (isinstance(wanted, bool) or not isinstance(wanted, int | float)):
        raise InputError(f"{where}: {shown(wanted)} is neither a number nor a list of two")


def _no_column(name: str, names: tuple[str, ...]) -> str:
    return f"there is no column {shown(name)}{name_like(name, names)}"


def _is_range(wanted: Any) -> bool:
    return (
        isinstance(wanted, list)
        and len(wanted) == 2
        and all(isinstance(end, int | float) and not isinstance(end, bool) for end in wanted)
    )
