"""The report on two ways under the same chance: what the second gains and what it loses."""

from __future__ import annotations

from collections.abc import Sequence

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.drawing import Range, ranges
from ecosim.experiments.pairs import OutcomePair, Pairs
from ecosim.reporting.document import Block, Column, Figure, Report, Section, Table, Words
from ecosim.results.figures import amount, plus_minus
from ecosim.results.statistics import in_spreads

__all__ = ["pairs_report"]

_MOST_ROWS = 16  # of the picture
_MOST_SPREADS = 20.0  # differences beyond so many standard deviations are drawn as these


def pairs_report(pairs: Pairs, title: str, question: str, names: tuple[str, str]) -> Report:
    """Return the report on two ways.

    Parameters
    ----------
    pairs : what they led to
    title, question : what was compared, in words
    names : of the first and the second way
    """
    clear = sorted(filter(_is_clear, pairs.outcomes), key=lambda o: -abs(_size(o)))
    unclear = [o for o in pairs.outcomes if o not in clear]
    basis = (
        f"{pairs.replicates:,} paired runs of {pairs.months} months, both ways under the same "
        f"chance (seed {pairs.seed}); ± is half a 95 % interval."
    )
    return Report(
        title=title,
        question=question,
        answer=tuple(_answer(clear, names)),
        basis=basis,
        sections=(_differences(clear, unclear, names, pairs.replicates),),
    )


def _answer(clear: Sequence[OutcomePair], names: tuple[str, str]) -> list[str]:
    """Return how much differs clearly, and what differs most."""
    if not clear:
        return [f"No outcome clearly differs between {names[0]} and {names[1]}."]
    most = " and ".join(_in_words(outcome) for outcome in clear[:2])
    return [
        f"With {names[1]}, {most}.",
        f"{len(clear)} of {len(OUTCOMES)} outcomes clearly differ: their intervals leave zero out.",
    ]


def _in_words(outcome: OutcomePair) -> str:
    way = "rises" if outcome.difference.estimate > 0 else "falls"
    size = plus_minus(outcome.difference).lstrip("−")
    return f"{_plain(outcome.name)} {way} by {amount(size, OUTCOMES[outcome.name].unit)}"


def _differences(
    clear: Sequence[OutcomePair], unclear: Sequence[OutcomePair], names: tuple[str, str], runs: int
) -> Section:
    blocks: list[Block] = []
    if clear:
        blocks += [_figure(clear[:_MOST_ROWS], runs), _table("Differences", clear, names, False)]
    else:
        blocks.append(Words("More runs narrow the intervals."))
    blocks.append(_table("Unclear", unclear, names, bool(clear)))
    return Section("What was gained and lost", tuple(blocks))


def _figure(clear: Sequence[OutcomePair], runs: int) -> Figure:
    rows = [_row(outcome) for outcome in clear]
    told = "; ".join(f"{row.label} {row.middle:.2g}" for row in rows)
    svg = ranges(rows, f"Differences in standard deviations of single runs: {told}.",
                 "difference, in standard deviations of single runs", reference=0.0)  # fmt: skip
    caption = (
        f"Outcomes that clearly differ, largest first: mean of {runs:,} paired differences with "
        "its 95 % interval, in standard deviations of single runs of the first way. More is not "
        "always better."
    )
    return Figure(svg, caption)


def _row(outcome: OutcomePair) -> Range:
    parts = (outcome.difference.low, outcome.difference.estimate, outcome.difference.high)
    low, middle, high = (_bounded(in_spreads(part, outcome.spread)) for part in parts)
    return Range(_plain(outcome.name), low, middle, high, strong=True)


def _bounded(size: float) -> float:
    return max(-_MOST_SPREADS, min(_MOST_SPREADS, size))


def _table(
    name: str, outcomes: Sequence[OutcomePair], names: tuple[str, str], folded: bool
) -> Table:
    columns = (
        Column("Outcome", meaning="Of the whole ecosystem, over the run."),
        Column(names[0], "", "Mean over runs.", "interval"),
        Column(names[1], "", "Mean over runs.", "interval"),
        Column("Difference", "", "Mean of paired differences, second less first.", "change"),
        Column("Unit"),
        Column("Meaning"),
    )
    rows = tuple(
        (
            _plain(o.name),
            o.first,
            o.second,
            o.difference,
            _unit(o.name),
            OUTCOMES[o.name].description,
        )
        for o in outcomes
    )
    clearly = "clearly" if name == "Differences" else "do not clearly"
    return Table(name, f"Outcomes that {clearly} differ", columns, rows, folded)


def _is_clear(outcome: OutcomePair) -> bool:
    """Tell whether the interval leaves zero out."""
    return outcome.difference.low > 0 or outcome.difference.high < 0


def _size(outcome: OutcomePair) -> float:
    """Return the difference in standard deviations of single runs."""
    return in_spreads(outcome.difference.estimate, outcome.spread)


def _unit(name: str) -> str:
    unit = OUTCOMES[name].unit
    return "" if unit == "1" else unit


def _plain(name: str) -> str:
    return name.replace("_", " ")
