"""From a design to its points; SALib draws the samples."""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.errors import InputError
from ecosim.sweeps.design import Design
from ecosim.sweeps.points_file import read_points

__all__ = ["MOST_POINTS", "MOST_RUNS", "Sample", "draw", "problem", "quiet"]

MOST_POINTS = 10_000_000
MOST_RUNS = 100_000_000


@dataclass(frozen=True)
class Sample:
    """The points of a design.

    Parameters
    ----------
    factors : one column for each factor, one row for each point
    places : [points, factors] where each value lies in its factor, 0..1, for a Morris design
    """

    factors: pa.Table
    places: NDArray[np.float64] | None = None


def problem(names: list[str]) -> dict[str, Any]:
    """Return SALib's description of factors, each from 0 to 1."""
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def draw(design: Design) -> Sample:
    """Return all points of a design; the same design gives the same points.

    Raises
    ------
    InputError
        for a table that cannot be read, or more points or runs than are possible
    """
    if design.method == "table":
        assert design.table is not None
        return Sample(_checked_size(design, read_points(design, design.table)))
    if design.method == "grid":
        return Sample(_checked_size(design, _grid(design)))
    _check_count(design, _expected(design))
    places = _places(design)
    columns = {
        factor.name: _column(factor.at(places[:, k])) for k, factor in enumerate(design.factors)
    }
    return Sample(pa.table(columns), places if design.method == "morris" else None)


def _expected(design: Design) -> int:
    """Return the number of points that SALib will draw."""
    k = len(design.factors)
    pairs = 2 * k + 2 if design.second_order else k + 2
    per_sample = {"latin-hypercube": 1, "sobol": pairs, "morris": k + 1}
    return design.samples * per_sample[design.method]


def _checked_size(design: Design, points: pa.Table) -> pa.Table:
    _check_count(design, points.num_rows)
    return points


def _check_count(design: Design, points: int) -> None:
    if points > MOST_POINTS or points * design.replicates > MOST_RUNS:
        raise InputError(
            f"design: {points:,} points of {design.replicates:,} runs each are too many; at most "
            f"{MOST_POINTS:,} points and {MOST_RUNS:,} runs are possible"
        )


def _grid(design: Design) -> pa.Table:
    """Return every combination of values; the last factor changes fastest."""
    axes = [factor.grid() for factor in design.factors]
    count = math.prod(map(len, axes))
    _check_count(design, count)
    places = np.unravel_index(np.arange(count), [len(axis) for axis in axes])
    chosen = (axis[at] for axis, at in zip(axes, places, strict=True))
    return pa.table({f.name: _column(c) for f, c in zip(design.factors, chosen, strict=True)})


def _places(design: Design) -> NDArray[np.float64]:
    """Return SALib's sample in the unit cube, [points, factors]."""
    named = problem([factor.name for factor in design.factors])
    with quiet():
        return np.asarray(_sample(design, named), dtype=np.float64)


def _sample(design: Design, named: dict[str, Any]) -> Any:
    # SALib takes half a second to import, and a table or a grid does not need it.
    from SALib.sample import latin, morris, sobol

    if design.method == "latin-hypercube":
        return latin.sample(named, design.samples, seed=design.seed)
    if design.method == "morris":
        return morris.sample(named, design.samples, design.levels, seed=design.seed)
    if design.samples & (design.samples - 1):
        raise InputError(
            f"design.samples: a Sobol' design needs a power of two, such as "
            f"{1 << design.samples.bit_length()}, not {design.samples}"
        )
    second = design.second_order
    return sobol.sample(named, design.samples, calc_second_order=second, seed=design.seed)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep remarks of SALib on its own future from the user."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _column(values: NDArray[Any]) -> pa.Array:
    """Return numbers, switches or words as an Arrow column."""
    return pa.array(values.tolist() if values.dtype.kind == "U" else values)
