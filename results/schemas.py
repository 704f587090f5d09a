"""The five tables of a results folder: which columns, in which unit, recorded at which level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from ecosim.declarations.base import Declaration, Register
from ecosim.declarations.columns import ECOSYSTEM, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS

__all__ = [
    "PANEL_SCHEMAS",
    "RECORD_LEVELS",
    "SCHEMA_VERSION",
    "TABLES",
    "names_in_role",
    "record_level_of",
    "run_id",
    "runs_schema",
]

SCHEMA_VERSION = 1
"""Raised by one whenever a column or a metadata key changes its name, type or meaning."""

TABLES = ("runs", "ecosystem", "firms", "relationships", "events")

RECORD_LEVELS = {
    "runs": ("runs",),
    "ecosystem": ("runs", "ecosystem", "events"),
    "firms": ("runs", "ecosystem", "firms", "events"),
    "all": TABLES,
}
"""Tables written at each value of ``--record``."""

NAMES = pa.dictionary(pa.int32(), pa.string())
"""The type of ids and kinds: small whole numbers inside, words a person recognizes outside."""

_FACTOR_REGISTERS = {"parameters": PARAMETERS, "mechanisms": MECHANISMS}


def run_id(point: int, replicate: int) -> str:
    """Return the name of one run, which sorts by design point and then by replicate.

    >>> run_id(3, 12)
    '000003-000012'
    """
    return f"{point:06d}-{replicate:06d}"


def record_level_of(table: str) -> str:
    """Return the smallest ``--record`` level that writes this table."""
    return next(level for level, tables in RECORD_LEVELS.items() if table in tables)


def names_in_role(schema: pa.Schema, role: str) -> list[str]:
    """Return the columns whose metadata give them a role: identity, factor, outcome or state."""
    return [field.name for field in schema if (field.metadata or {}).get(b"role") == role.encode()]


def runs_schema(outcomes: Register, factors: Mapping[str, pa.DataType]) -> pa.Schema:
    """Return the columns of ``runs``: identity, one per factor of the design, one per outcome.

    Parameters
    ----------
    outcomes : every outcome, a number for each run
    factors : dotted name of each factor that the design varies, with its type
    """
    return pa.schema(
        [
            _RUN_ID,
            _identity("point", pa.int32(), "Number of the design point."),
            *(_factor(name, kind) for name, kind in factors.items()),
            _identity("replicate", pa.int32(), "Number of the replicate at its design point."),
            _identity("seed", pa.int64(), "Seed of every random number of the run."),
            _identity("status", pa.string(), "ok, or in a word why the run has no outcomes."),
            *_declared(outcomes, pa.float64(), "outcome"),
        ]
    )


def _identity(name: str, kind: pa.DataType, description: str, unit: str = "1") -> pa.Field:
    return _field(name, kind, unit, description, "identity")


def _factor(name: str, kind: pa.DataType) -> pa.Field:
    """Return the field of a factor, described where it is a declared parameter or mechanism."""
    table, _, key = name.partition(".")
    register: Register | Sequence[Declaration] = _FACTOR_REGISTERS.get(table, ())
    for declaration in register:
        if declaration.name == key:
            return _field(name, kind, declaration.unit, declaration.description, "factor")
    return _field(name, kind, "", "Setting that the design varies.", "factor")


def _declared(register: Iterable[Declaration], kind: pa.DataType, role: str) -> list[pa.Field]:
    return [_field(entry.name, kind, entry.unit, entry.description, role) for entry in register]


def _field(name: str, kind: pa.DataType, unit: str, description: str, role: str) -> pa.Field:
    words = {"unit": unit, "description": description, "role": role}
    return pa.field(name, kind, metadata=words)


_RUN_ID = _identity("run_id", pa.string(), "Design point and replicate.")
_TICK = _identity("tick", pa.int32(), "Month of the run; the first is 1.", "months")

PANEL_SCHEMAS: dict[str, pa.Schema] = {
    "ecosystem": pa.schema([_RUN_ID, _TICK, *_declared(ECOSYSTEM, pa.float64(), "state")]),
    "firms": pa.schema(
        [
            _RUN_ID,
            _TICK,
            _identity("firm", NAMES, "Id of the firm."),
            _identity("kind", NAMES, "provider, customer, partner or logistics."),
            *_declared(FIRM_COLUMNS, pa.float32(), "state"),
        ]
    ),
    "relationships": pa.schema(
        [
            _RUN_ID,
            _TICK,
            _identity("source", NAMES, "Id of the firm where the relationship begins."),
            _identity("target", NAMES, "Id of the firm where it ends."),
            *_declared(TIE_COLUMNS, pa.float32(), "state"),
        ]
    ),
    "events": pa.schema(
        [
            _RUN_ID,
            _TICK,
            _identity("kind", NAMES, "What happened."),
            _identity("subject", NAMES, "Id of the firm to which it happened."),
            _identity("object", NAMES, "Id of the other firm, or code of the market, or null."),
            _field("detail", pa.float64(), "", "A number whose meaning the kind gives.", "state"),
        ]
    ),
}
"""Columns of the tables that have more than one row for each run."""
