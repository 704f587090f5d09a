"""An outcome over two factors of a sweep: means in cells, and how far each cell is from an edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from ecosim.errors import InputError

__all__ = ["Axis", "Surface", "distance_to_edge", "surface"]

Floats = NDArray[np.float64]

_MOST_VALUES = 12  # of a factor that stand for themselves; numbers beyond that are put into bins
_BINS = 6


@dataclass(frozen=True)
class Axis:
    """One factor as rows or columns of cells.

    Parameters
    ----------
    name : of the factor
    labels : of the cells, in order
    places : middle of each cell, in the factor's range from 0 to 1; categories lie 1 apart
    low, high : ends of a range of numbers; NaN for categories
    """

    name: str
    labels: tuple[str, ...]
    places: Floats
    low: float
    high: float


@dataclass(frozen=True)
class Surface:
    """Means of an outcome.

    Parameters
    ----------
    across, up : factors
    mean : [up, across] over the runs of a cell, whatever the other factors are; NaN without runs
    count : [up, across] runs
    """

    across: Axis
    up: Axis
    mean: Floats
    count: NDArray[np.int64]


def surface(runs: pa.Table, across: str, up: str, outcome: str) -> Surface:
    """Return the means of an outcome over two factors, of all runs in which it is defined.

    Parameters
    ----------
    runs : table of a sweep
    across, up : two factors
    outcome : one of its outcomes

    Raises
    ------
    InputError
        where no run is finished
    """
    finished = runs.filter(pa.compute.equal(runs["status"], "ok"))
    for name in (across, up):
        finished = finished.filter(pa.compute.is_valid(finished[name]))
    if finished.num_rows == 0:
        raise InputError("runs: none of them is finished, so there is nothing to draw")
    values = finished[outcome].to_numpy(zero_copy_only=False).astype(np.float64)
    columns, rows = _axis(finished, across), _axis(finished, up)
    shape = (len(rows[0].labels), len(columns[0].labels))
    known = np.isfinite(values)
    cells = np.ravel_multi_index((rows[1][known], columns[1][known]), shape)
    count = np.bincount(cells, minlength=shape[0] * shape[1])
    total = np.bincount(cells, values[known], minlength=shape[0] * shape[1])
    mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return Surface(columns[0], rows[0], mean.reshape(shape), count.reshape(shape))


def _axis(runs: pa.Table, name: str) -> tuple[Axis, NDArray[np.int64]]:
    """Return a factor as an axis, and the cell of each run on it."""
    coded = runs[name].combine_chunks().dictionary_encode()
    given = coded.dictionary.to_pylist()
    order = sorted(range(len(given)), key=lambda code: (str(type(given[code])), given[code]))
    distinct = [given[code] for code in order]
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in distinct)
    if numbers and len(distinct) > _MOST_VALUES:
        return _binned(name, runs[name].to_numpy(zero_copy_only=False).astype(np.float64))
    cells = np.argsort(order)[coded.indices.to_numpy(zero_copy_only=False)]
    labels = tuple(_label(value) for value in distinct)
    if not numbers:
        return Axis(name, labels, np.arange(len(distinct), dtype=np.float64), np.nan, np.nan), cells
    values = np.array(distinct, np.float64)
    low, high = float(values[0]), float(values[-1])
    return Axis(name, labels, (values - low) / ((high - low) or 1.0), low, high), cells


def _binned(name: str, values: Floats) -> tuple[Axis, NDArray[np.int64]]:
    low, high = float(values.min()), float(values.max())
    cells = np.minimum(((values - low) / (high - low) * _BINS).astype(np.int64), _BINS - 1)
    places = (np.arange(_BINS) + 0.5) / _BINS
    labels = tuple(f"{low + place * (high - low):.3g}" for place in places)
    return Axis(name, labels, places, low, high), cells


def _label(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def distance_to_edge(
    inside: Sequence[Sequence[bool | None]], places: tuple[Floats, Floats]
) -> Floats:
    """Return how far each cell is from the nearest one on the other side.

    Parameters
    ----------
    inside : [up, across] on which side a cell lies; None where that is not known
    places : of the rows and of the columns, as in ``Axis.places``

    Returns
    -------
    [up, across] distance in parts of the factors' ranges: above 0 inside, below 0 outside, NaN
    where the side is not known, infinite where all cells lie on one side

    >>> distance_to_edge([[True, True, False]], (np.zeros(1), np.array([0.0, 0.5, 1.0]))).tolist()
    [[1.0, 0.5, -0.5]]
    """
    sides = np.array([[np.nan if one is None else float(one) for one in row] for row in inside])
    rows, columns = np.meshgrid(*places, indexing="ij")
    points = np.stack([rows.ravel(), columns.ravel()], axis=1)
    flat = sides.ravel()
    found = np.full(len(flat), np.nan)
    for cell in np.flatnonzero(np.isfinite(flat)):
        others = points[np.isfinite(flat) & (flat != flat[cell])]
        gaps = np.hypot(*(others - points[cell]).T)
        found[cell] = (gaps.min() if len(gaps) else np.inf) * (1.0 if flat[cell] else -1.0)
    return found.reshape(sides.shape)
