"""Tables from finished runs: numbers of firms become their ids, arrays become columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.declarations.base import Register
from ecosim.declarations.columns import EVENTS
from ecosim.declarations.fields import KINDS
from ecosim.declarations.outcomes import OUTCOMES
from ecosim.results.recorded import DesignPoint, FinishedRun, RecordedRun
from ecosim.results.schemas import PANEL_SCHEMAS, names_in_role, run_id, runs_schema

__all__ = [
    "DesignPoint",
    "ecosystem_table",
    "events_table",
    "firms_table",
    "relationships_table",
    "runs_table",
]

Codes = NDArray[np.int32]

_MARKET_EVENTS = [EVENTS.names.index(name) for name in ("market_entered", "market_left")]


def runs_table(
    runs: Sequence[FinishedRun],
    outcomes: Register = OUTCOMES,
    points: Sequence[DesignPoint] | None = None,
) -> pa.Table:
    """Return one row for each run.

    Parameters
    ----------
    runs : in the order of the rows
    outcomes : what the columns after ``status`` are
    points : the design point of each run; point 0 without factors where not given
    """
    points = [DesignPoint()] * len(runs) if points is None else points
    factors = _factor_columns(points)
    columns = {
        "run_id": [run_id(p.number, r.replicate) for p, r in zip(points, runs, strict=True)],
        "point": [point.number for point in points],
        **factors,
        "replicate": [run.replicate for run in runs],
        "seed": [run.seed for run in runs],
        "status": [getattr(run, "status", "ok") for run in runs],
    }
    for name in outcomes.names:
        columns[name] = _numbers([run.outcomes.get(name, np.nan) for run in runs])
    schema = runs_schema(outcomes, {name: column.type for name, column in factors.items()})
    return _table(columns, schema)


def ecosystem_table(run: RecordedRun, point: int = 0) -> pa.Table:
    """Return one row for each month of a run."""
    months = np.arange(1, len(run.ecosystem) + 1, dtype=np.int32)
    keys = {"run_id": _repeated_id(run, point, len(months)), "tick": months}
    return _panel("ecosystem", keys, run.ecosystem.T)


def firms_table(run: RecordedRun, kind_codes: NDArray[np.integer[Any]], point: int = 0) -> pa.Table:
    """Return one row for each recorded month and firm, closed firms included.

    Parameters
    ----------
    run : recorded with its firms; ``ValueError`` otherwise
    kind_codes : shape (n,), kind of each firm as its place in ``KINDS``
    """
    if run.firms is None:
        raise ValueError("the run was not recorded with its firms")
    months, _, count = run.firms.shape
    keys = {
        "run_id": _repeated_id(run, point, months * count),
        "tick": np.repeat(run.ticks.astype(np.int32), count),
        "firm": _named(np.tile(np.arange(count, dtype=np.int32), months), run.firm_ids),
        "kind": _named(np.tile(kind_codes, months), KINDS),
    }
    # Column by column, or the whole panel would be copied at once.
    return _panel("firms", keys, (run.firms[:, c].ravel() for c in range(run.firms.shape[1])))


def relationships_table(run: RecordedRun, point: int = 0) -> pa.Table:
    """Return one row for each recorded month and relationship; ``ValueError`` if not recorded."""
    panel = run.relationships
    if panel is None:
        raise ValueError("the run was not recorded with its relationships")
    keys = {
        "run_id": _repeated_id(run, point, len(panel.tick)),
        "tick": panel.tick,
        "source": _named(panel.source, run.firm_ids),
        "target": _named(panel.target, run.firm_ids),
    }
    return _panel("relationships", keys, panel.values)


def events_table(run: RecordedRun, market_codes: Sequence[str], point: int = 0) -> pa.Table:
    """Return one row for each event; objects are ids of firms or codes of markets.

    Parameters
    ----------
    run : a finished run
    market_codes : code of each market by its number
    """
    events = run.events
    names, markets = _joined(run.firm_ids, market_codes)
    columns = {
        "run_id": _repeated_id(run, point, len(events)),
        "tick": np.ascontiguousarray(events["tick"]),
        "kind": _named(events["kind"], EVENTS.names),
        "subject": _named(events["subject"], run.firm_ids),
        "object": _named(_object_codes(events, markets), names),
        "detail": _numbers(events["detail"]),
    }
    return _table(columns, PANEL_SCHEMAS["events"])


def _object_codes(events: NDArray[np.void], markets: Codes) -> Codes:
    """Return objects as positions among the names of firms and markets; -1 stays."""
    codes: Codes = events["object"].astype(np.int32)
    at_market = np.isin(events["kind"], _MARKET_EVENTS) & (codes >= 0)
    codes[at_market] = markets[codes[at_market]]
    return codes


def _joined(firm_ids: Sequence[str], market_codes: Sequence[str]) -> tuple[list[str], Codes]:
    """Return the names of firms, then of markets, each once, and where the markets are."""
    names = list(dict.fromkeys([*firm_ids, *market_codes]))
    position = {name: index for index, name in enumerate(names)}
    return names, np.array([position[code] for code in market_codes], dtype=np.int32)


def _factor_columns(points: Sequence[DesignPoint]) -> dict[str, pa.Array]:
    """Return a column for each factor: numbers or switches, and words where they are mixed."""
    names = dict.fromkeys(name for point in points for name in point.factors)
    return {name: _factor_column([point.factors.get(name) for point in points]) for name in names}


def _factor_column(values: list[float | bool | str | None]) -> pa.Array:
    found = [value for value in values if value is not None]
    # By isinstance: designs are drawn with NumPy, whose float64 is a float of another type.
    if not any(isinstance(value, bool | str) for value in found):
        return pa.array(values, pa.float64())
    if all(isinstance(value, bool) for value in found):
        return pa.array(values, pa.bool_())
    return pa.array([None if value is None else str(value) for value in values], pa.string())


def _panel(name: str, keys: Mapping[str, Any], values: Iterable[NDArray[np.floating]]) -> pa.Table:
    """Return a panel of its keys and one array for each column of state."""
    schema = PANEL_SCHEMAS[name]
    state = zip(names_in_role(schema, "state"), map(_numbers, values), strict=True)
    return _table({**keys, **dict(state)}, schema)


def _table(columns: Mapping[str, Any], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pydict(dict(columns), schema=schema)


def _numbers(values: Any) -> pa.Array:
    """Return numbers with null for NaN, which other programs would let spoil every mean."""
    return pa.array(np.ascontiguousarray(values), from_pandas=True)


def _named(codes: NDArray[np.integer[Any]], names: Sequence[str]) -> pa.DictionaryArray:
    """Return the name at each position, null at negative ones."""
    # Polars refuses a negative index even where it is masked.
    indices = pa.array(np.maximum(codes, 0).astype(np.int32), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(names, pa.string()))


def _repeated_id(run: FinishedRun, point: int, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(run_id(point, run.replicate)), rows)
