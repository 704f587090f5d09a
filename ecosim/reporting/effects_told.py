"""The effects of a sweep's factors in sentences, pictures and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.drawing import Range, ranges
from ecosim.reporting.document import Column, Figure, Section, Table
from ecosim.reporting.effects import Effect
from ecosim.results.figures import amount, plus_minus

__all__ = ["effects_answer", "effects_section"]


def effects_answer(outcome: str, effects: Sequence[Effect]) -> str:
    """Return which factor an outcome differs most with, in one sentence."""
    words = outcome.replace("_", " ").capitalize()
    clear = [effect for effect in effects if effect.is_clear]
    if not clear:
        return _without_clear(words, effects)
    most = max(clear, key=lambda effect: abs(effect.difference.estimate))
    low, *_, high = most.levels
    unit = OUTCOMES[outcome].unit
    told = (
        f"{words} differs most with {most.factor}: "
        f"{amount(plus_minus(low.mean), unit)} where it is {low.label}, "
        f"{amount(plus_minus(high.mean), unit)} where it is {high.label}"
    )
    if low.is_of_runs and high.is_of_runs:
        difference = amount(plus_minus(most.difference, signed=True), unit)
        return f"{told}; run by run, {difference}."
    return f"{told}."


def _without_clear(words: str, effects: Sequence[Effect]) -> str:
    """Say that no factor is clear, or that this cannot be told."""
    untold = [effect for effect in effects if not effect.is_told]
    if effects and not untold:
        return f"{words} differs clearly with none of the factors."
    if len(untold) < len(effects):
        names = ", ".join(effect.factor for effect in untold)
        return f"{words} differs clearly with none of the factors; of {names} it cannot be told."
    return f"Whether {words.lower()} differs with a factor cannot be told: {_hindrance(effects)}."


def _hindrance(effects: Sequence[Effect]) -> str:
    """Return why no difference has an interval."""
    levels = [level for effect in effects for level in effect.levels]
    if not levels:
        return "it is defined at one level alone"
    if any(level.points > 1 for level in levels):
        return "a level at the end is one point"
    if len(effects) > 1:
        return "each level is one point, and other factors differ there too"
    return "each level is one point with one run"


def effects_section(outcome: str, effects: Sequence[Effect]) -> Section:
    """Return a picture and a table of what each factor changes."""
    declared = OUTCOMES[outcome]
    words, unit = outcome.replace("_", " "), "" if declared.unit == "1" else f" ({declared.unit})"
    rows = [
        Range(f"{effect.factor.split('.', 1)[-1]}: {level.label}", level.mean.low,
              level.mean.estimate, level.mean.high, note=level.counted, strong=effect.is_clear)
        for effect in effects
        for level in effect.levels
    ]  # fmt: skip
    told = "; ".join(f"{row.label} {row.middle:.3g}" for row in rows)
    svg = ranges(rows, f"Mean of {words} by factor: {told}.", f"{words}{unit}")
    caption = f"{declared.description} {_how_made(effects)}"
    return Section(f"What changes {words}", (Figure(svg, caption), _table(outcome, effects)))


def _how_made(effects: Iterable[Effect]) -> str:
    """Return what the intervals of a picture are."""
    over_runs = all(level.is_of_runs for effect in effects for level in effect.levels)
    means = (
        "Mean over the runs of a point with its 95 % interval; ends are compared run by run"
        if over_runs
        else "Mean over points with its 95 % interval, points taken as independent and the other "
        "factors varying"
    )
    return f"{means}; blue where the ends of a factor clearly differ."


def _table(outcome: str, effects: Iterable[Effect]) -> Table:
    words, unit = outcome.replace("_", " "), OUTCOMES[outcome].unit
    columns = (
        Column("Factor"),
        Column("Level", meaning="Value, or third of the range."),
        Column(words.capitalize(), unit, "Mean at this level.", "interval"),
        Column("Points", "", "Number of points at this level.", "number"),
    )
    rows = tuple(
        (effect.factor, level.label, level.mean, level.points)
        for effect in effects
        for level in effect.levels
    )
    caption = f"{words.capitalize()} at each level of each factor"
    return Table(f"Effects on {words}"[:31], caption, columns, rows, folded=True)
