"""Sensitivity indices and regions of a sweep, where they were worked out."""

from __future__ import annotations

from ecosim.analysis import Condition
from ecosim.drawing import Range, ranges
from ecosim.reporting.answers import Row, answer_in, interval_in
from ecosim.reporting.document import Block, Column, Figure, Section, Table, Words
from ecosim.results import Results
from ecosim.results.figures import number, percent

__all__ = ["indices", "regions"]

_SOURCES = {"settings": "the factors", "chance": "chance", "both": "chance that the factors change"}
_MEANINGS = {
    "first": "first: share of the variance that the factor explains alone",
    "total": "total: with all it does together with others",
    "second": "second: of a pair, beyond what both do alone",
    "mean_absolute_effect": "mean absolute effect: change over the whole range, in size",
    "mean_effect": "mean effect: the same with its sign",
    "spread_of_effects": "spread of effects: how far it depends on the other factors",
}


def indices(results: Results) -> list[Section]:
    """Return a section for each outcome that was analyzed."""
    rows, chance = (answer_in(results, name).rows for name in ("sensitivity", "chance"))
    outcomes = dict.fromkeys(row["outcome"] for row in rows)
    return [
        _outcome(name, [row for row in rows if row["outcome"] == name],
                 [row for row in chance if row["outcome"] == name])
        for name in outcomes
    ]  # fmt: skip


def _outcome(outcome: str, rows: list[Row], chance: list[Row]) -> Section:
    words = outcome.replace("_", " ")
    used = [meaning for name, meaning in _MEANINGS.items() if any(r["index"] == name for r in rows)]
    blocks: list[Block] = [Words(f"{'; '.join(used).capitalize()}.")]
    if chance:
        shares = ", ".join(f"{_SOURCES[row['source']]} {percent(row['share'])}" for row in chance)
        blocks.append(Words(f"Variance of a single run: {shares}."))
    leading = "total" if any(row["index"] == "total" for row in rows) else rows[0]["index"]
    drawn = sorted((r for r in rows if r["index"] == leading), key=lambda r: -float(r["estimate"]))
    blocks.append(_figure(words, leading.replace("_", " "), drawn))
    blocks.append(_table(words, rows))
    return Section(f"What {words} is sensitive to", tuple(blocks))


def _figure(words: str, index: str, rows: list[Row]) -> Figure:
    shown = [interval_in({**row, "estimate_low": row["low"], "estimate_high": row["high"]},
                         "estimate", 2) for row in rows]  # fmt: skip
    drawn = [
        Range(row["factor"].split(".", 1)[-1], one.low, one.estimate, one.high)
        for row, one in zip(rows, shown, strict=True)
    ]
    told = "; ".join(f"{row.label} {row.middle:.3g}" for row in drawn)
    svg = ranges(drawn, f"Index of {words}, {index}: {told}.", f"{index} index", reference=0.0)
    return Figure(svg, f"Index of each factor ({index}), with its 95 % interval.")


def _table(words: str, rows: list[Row]) -> Table:
    columns = (
        Column("Factor"), Column("Other", meaning="The other factor, of a pair."), Column("Index"),
        Column("Value", "", "The index with its 95 % interval.", "range"),
    )  # fmt: skip
    body = tuple(
        (row["factor"], row["other"] or "", row["index"].replace("_", " "),
         interval_in({**row, "estimate_low": row["low"], "estimate_high": row["high"]},
                     "estimate", 2))
        for row in rows
    )  # fmt: skip
    name = f"Sensitivity of {words}"[:31]
    return Table(name, f"Sensitivity indices of {words}", columns, body, folded=True)


def regions(results: Results) -> list[Section]:
    """Return the regions of the factors in which a condition holds."""
    answer = answer_in(results, "regions")
    if not answer.rows:
        return []
    columns = (
        Column("Region", kind="number"), Column("Factor"), Column("Where"),
        Column("Coverage", "", "Share of all interesting points that lie in it.", "share"),
        Column("Density", "", "Share of its points that are interesting.", "share"),
        Column("Points", kind="number"),
        Column("Quasi-p", "", "How easily chance alone makes the limit seem useful."),
    )  # fmt: skip
    body = tuple(
        (row["region"], row["factor"], _where(row), row["coverage"], row["density"], row["points"],
         _small(row["quasi_p"]))
        for row in answer.rows
    )  # fmt: skip
    condition = Condition(**answer.command["condition"])
    text = f"Regions of the factors, found by PRIM, for this condition: {condition}."
    table = Table("Regions", "Limits of each region", columns, body)
    return [Section("Where it happens", (Words(text), table))]


def _where(row: Row) -> str:
    """Return a limit in words."""
    if row["values"]:
        return str(row["values"])
    if row["low"] is None:
        return f"up to {number(row['high'])}"
    if row["high"] is None:
        return f"from {number(row['low'])}"
    return f"{number(row['low'])} to {number(row['high'])}"


def _small(probability: float) -> str:
    return "<0.001" if probability < 0.001 else number(probability, 3)
