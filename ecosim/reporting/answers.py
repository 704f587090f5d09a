"""Tables that were worked out from runs and lie beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ecosim.errors import InputError
from ecosim.results import Results
from ecosim.results.formats import FORMATS, read_table
from ecosim.results.provenance import parse_provenance
from ecosim.results.statistics import Interval

__all__ = ["Answer", "Row", "answer_in", "interval_in"]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """One such table; without rows where it was not worked out.

    Parameters
    ----------
    rows : by column
    command : what worked it out, from its provenance
    """

    rows: tuple[Row, ...] = ()
    command: Mapping[str, Any] = field(default_factory=dict)


def answer_in(results: Results, name: str) -> Answer:
    """Return a table beside the runs.

    Raises
    ------
    InputError
        where the table is damaged, or comes from another scenario than the runs
    """
    if results.folder is None:
        return Answer()
    for format in FORMATS:
        path = results.folder / f"{name}.{format}"
        if path.is_file():
            table = read_table(path)
            provenance = parse_provenance(table.schema, path)
            if provenance["scenario_digest"] != results.provenance["scenario_digest"]:
                raise InputError(f"{path}: comes from another scenario; work it out again")
            return Answer(tuple(table.to_pylist()), provenance["command"])
    return Answer()


def interval_in(row: Row, name: str, count: int) -> Interval:
    """Return a value and its interval from the columns of a row; what is missing is undefined."""
    ends = (row[name], row[f"{name}_low"], row[f"{name}_high"])
    estimate, lowest, highest = (math.nan if end is None else float(end) for end in ends)
    return Interval(estimate, lowest, highest, count)
