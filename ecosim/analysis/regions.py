"""Regions found by PRIM. The EMA workbench, which is optional, does the peeling and pasting."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.errors import InputError

__all__ = ["Limit", "Region", "find_regions"]

_SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Limit:
    """One restriction of a region; what does not apply is NaN or empty.

    Parameters
    ----------
    factor : name
    low, high : ends that are kept, in the factor's unit
    values : allowed values of a factor that is no number
    quasi_p : probability that the points without this restriction would look as interesting by
        chance, the larger of both ends (Bryant & Lempert 2010)
    """

    factor: str
    low: float
    high: float
    values: tuple[str, ...]
    quasi_p: float


@dataclass(frozen=True)
class Region:
    """A box in the space of factors, and the boxes on the way to it.

    Parameters
    ----------
    coverage, density, mass : shares, see the columns of ``Discovery.limits``
    points, interesting : how many
    limits : most certain first
    peeling : coverage, density, mass, factors and chosen of each box on the way
    """

    coverage: float
    density: float
    mass: float
    points: int
    interesting: int
    limits: tuple[Limit, ...]
    peeling: tuple[dict[str, Any], ...]


def find_regions(
    factors: pa.Table, interesting: NDArray[np.bool_], most_regions: int
) -> Iterator[Region]:
    """Yield regions as long as one is denser than all points are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prim = _workbench().Prim(
            _as_frame(factors), interesting.astype(float), threshold=_SIGNIFICANT / 1e6
        )
        for _ in range(most_regions):
            box = prim.find_box()
            if box is None or not (chosen := _best_box(box)):
                return
            box.select(chosen)
            if box.density <= interesting.mean():
                return
            yield _region(box, chosen, factors)


def _workbench() -> Any:
    """Return the module of PRIM, or say how to install it."""
    try:
        from ema_workbench.analysis import prim
    except ImportError:
        raise InputError(
            "finding regions needs the EMA workbench, which is not installed: "
            "pip install 'ecosim[discovery]'"
        ) from None
    return prim


def _as_frame(factors: pa.Table) -> Any:
    """Return points for the workbench, which cannot paste whole numbers with gaps between them."""
    columns = {
        name: column.cast(pa.float64()) if pa.types.is_integer(column.type) else column
        for name, column in zip(factors.column_names, factors.columns, strict=True)
    }
    return pa.table(columns).to_pandas()


def _best_box(box: Any) -> int:
    """Return the number of the box that tells interesting points best; 0 is that of all points.

    Ends that chance alone would make seem useful are given up, the least certain first.
    """
    taken, hits = (box.peeling_trajectory[name].to_numpy() for name in ("n", "k"))
    chosen = int(np.argmax(2 * hits / (taken + hits[0])))
    while box.qp[chosen]:
        certain = ((p, name, end) for name, pair in box.qp[chosen].items()
                   for end, p in enumerate(pair))  # fmt: skip
        worst, name, end = max(certain)
        if worst <= _SIGNIFICANT:
            return chosen
        chosen = _without_end(box, chosen, name, end)
    return 0


def _without_end(box: Any, number: int, name: str, end: int) -> int:
    """Add the box without one end of a restriction, and return its number."""
    limits = box.box_lims[number].copy()
    is_range = np.issubdtype(limits[name].dtype, np.number)
    for row in (end,) if is_range else (0, 1):
        limits.at[row, name] = box.box_lims[0].at[row, name]
    remaining = box.prim.yi_remaining
    points = box.prim.x.loc[remaining]
    inside = np.ones(len(remaining), dtype=bool)
    for column in limits.columns:
        low, high = limits[column]
        if np.issubdtype(limits[column].dtype, np.number):
            inside &= points[column].between(low, high).to_numpy()
        else:
            inside &= points[column].isin(low).to_numpy()
    box.update(limits, remaining[inside])
    return len(box.box_lims) - 1


def _region(box: Any, chosen: int, factors: pa.Table) -> Region:
    stats = box.peeling_trajectory
    names = {"coverage": "coverage", "density": "density", "mass": "mass", "res_dim": "factors"}
    peeling = [
        {"box": number, "chosen": number == chosen,
         **{new: row[old] for old, new in names.items()}, "factors": int(row["res_dim"])}
        for number, row in enumerate(stats.to_dict(orient="records"))
    ]  # fmt: skip
    limits = [
        _limit(name, box.box_lims[chosen][name], ends, factors[name])
        for name, ends in box.qp[chosen].items()
    ]
    row = stats.iloc[chosen]
    return Region(
        coverage=float(row["coverage"]),
        density=float(row["density"]),
        mass=float(row["mass"]),
        points=int(row["n"]),
        interesting=int(row["k"]),
        limits=tuple(sorted(limits, key=lambda limit: limit.quasi_p)),
        peeling=tuple(peeling),
    )


def _limit(factor: str, ends: Any, quasi_p: list[float], column: pa.ChunkedArray) -> Limit:
    """Return one restriction; an end with a quasi-p-value of −1 excludes nothing."""
    worst = float(max(quasi_p))
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        allowed = [v for v in column.unique().to_pylist() if v in ends.iloc[0]]
        return Limit(factor, math.nan, math.nan, tuple(map(_word, allowed)), worst)
    low, high = (float(end) if p >= 0 else math.nan for end, p in zip(ends, quasi_p, strict=True))
    if pa.types.is_integer(column.type):
        low, high = np.ceil(low), np.floor(high)
    return Limit(factor, float(low), float(high), (), worst)


def _word(value: bool | str) -> str:
    """Return a value as a design file writes it."""
    return str(value).lower() if isinstance(value, bool) else value
