"""What would change the answer of a comparison, as far as its runs tell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments.standing import Standing, objective_values
from ecosim.experiments.wording import plain, verdict
from ecosim.reporting.document import Column, Section, Table, Words
from ecosim.results.statistics import Interval, mean_interval, paired_difference

__all__ = ["changes"]


def changes(standing: Standing) -> Section:
    """Return who comes first by each outcome of the firm that chooses."""
    leaders = list(_leaders(standing))
    winner = standing.result.ranking[0].candidate
    clear = [plain(name) for name, leader, lead in leaders if leader != winner and lead.low > 0]
    if clear:
        text = f"Another candidate than {winner} is clearly ahead by {_listed(clear)}."
    else:
        text = f"By no other outcome of {standing.result.focal} is another candidate clearly ahead."
    return Section("What would change the answer", (Words(text), _table(standing, leaders)))


def _leaders(standing: Standing) -> Iterator[tuple[str, str, Interval]]:
    """Yield each outcome, who has its highest mean, and by how much more than the winner."""
    names = [ranked.candidate for ranked in standing.result.ranking]
    for outcome in FIRM_OUTCOMES.names:
        if f"focal.{outcome}" not in standing.result.results.runs.column_names:
            continue
        other = replace(standing.result, objective=outcome)
        values = {name: objective_values(other, name) for name in names}
        means = {name: mean_interval(values[name]).estimate for name in names}
        defined = [name for name in names if math.isfinite(means[name])]
        leader = max(defined or names[:1], key=means.__getitem__)
        yield outcome, leader, paired_difference(values[leader], values[names[0]])


def _table(standing: Standing, leaders: list[tuple[str, str, Interval]]) -> Table:
    winner = standing.result.ranking[0].candidate
    columns = (
        Column("Judged by", meaning=f"Outcome of {standing.result.focal}."),
        Column("Highest mean", meaning="Candidate with the highest mean of this outcome."),
        Column(f"Ahead of {winner}", "", "Paired difference to the winner.", "change"),
        Column("Unit"),
        Column("Clear?", meaning="Whether the interval leaves zero out."),
    )
    rows = tuple(
        (plain(name), leader, None if leader == winner else lead,
         "" if FIRM_OUTCOMES[name].unit == "1" else FIRM_OUTCOMES[name].unit,
         "" if leader == winner else verdict(lead))
        for name, leader, lead in leaders
    )  # fmt: skip
    caption = "Who would come first if another outcome counted"
    return Table("Other objectives", caption, columns, rows)


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
