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
    """Events as columns of words and numbers."""

    def __init__(self, table: pa.Table) -> None:
        words = {name: table[name].cast(pa.string()).to_numpy(zero_copy_only=False)
                 for name in ("run_id", "kind", "subject", "object")}  # fmt: skip
        self.run_id, self.kind = words["run_id"], words["kind"]
        self.subject, self.object = words["subject"], words["object"]
        self.tick = table["tick"].to_numpy()

    def of_kind(self, kind: str) -> list[Happening]:
        """Return the events of one kind in order."""
        return self._some(np.flatnonzero(self.kind == kind))

    def of_firm(self, firm: str) -> list[Happening]:
        """Return the events to which a firm is a party, in order."""
        return self._some(np.flatnonzero((self.subject == firm) | (self.object == firm)))

    def _some(self, rows: np.ndarray) -> list[Happening]:
        return [
            Happening(
                self.run_id[k], int(self.tick[k]), self.kind[k], self.subject[k], self.object[k]
            )
            for k in rows
        ]


def story(table: pa.Table, runs: Sequence[str], scenario: Scenario) -> Section:
    """Return what happened.

    Parameters
    ----------
    table : of events
    runs : ids of all runs, also of those in which nothing happened
    scenario : whose named firms are told of one by one, where there is one run
    """
    events = _Events(table)
    blocks: list[Block] = []
    if len(runs) == 1:
        blocks.append(Points(tuple(_sentences(events))))
        lives = [life(f.id, events.of_firm(f.id)) for f in scenario.firms[:_MOST_FIRMS]]
        if lives:
            blocks.append(Points(tuple(lives)))
    blocks.append(_counts(events, runs))
    return Section("What happened", tuple(blocks))


def _sentences(events: _Events) -> Iterator[str]:
    """Yield a sentence for each kind of event of one run."""
    for kind, words in HAPPENINGS.items():
        found = events.of_kind(kind)
        if not found:
            yield f"{words.never}."
            continue
        first = found[0]
        pair = f"{first.subject} and {first.object}" if first.object else str(first.subject)
        often = f"{words.once} once" if len(found) == 1 else f"{words.once} {len(found):,} times"
        start = "in" if len(found) == 1 else "first in"
        yield f"{often}, {start} month {first.month} ({pair}){_busiest(found)}."


def _busiest(found: list[Happening]) -> str:
    """Return the year in which most happened, where there is one such year."""
    years = np.bincount([(one.month - 1) // _YEAR for one in found])
    if len(found) < 10 or np.count_nonzero(years == years.max()) > 1:
        return ""
    return f", most often in year {int(years.argmax()) + 1} ({int(years.max()):,} times)"


def _counts(events: _Events, runs: Sequence[str]) -> Table:
    """Return how often each kind of event happens in a run, and when it begins."""
    columns = (
        Column("Event"),
        Column("Times in a run", "", "Number of such events in one run.", "interval"),
        Column("In runs", "", "Share of runs in which it happens at all.", "share"),
        Column("First month", "months", "Median over runs in which it happens.", "number"),
        Column("Meaning"),
    )
    place = {run: number for number, run in enumerate(runs)}
    rows = []
    for declared in EVENTS:
        found = events.of_kind(declared.name)
        times = np.bincount([place[one.run] for one in found], minlength=len(runs))
        first: dict[str, int] = {}
        for one in found:
            first.setdefault(one.run, one.month)
        median = float(np.median(list(first.values()))) if first else None
        rows.append((declared.name.replace("_", " "), mean_interval(times), len(first) / len(runs),
                     median, f"{declared.description.partition(';')[0]}."))  # fmt: skip
    caption = f"Events, as often as they happen in a run (n = {len(runs):,})"
    return Table("Events", caption, columns, tuple(rows))
