"""A short summary of runs: the mean of every outcome, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute

from ecosim.results.schemas import names_in_role
from ecosim.results.statistics import Interval, mean_interval

__all__ = ["OutcomeSummary", "summarize"]


@dataclass(frozen=True)
class OutcomeSummary:
    """One outcome over all runs that finished.

    Attributes
    ----------
    name, unit, description : as declared
    interval : mean with its confidence interval; ``count`` says in how many runs it was defined
    """

    name: str
    unit: str
    description: str
    interval: Interval


def summarize(runs: pa.Table, level: float = 0.95) -> list[OutcomeSummary]:
    """Return every outcome of a ``runs`` table, in the order of its columns.

    Parameters
    ----------
    runs : runs of one design point; those whose status is not ok are left out
    level : of the intervals, above 0 and below 1
    """
    finished = runs.filter(pa.compute.equal(runs["status"], "ok"))
    return [_summary(finished, name, level) for name in names_in_role(runs.schema, "outcome")]


def _summary(runs: pa.Table, name: str, level: float) -> OutcomeSummary:
    words = {key.decode(): word.decode() for key, word in runs.field(name).metadata.items()}
    interval = mean_interval(runs[name].to_numpy(), level)
    return OutcomeSummary(name, words["unit"], words["description"], interval)
