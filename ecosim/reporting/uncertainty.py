"""What a comparison says of uncertain futures, of contributions, and of assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecosim.decisions.robust import FEW, TOO_FEW
from ecosim.declarations.scenario import TOGETHER
from ecosim.experiments.arms import in_words
from ecosim.experiments.standing import Standing
from ecosim.reporting.answers import Row, answer_in, interval_in
from ecosim.reporting.document import Block, Column, Section, Table, Words
from ecosim.results.figures import number, plus_minus

__all__ = ["contributions", "futures", "tipping_points"]


def futures(standing: Standing) -> list[Section]:
    """Return how choices stand over uncertain futures, where that was tried."""
    results = standing.result.results
    answer = answer_in(results, "robust")
    rows = answer.rows
    if not rows:
        return []
    count = len({row["point"] for row in answer_in(results, "futures").rows})
    unit = standing.unit
    columns = (
        Column("Choice"),
        Column(
            "Best in", "", "Share of futures in which no other choice is better.", "share range"
        ),
        Column("Good enough in", "", "Share of futures in which it is good enough.", "share range"),
        Column("Expected regret", unit, "Mean loss against the best in each future.", "range"),
        Column("Largest regret", unit, "Largest loss in any future tried.", "number"),
    )
    body = tuple(
        (in_words(row["candidate"]), interval_in(row, "best_share", count),
         interval_in(row, "satisfied_share", count), interval_in(row, "expected_regret", count),
         row["largest_regret"])
        for row in rows
    )  # fmt: skip
    caption = f"Choices over {count:,} futures, which all count alike, with 95 % intervals"
    table = Table("Futures", caption, columns, body)
    asked = answer.command.get("asked") or {}
    few = asked.get("design", {}).get("replicates", FEW) < FEW
    caution = (Words(TOO_FEW),) if few else ()
    return [Section("If the future is uncertain", (Words(_preferred(rows)), *caution, table))]


def _preferred(rows: Sequence[Row]) -> str:
    """Return which choice each way of judging prefers."""
    least = rows[0]["candidate"]
    safest = min(rows, key=lambda row: float(row["largest_regret"]))["candidate"]
    often = max(rows, key=lambda row: float(row["best_share"]))["candidate"]
    if least == safest == often:
        return f"{in_words(least)} loses least on average and at worst, and is most often the best."
    return (
        f"{in_words(least)} loses least on average; {in_words(safest)} loses least at worst; "
        f"{in_words(often)} is most often the best."
    )


def contributions(standing: Standing) -> list[Section]:
    """Return what each partner contributes, where that was worked out."""
    result = standing.result
    rows = answer_in(result.results, "shapley").rows
    if not rows:
        return []
    columns = (
        Column("Partner"),
        Column("Ecosystem's viability", "1", "Shapley value of the partner.", "change"),
        Column(f"{result.focal}'s {standing.objective_words}", standing.unit,
               "Shapley value of the partner.", "change"),
    )  # fmt: skip
    body = tuple(
        (_partner(row), interval_in(row, "ecosystem", result.replicates),
         interval_in(row, "focal", result.replicates))
        for row in rows
    )  # fmt: skip
    text = (
        "Shapley values: the mean of what a partner adds when partners join one after another, "
        "whoever is there before."
    )
    table = Table("Contributions", "What each partner contributes", columns, body)
    return [Section("What each partner contributes", (Words(text), table))]


def tipping_points(standing: Standing) -> Iterator[Block]:
    """Yield the smallest changes of assumptions that would change the winner, where searched."""
    rows = answer_in(standing.result.results, "tipping").rows
    if not rows:
        return
    confirmed = [row for row in rows if row["confirmed"]]
    if not confirmed:
        winner = in_words(rows[0]["old_winner"])
        yield Words("No change of a single parameter that was tried, within its range, clearly "
                    f"makes another choice than {winner} the best.")  # fmt: skip
        return
    yield Words(_smallest(confirmed[0]))
    columns = (
        Column("Parameter", meaning="Assumption of the model, changed alone."),
        Column("Now", kind="number", meaning="Its value in the scenario."),
        Column("Then", kind="number", meaning="Value after which another choice leads."),
        Column("Unit"),
        Column("Leads then", meaning="Choice that leads after the change."),
        Column("Gain", standing.unit, "Of that choice over the present winner then.", "change"),
    )
    body = tuple(
        (row["assumption"].removeprefix("parameters."), row["now"], row["then"],
         "" if row["unit"] == "1" else row["unit"], in_words(row["winner"]),
         interval_in(row, "gain", standing.result.replicates))
        for row in confirmed
    )  # fmt: skip
    yield Table("Assumptions that tip", "Smallest changes found, one parameter at a time",
                columns, body)  # fmt: skip


def _smallest(row: Row) -> str:
    gain = plus_minus(interval_in(row, "gain", 2))
    return (
        f"The smallest change found: {row['assumption'].removeprefix('parameters.')} from "
        f"{number(row['now'])} to {number(row['then'])}. Then {in_words(row['winner'])} is ahead "
        f"of {in_words(row['old_winner'])} by {gain}."
    )


def _partner(row: Row) -> str:
    return "all together" if row["partner"] == TOGETHER else str(row["partner"])
