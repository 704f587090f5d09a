"""How an ecosystem develops: curves with bands, and the first year beside the last."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.declarations.columns import ECOSYSTEM
from ecosim.drawing import Curve, curves
from ecosim.reporting.document import Column, Figure, Section, Table
from ecosim.results.statistics import mean_interval, paired_difference

__all__ = ["development"]

_PICTURES = (
    ("firms_alive",), ("viability", "inside_share"), ("trust", "consonance", "resonance"),
    ("maturity", "involvement"), ("foreign_share",), ("profit",),
)  # fmt: skip
_YEAR = 12

Series = dict[str, NDArray[np.float64]]


def development(ecosystem: pa.Table, runs: int) -> Section:
    """Return pictures and a table of the ecosystem's series.

    Parameters
    ----------
    ecosystem : table of that name, every run with the same months
    runs : number of runs
    """
    series = {
        name: ecosystem[name].to_numpy().reshape(runs, -1)
        for name in ECOSYSTEM.names
        if name in ecosystem.column_names
    }
    pictures = "".join(_picture(series, names) for names in _PICTURES)
    shows = "one run" if runs == 1 else (
        f"mean of {runs:,} runs, and in the band the middle nine tenths of runs"
    )  # fmt: skip
    figure = Figure(pictures, f"The ecosystem month by month: {shows}.")
    return Section("From month to month", (figure, _years(series, runs)))


def _picture(series: Series, names: tuple[str, ...]) -> str:
    shown = [_curve(name, series[name]) for name in names if name in series]
    unit = ECOSYSTEM[names[0]].unit
    facts = "; ".join(_in_words(curve) for curve in shown)
    return curves(shown, f"Curves over months: {facts}.", "" if unit in ("1", "firms") else unit)


def _curve(name: str, values: NDArray[np.float64]) -> Curve:
    """Return the mean over runs, with a band where there are several."""
    label = name.replace("_", " ")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # months in which no run has a value
        middle = np.nanmean(values, axis=0).tolist()
        if len(values) == 1:
            return Curve(label, middle)
        low, high = np.nanquantile(values, (0.05, 0.95), axis=0)
    return Curve(label, middle, low.tolist(), high.tolist())


def _in_words(curve: Curve) -> str:
    return f"{curve.label} from {curve.middle[0]:.3g} to {curve.middle[-1]:.3g}"


def _years(series: Series, runs: int) -> Table:
    """Return the first twelve months beside the last twelve, run by run."""
    columns = (
        Column("Series"),
        Column("First year", "", "Mean of the first twelve months.", "interval"),
        Column("Last year", "", "Mean of the last twelve months.", "interval"),
        Column("Change", "", "Difference of the two in the same run.", "change"),
        Column("Unit"),
        Column("Meaning"),
    )
    caption = f"The first year beside the last (n = {runs:,})"
    return Table("Years", caption, columns, tuple(_year_rows(series)), folded=True)


def _year_rows(series: Series) -> Iterator[tuple[object, ...]]:
    for name, values in series.items():
        declared = ECOSYSTEM[name]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            first = np.nanmean(values[:, :_YEAR], axis=1)
            last = np.nanmean(values[:, -_YEAR:], axis=1)
        yield (
            name.replace("_", " "), mean_interval(first), mean_interval(last),
            paired_difference(last, first), "" if declared.unit == "1" else declared.unit,
            declared.description,
        )  # fmt: skip
