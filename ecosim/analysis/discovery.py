"""Scenario discovery: where among the factors something happens."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.analysis.finished import FinishedSweep, read_finished
from ecosim.analysis.regions import Region, find_regions
from ecosim.errors import InputError
from ecosim.results.answers import answer_table, write_answer

__all__ = ["Condition", "Discovery", "discover", "discover_in"]

_FEWEST_POINTS = 20
_FEWEST_INTERESTING = 5
_LIMIT_COLUMNS = {
    "region": (int, "Number of the region, in the order found."),
    "coverage": (float, "Share of all interesting points that lie in it."),
    "density": (float, "Share of its points that are interesting."),
    "mass": (float, "Share of all points that lie in it."),
    "points": (int, "Points in it."),
    "interesting": (int, "Interesting points in it."),
    "factor": (str, "A factor that it restricts."),
    "low": (float, "Lowest value, or null where values below are not excluded."),
    "high": (float, "Highest value, or null where values above are not excluded."),
    "values": (str, "Allowed values of a factor that is no number, with commas between."),
    "quasi_p": (float, "How easily chance alone would make the restriction seem useful."),
}
_PEELING_COLUMNS = {
    "region": (int, "Number of the region."),
    "box": (int, "Step on the way from all points to the smallest box."),
    "coverage": (float, "Share of all interesting points in the box."),
    "density": (float, "Share of the box's points that are interesting."),
    "mass": (float, "Share of all points in the box."),
    "factors": (int, "Number of factors it restricts."),
    "chosen": (bool, "Whether it became the region."),
}


@dataclass(frozen=True)
class Condition:
    """What makes a point interesting: its mean outcome below, or above, a threshold."""

    outcome: str
    threshold: float
    below: bool = True

    def holds(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return where values meet the condition."""
        return values < self.threshold if self.below else values > self.threshold

    def __str__(self) -> str:
        return f"{self.outcome} {'below' if self.below else 'above'} {self.threshold:g}"


@dataclass(frozen=True)
class Discovery:
    """What PRIM found.

    Parameters
    ----------
    condition : what was looked for
    most_regions : how many were looked for at most
    regions : in the order found, possibly none
    factors : of the points that count, a row each
    interesting : which of these points are
    left_out : points with a run that failed or has no value
    sweep : what was searched
    """

    condition: Condition
    most_regions: int
    regions: tuple[Region, ...]
    factors: pa.Table
    interesting: NDArray[np.bool_]
    left_out: int
    sweep: FinishedSweep

    @property
    def limits(self) -> pa.Table:
        """Return a row for each restriction of each region."""
        rows = []
        for number, region in enumerate(self.regions, start=1):
            whole = {name: getattr(region, name) for name in
                     ("coverage", "density", "mass", "points", "interesting")}  # fmt: skip
            for limit in region.limits:
                values = ", ".join(limit.values) or None
                rows.append({"region": number, **whole, **vars(limit), "values": values})
        return answer_table(_LIMIT_COLUMNS, rows)

    @property
    def peeling(self) -> pa.Table:
        """Return a row for each box on the way to each region."""
        numbered = enumerate(self.regions, start=1)
        rows = [{"region": number, **box} for number, region in numbered for box in region.peeling]
        return answer_table(_PEELING_COLUMNS, rows)

    def write(self, folder: Path) -> list[Path]:
        """Write both tables to a folder, and return their paths."""
        asked = {"name": "discover", "condition": asdict(self.condition),
                 "regions": self.most_regions}  # fmt: skip
        provenance = self.sweep.provenance_of(asked)
        return [write_answer(folder, "regions", self.limits, provenance),
                write_answer(folder, "peeling", self.peeling, provenance)]  # fmt: skip


def discover(folder: Path | str, condition: Condition, most_regions: int = 3) -> Discovery:
    """Return the regions of the factors in which a condition holds far more often than elsewhere.

    A point counts with the mean of its replicates; one with a run that failed, or has no value, is
    left out. Of the boxes that PRIM peels one after another, that one becomes the region in which
    interesting points are best told from others (the largest 2·coverage·density /
    (coverage + density)); then every end whose quasi-p-value is above 0.05 is given up.

    Parameters
    ----------
    folder : of a finished sweep of any method
    condition : what makes a point interesting
    most_regions : how many regions to look for at most, each among the points of no earlier one

    Raises
    ------
    InputError
        where the workbench is not installed, or there is nothing to tell apart

    Source
    ------
    Friedman & Fisher (1999), Statistics and Computing 9, 123-143; Bryant & Lempert (2010),
    Technological Forecasting & Social Change 77, 34-49
    """
    return discover_in(read_finished(folder), condition, most_regions)


def discover_in(sweep: FinishedSweep, condition: Condition, most_regions: int = 3) -> Discovery:
    """Return the same for a sweep that is read already."""
    values = sweep.values(condition.outcome)
    counts = np.isfinite(values).all(axis=1)
    interesting = condition.holds(values[counts].mean(axis=1))
    _check(condition, interesting)
    factors = sweep.plan.points.select(sweep.plan.factors).filter(pa.array(counts))
    regions = tuple(find_regions(factors, interesting, most_regions))
    left_out = int((~counts).sum())
    return Discovery(condition, most_regions, regions, factors, interesting, left_out, sweep)


def _check(condition: Condition, interesting: NDArray[np.bool_]) -> None:
    """Refuse points among which there is nothing to be told apart."""
    points, count = len(interesting), int(interesting.sum())
    if points < _FEWEST_POINTS:
        raise InputError(f"only {points} points have a value; at least {_FEWEST_POINTS} are needed")
    if min(count, points - count) < _FEWEST_INTERESTING:
        raise InputError(
            f"{condition}: holds at {count:,} of {points:,} points; at least {_FEWEST_INTERESTING} "
            "must be on either side, so choose another threshold"
        )
