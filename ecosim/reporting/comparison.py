"""The report on a comparison: which partner, how sure, why, and what would change the answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.drawing import Range, ranges
from ecosim.experiments import ComparisonResult
from ecosim.experiments.answer import answer_sentences, judged_by, question
from ecosim.experiments.arms import NOBODY
from ecosim.experiments.shown import gains_picture
from ecosim.experiments.standing import Standing
from ecosim.reporting.changes import changes
from ecosim.reporting.document import Block, Column, Figure, Report, Section, Table, Words
from ecosim.reporting.ending import after
from ecosim.reporting.reasons import reasons
from ecosim.reporting.uncertainty import contributions, futures
from ecosim.results.figures import amount, plus_minus
from ecosim.results.statistics import paired_difference

__all__ = ["comparison_report"]


def comparison_report(result: ComparisonResult) -> Report:
    """Return the report on a finished comparison."""
    standing = Standing.of(result)
    scenario = scenario_from_dict(result.results.provenance["scenario"])
    told = (
        _ranking(standing),
        _spread(standing),
        reasons(standing),
        changes(standing),
        *futures(standing),
        *contributions(standing),
    )
    named = (result.focal, *(ranked.candidate for ranked in result.ranking))
    return Report(
        title=scenario.title or scenario.name,
        question=question(result),
        answer=tuple(answer_sentences(standing)),
        basis=judged_by(standing, scenario.ticks),
        sections=(*told, *after(told, scenario, result.results.provenance, named)),
    )


def _ranking(standing: Standing) -> Section:
    """Return how the candidates stand, best first."""
    blocks: list[Block] = [_gains_figure(standing), _ranking_table(standing)]
    if len(standing.result.ranking) > 1:
        blocks.insert(0, Words(_lead(standing)))
    return Section("How the candidates stand", tuple(blocks))


def _lead(standing: Standing) -> str:
    """Return how far the first is ahead of the second."""
    first, second = (ranked.candidate for ranked in standing.result.ranking[:2])
    lead = paired_difference(standing.result.values(first), standing.result.values(second))
    size = amount(plus_minus(lead, signed=True), standing.unit)
    clear = "" if lead.low > 0 else ", an interval that includes zero"
    return f"The difference of {first} to {second}, the next, is {size}{clear}."


def _gains_figure(standing: Standing) -> Figure:
    caption = (
        "What each candidate changes against having no new partner: mean of "
        f"{standing.result.replicates:,} paired runs with its 95 % interval. On the right: "
        "probability that the candidate's mean is the highest."
    )
    return Figure(gains_picture(standing), caption)


def _ranking_table(standing: Standing) -> Table:
    objective, unit = standing.objective_words.capitalize(), standing.unit
    columns = (
        Column("Candidate", meaning="Firm that could become the partner."),
        Column(objective, unit, standing.description, "interval"),
        Column("Gain over none", unit, "Paired difference to having no new partner.", "change"),
        Column("Best", "", "Probability that its mean is the highest.", "share"),
        Column(
            "Regret", unit, "Expected loss by choosing it now.", "number", standing.gain_decimals
        ),
        Column("Wins", "", "Share of single runs in which it does best.", "share"),
    )
    rows = [
        (r.candidate, r.value, r.gain, r.probability_best, r.expected_regret, r.win_share)
        for r in standing.result.ranking
    ]
    none = ("no new partner", standing.alone, None, None, None, None)
    caption = f"Ranking by {standing.objective_words}, means with 95 % intervals"
    return Table("Ranking", caption, columns, (*rows, none))


def _spread(standing: Standing) -> Section:
    """Return how much single runs differ."""
    result = standing.result
    alone = result.values(NOBODY)
    rows = [
        _range_of(ranked.candidate, result.values(ranked.candidate) - alone, place == 0)
        for place, ranked in enumerate(result.ranking)
    ]
    words = [f"{row.label} {row.low:.3g} to {row.high:.3g}" for row in rows]
    title = f"change of {result.focal}'s {standing.objective_words}{standing.unit_in_brackets}"
    svg = ranges(rows, f"Middle nine tenths of runs: {'; '.join(words)}.", title, reference=0.0)
    caption = (
        f"How single runs differ, {result.replicates:,} for each candidate: thin line from the 5th "
        "to the 95th percentile, thick line the middle half, dot the median."
    )
    text = "One future will be lived, not a mean of many. So much may a single run differ:"
    return Section("How far apart single futures are", (Words(text), Figure(svg, caption)))


def _range_of(label: str, values: NDArray[np.float64], strong: bool) -> Range:
    """Return the spread of values in one row."""
    defined = values[np.isfinite(values)]
    if not len(defined):
        return Range(label, np.nan, np.nan, np.nan)
    low, first, middle, third, high = np.quantile(defined, (0.05, 0.25, 0.5, 0.75, 0.95))
    return Range(label, low, middle, high, inner=(first, third), strong=strong)
