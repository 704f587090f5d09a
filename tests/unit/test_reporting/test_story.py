"""Sentences about events say what the events say."""

from __future__ import annotations

import pyarrow as pa

from ecosim.declarations.columns import EVENTS
from ecosim.declarations.scenario import FirmSpec, Scenario
from ecosim.reporting.document import Points, Table
from ecosim.reporting.happenings import HAPPENINGS, Happening, life
from ecosim.reporting.story import story
from ecosim.results.schemas import PANEL_SCHEMAS

SCENARIO = Scenario("two", firms=(FirmSpec("A", "provider"), FirmSpec("B", "partner")))


def events(*rows: tuple[str, int, str, str, str | None]) -> pa.Table:
    names = ("run_id", "tick", "kind", "subject", "object")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return pa.table({**columns, "detail": [0.0] * len(rows)}, PANEL_SCHEMAS["events"])


ONE = events(
    ("r", 3, "partner_chosen", "A", "B"),
    ("r", 14, "market_entered", "A", "NO"),
    ("r", 15, "market_entered", "A", "FI"),
    ("r", 40, "firm_closed", "B", None),
)


def test_every_kind_of_event_has_its_words() -> None:
    assert set(EVENTS.names) <= set(HAPPENINGS)


def test_one_run_is_told_in_sentences() -> None:
    sentences, lives, _ = story(ONE, ["r"], SCENARIO).blocks
    assert isinstance(sentences, Points)
    assert isinstance(lives, Points)
    assert (
        "A firm entered a market abroad 2 times, first in month 14 (A and NO)." in sentences.texts
    )
    assert "A firm closed once, in month 40 (B)." in sentences.texts
    assert "No relationship ended." in sentences.texts
    assert lives.texts == (
        "A: chose B (month 3); entered NO (month 14), FI (month 15).",
        "B: was chosen by A (month 3); closed (month 40).",
    )


def test_several_runs_are_counted_run_by_run() -> None:
    (table,) = story(ONE, ["r", "s"], SCENARIO).blocks
    assert isinstance(table, Table)
    entered = next(row for row in table.rows if row[0] == "market entered")
    assert entered[1].estimate == 1.0
    assert entered[2:4] == (0.5, 14.0)


def test_an_event_without_a_subject_names_whom_it_met() -> None:
    table = events(("r", 28, "early_product_dropped", None, "B"))  # type: ignore[arg-type]
    sentences = story(table, ["r"], SCENARIO).blocks[0]
    assert isinstance(sentences, Points)
    assert any(text.endswith("does not pay once, in month 28 (B).") for text in sentences.texts)


def test_long_lists_of_names_are_cut_and_counted() -> None:
    chosen = [Happening(k, "partner_chosen", "A", f"P{k}") for k in range(1, 8)]
    assert life("A", chosen).endswith("P4 (month 4) and 3 more.")
