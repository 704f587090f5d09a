"""What would change the answer of a comparison, as far as its runs tell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from ecosim.declarations.outcomes import FIRM_OUTCOMES, NO_AIMS
from ecosim.experiments.standing import Standing
from ecosim.experiments.wording import plain, verdict
from ecosim.reporting.document import Block, Column, Section, Table, Words
from ecosim.reporting.uncertainty import tipping_points
from ecosim.results.statistics import Interval, mean_interval, paired_difference

__all__ = ["changes"]


def changes(standing: Standing) -> Section:
    """Return assumptions that tip the answer, and who comes first by other outcomes."""
    leaders = list(_leaders(standing))
    winner = standing.result.ranking[0].candidate
    others = [entry for entry in leaders if entry[1] != winner]
    blocks: list[Block] = [*tipping_points(standing), Words(_told(standing, leaders))]
    if others:
        blocks.append(_table(standing, others))
    return Section("What would change the answer", tuple(blocks))


def _told(standing: Standing, leaders: list[tuple[str, str, Interval]]) -> str:
    """Return by what the winner would come first too, and by what it clearly would not."""
    result = standing.result
    winner = result.ranking[0].candidate
    same = [plain(n) for n, leader, _ in leaders if leader == winner and n != result.objective]
    clear = [plain(n) for n, leader, lead in leaders if leader != winner and lead.low > 0]
    parts = []
    if same:
        parts.append(f"{winner} also has the highest mean of {_listed(same)}.")
    if clear:
        parts.append(f"Another candidate is clearly ahead by {_listed(clear)}.")
    else:
        parts.append(f"By no outcome of {result.focal} is another candidate clearly ahead.")
    return " ".join(parts)


def _leaders(standing: Standing) -> Iterator[tuple[str, str, Interval]]:
    """Yield each outcome, who has its highest mean, and by how much more than the winner."""
    names = [ranked.candidate for ranked in standing.result.ranking]
    for outcome in FIRM_OUTCOMES.names:
        if f"focal.{outcome}" not in standing.result.results.runs.column_names:
            continue
        if outcome in NO_AIMS:
            continue
        other = replace(standing.result, objective=outcome)
        values = {name: other.values(name) for name in names}
        means = {name: mean_interval(values[name]).estimate for name in names}
        defined = [name for name in names if math.isfinite(means[name])]
        if len(defined) < min(2, len(names)):
            continue
        leader = max(defined, key=means.__getitem__)
        if sum(math.isclose(means[name], means[leader]) for name in defined) > 1:
            continue  # nobody is ahead of all others
        yield outcome, leader, paired_difference(values[leader], values[names[0]])


def _table(standing: Standing, others: list[tuple[str, str, Interval]]) -> Table:
    winner = standing.result.ranking[0].candidate
    columns = (
        Column("Judged by", meaning=f"Outcome of {standing.result.focal}."),
        Column("Highest mean", meaning="Candidate with the highest mean of this outcome."),
        Column("Ahead by", "", f"Paired difference to {winner}.", "change"),
        Column("Unit"),
        Column("Clear?", meaning="Whether the interval leaves zero out."),
    )
    rows = tuple(
        (plain(name), leader, lead, _unit(name), verdict(lead)) for name, leader, lead in others
    )
    caption = f"Who would come first, ahead of {winner}, if another outcome counted"
    return Table("Other objectives", caption, columns, rows)


def _unit(outcome: str) -> str:
    unit = FIRM_OUTCOMES[outcome].unit
    return "" if unit == "1" else unit


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
