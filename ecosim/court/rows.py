"""The tables of one run as columns of numbers, and which of their rows count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import ECOSYSTEM, EVENT, EVENTS, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.declarations.fields import KINDS
from ecosim.declarations.networks import PAIRS, pair_of
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.engine.roster import Roster
from ecosim.engine.run import Run

__all__ = ["Rows", "rows_of", "selected"]

Rows = dict[str, NDArray[Any]]
"""Columns of one length by name; ``entity`` numbers whom or what a row is about."""

_OF_MARKETS = (EVENT.market_entered, EVENT.market_left)
_PAIR_CODES = np.array(
    [[PAIRS.index(p) if (p := pair_of(a, b)) else -1 for b in KINDS] for a in KINDS]
)
_CODES = {"kind": KINDS, "object_kind": KINDS, "pair": PAIRS, "event": EVENTS.names}


def rows_of(table: str, run: Run, roster: Roster) -> Rows:
    """Return a table of a run; words are numbered as in their registers, firms as in the roster.

    Parameters
    ----------
    table : "ecosystem", "firms", "relationships", "events" or "firm_outcomes"
    run : recorded at the level that the table needs
    roster : of the scenario
    """
    return _MAKERS[table](run, roster)


def _ecosystem(run: Run, roster: Roster) -> Rows:
    months = len(run.ecosystem)
    columns = dict(zip(ECOSYSTEM.names, run.ecosystem.T, strict=True))
    return {**columns, "tick": np.arange(1, months + 1), "entity": np.zeros(months, np.int64)}


def _firms(run: Run, roster: Roster) -> Rows:
    assert run.firms is not None
    months, _, count = run.firms.shape
    columns = {
        name: run.firms[:, place].ravel().astype(np.float64)
        for place, name in enumerate(FIRM_COLUMNS.names)
    }
    firm = np.tile(np.arange(count), months)
    return {**columns, "tick": np.repeat(run.ticks, count), "firm": firm, "entity": firm,
            "kind": roster.kind[firm]}  # fmt: skip


def _relationships(run: Run, roster: Roster) -> Rows:
    panel = run.relationships
    assert panel is not None
    columns = dict(zip(TIE_COLUMNS.names, panel.values.astype(np.float64), strict=True))
    source, target = panel.source.astype(np.int64), panel.target.astype(np.int64)
    return {**columns, "tick": panel.tick, "firm": np.stack([source, target]),
            "entity": source * len(roster.ids) + target,
            "pair": _PAIR_CODES[roster.kind[source], roster.kind[target]]}  # fmt: skip


def _events(run: Run, roster: Roster) -> Rows:
    events = run.events
    subject, other = events["subject"], events["object"]
    of_firm = (other >= 0) & ~np.isin(events["kind"], _OF_MARKETS)
    object_kind = np.where(of_firm, roster.kind[np.where(of_firm, other, 0)], -1)
    return {"tick": events["tick"], "event": events["kind"], "detail": events["detail"],
            "firm": subject, "entity": subject.astype(np.int64), "kind": roster.kind[subject],
            "object_kind": object_kind}  # fmt: skip


def _firm_outcomes(run: Run, roster: Roster) -> Rows:
    columns = dict(zip(FIRM_OUTCOMES.names, run.firm_outcomes, strict=True))
    firm = np.arange(len(roster.ids))
    return {**columns, "firm": firm, "entity": firm, "kind": roster.kind}


_MAKERS = {
    "ecosystem": _ecosystem,
    "firms": _firms,
    "relationships": _relationships,
    "events": _events,
    "firm_outcomes": _firm_outcomes,
}


def selected(rows: Rows, conditions: Mapping[str, Any], roster: Roster) -> NDArray[np.bool_]:
    """Return which rows meet every condition: a value, or two numbers that bound it, by column.

    Firms out of business never count.
    """
    chosen = np.ones(len(rows["entity"]), np.bool_)
    if "alive" in rows:
        chosen &= rows["alive"] > 0.0
    for column, wanted in conditions.items():
        chosen &= _meets(rows[column], column, wanted, roster)
    return chosen


def _meets(values: NDArray[Any], column: str, wanted: Any, roster: Roster) -> NDArray[np.bool_]:
    if column == "firm":
        named = np.atleast_2d(values == roster.index[wanted])
        return np.asarray(named.any(axis=0))
    if column in _CODES:
        return np.asarray(values == _CODES[column].index(wanted))
    if isinstance(wanted, list):
        return np.asarray((values >= wanted[0]) & (values <= wanted[1]))
    return np.asarray(values == wanted)
