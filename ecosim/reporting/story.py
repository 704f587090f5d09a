"""The story of runs: sentences and counts made of their events, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from ecosim.declarations.columns import EVENTS
from ecosim.declarations.scenario import Scenario
from ecosim.reporting.document import Block, Column, Points, Section, Table
from ecosim.reporting.happenings import HAPPENINGS, Happening, life
from ecosim.results.statistics import mean_interval

__all__ = ["story"]

_MOST_FIRMS = 12
_YEAR = 12


class _Events:
    """The events of one run."""

    def __init__(self, table: pa.Table) -> None:
        names = ("kind", "subject", "object")
        words = (table[name].cast(pa.string()).to_pylist() for name in names)
        columns = zip(table["tick"].to_pylist(), *words, strict=True)
        self.all = [Happening(*row) for row in columns]

    def of_kind(self, kind: str) -> list[Happening]:
        """Return the events of one kind in order."""
        return [one for one in self.all if one.kind == kind]

    def of_firm(self, firm: str) -> list[Happening]:
        """Return the events to which a firm is a party, in order."""
        return [one for one in self.all if firm in (one.subject, one.object)]


def story(table: pa.Table, runs: Sequence[str], scenario: Scenario) -> Section:
    """Return what happened.

    Parameters
    ----------
    table : of events
    runs : ids of all runs, also of those in which nothing happened
    scenario : whose named firms are told of one by one, where there is one run
    """
    blocks: list[Block] = []
    if len(runs) == 1:
        events = _Events(table)
        blocks.append(Points(tuple(_sentences(events))))
        lives = [life(f.id, events.of_firm(f.id)) for f in scenario.firms[:_MOST_FIRMS]]
        if lives:
            blocks.append(Points(tuple(lives)))
    blocks.append(_counts(table, runs))
    return Section("What happened", tuple(blocks))


def _sentences(events: _Events) -> Iterator[str]:
    """Yield a sentence for each kind of event of one run."""
    for declared in EVENTS:
        words, found = HAPPENINGS[declared.name], events.of_kind(declared.name)
        if not found:
            yield f"{words.never}."
            continue
        first = found[0]
        pair = " and ".join(filter(None, (first.subject, first.object)))
        often = f"{words.once} once" if len(found) == 1 else f"{words.once} {len(found):,} times"
        start = "in" if len(found) == 1 else "first in"
        yield f"{often}, {start} month {first.month} ({pair}){_busiest(found)}."


def _busiest(found: list[Happening]) -> str:
    """Return the year in which most happened, where there is one such year."""
    years = np.bincount([(one.month - 1) // _YEAR for one in found])
    if len(found) < 10 or np.count_nonzero(years == years.max()) > 1:
        return ""
    return f", most often in year {int(years.argmax()) + 1} ({int(years.max()):,} times)"


def _counts(table: pa.Table, runs: Sequence[str]) -> Table:
    """Return how often each kind of event happens in a run, and when it begins."""
    columns = (
        Column("Event"),
        Column("Times in a run", "", "Number of such events in one run.", "interval"),
        Column("In runs", "", "Share of runs in which it happens at all.", "share"),
        Column("First month", "months", "Median over runs in which it happens.", "number"),
        Column("Meaning"),
    )
    words = table.select(["run_id", "kind", "tick"])
    words = words.set_column(1, "kind", words["kind"].cast(pa.string()))
    grouped = words.group_by(["run_id", "kind"]).aggregate([("tick", "count"), ("tick", "min")])
    kinds = grouped["kind"].to_numpy(zero_copy_only=False)
    times, first = grouped["tick_count"].to_numpy(), grouped["tick_min"].to_numpy()
    rows = []
    for declared in EVENTS:
        found = kinds == declared.name
        every = np.zeros(len(runs))
        every[: found.sum()] = times[found]
        rows.append((
            declared.name.replace("_", " "), mean_interval(every), found.sum() / len(runs),
            float(np.median(first[found])) if found.any() else None,
            f"{declared.description.partition(';')[0].rstrip('.')}.",
        ))  # fmt: skip
    caption = f"Events, as often as they happen in a run (n = {len(runs):,})"
    return Table("Events", caption, columns, tuple(rows))
