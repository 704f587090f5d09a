"""Numbers taken from what a run leaves behind: the statistics that a pattern may name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from ecosim.court.clusters import number_of_clusters
from ecosim.court.rows import Rows, rows_of, selected
from ecosim.engine.roster import Roster
from ecosim.engine.run import Run
from ecosim.scenarios.pattern import Measure

__all__ = ["LEVEL_OF", "measured"]

LEVEL_OF = {"ecosystem": "runs", "firm_outcomes": "runs", "events": "ecosystem",
            "firms": "firms", "relationships": "all"}  # fmt: skip
"""The level at which a run has to be recorded for each table."""

_LONGEST_LAG = 12
_LEAST_MONTHS = 24


def measured(measure: Measure, run: Run, roster: Roster) -> float:
    """Return the number that a measure takes from a run; NaN where no row counts."""
    rows = rows_of(measure.of, run, roster)
    chosen = selected(rows, measure.where, roster)
    if measure.months is not None and "tick" in rows:
        first, last = measure.months
        chosen &= (rows["tick"] >= first) & (rows["tick"] <= last)
    if measure.statistic == "count":
        return float(chosen.sum())
    having = selected(rows, measure.having, roster)[chosen]
    rows = {name: values[..., chosen] for name, values in rows.items()}
    return _STATISTICS[measure.statistic](rows, measure.columns, having)


Statistic = Callable[[Rows, tuple[str, ...], NDArray[np.bool_]], float]


def _of_one(function: Callable[[NDArray[np.float64]], float]) -> Statistic:
    """Return a statistic that looks at one column alone."""

    def statistic(rows: Rows, columns: tuple[str, ...], _: NDArray[np.bool_]) -> float:
        values = rows[columns[0]]
        return float(function(values)) if len(values) else float("nan")

    return statistic


def _share(rows: Rows, _: tuple[str, ...], having: NDArray[np.bool_]) -> float:
    """Return the share of rows that have what is asked."""
    return float(having.mean()) if len(having) else float("nan")


def _slope(rows: Rows, columns: tuple[str, ...], _: NDArray[np.bool_]) -> float:
    """Return the growth per month of a straight line through all rows."""
    months = rows["tick"].astype(np.float64)
    if len(months) < 2 or np.ptp(months) == 0.0:
        return float("nan")
    return float(np.polyfit(months, rows[columns[0]], 1)[0])


def _correlation(rows: Rows, columns: tuple[str, ...], _: NDArray[np.bool_]) -> float:
    return _correlated(rows[columns[0]], rows[columns[1]])


def _correlated(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return Pearson's correlation; NaN where one side does not vary."""
    if len(one) < 3 or np.ptp(one) == 0.0 or np.ptp(other) == 0.0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _entities(rows: Rows, columns: tuple[str, ...]) -> Iterator[NDArray[np.float64]]:
    """Yield the columns of each entity over its months, [columns, months]."""
    order = np.lexsort((rows["tick"], rows["entity"]))
    table = np.stack([rows[name][order] for name in columns]).astype(np.float64)
    starts = np.flatnonzero(np.diff(rows["entity"][order])) + 1
    yield from (part for part in np.split(table, starts, axis=1) if part.shape[1])


def _lead(rows: Rows, columns: tuple[str, ...], _: NDArray[np.bool_]) -> float:
    """Return how much better the first column foretells the second than the other way round.

    Changes are compared over lags of one to twelve rows: the mean of corr(Δx, later Δy) −
    corr(Δy, later Δx), and that over entities.
    """
    leads = [_lead_of(*part) for part in _entities(rows, columns) if part.shape[1] > _LEAST_MONTHS]
    known = [lead for lead in leads if np.isfinite(lead)]
    return float(np.mean(known)) if known else float("nan")


def _lead_of(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    one, other = np.diff(first), np.diff(second)
    lags = range(1, min(_LONGEST_LAG, len(one) - 3) + 1)
    return float(np.mean([_correlated(one[:-k], other[k:]) - _correlated(other[:-k], one[k:])
                          for k in lags]))  # fmt: skip


def _first_month(rows: Rows, _: tuple[str, ...], having: NDArray[np.bool_]) -> float:
    """Return the first month in which an entity has what is asked, mean over those that ever do."""
    if not having.any():
        return float("nan")
    places = np.unique(rows["entity"][having], return_inverse=True)[1]
    first = np.full(places.max() + 1, np.inf)
    np.minimum.at(first, places, rows["tick"][having])
    return float(first.mean())


def _clusters(rows: Rows, columns: tuple[str, ...], _: NDArray[np.bool_]) -> float:
    """Return how many clusters the entities' trajectories in the plane of two columns form."""
    parts = list(_entities(rows, columns))
    longest = max((part.shape[1] for part in parts), default=0)
    whole = [part.ravel() for part in parts if part.shape[1] == longest]
    return float(number_of_clusters(np.array(whole))) if whole else float("nan")


_STATISTICS: dict[str, Statistic] = {
    "mean": _of_one(np.mean),
    "sum": lambda rows, columns, _: float(rows[columns[0]].sum()),
    "spread": _of_one(np.std),
    "share": _share,
    "slope": _slope,
    "correlation": _correlation,
    "lead": _lead,
    "first_month": _first_month,
    "clusters": _clusters,
}
