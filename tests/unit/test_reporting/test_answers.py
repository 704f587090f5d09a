"""What was worked out beside the runs is told in the report, and only if it is of these runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import ecosim
from ecosim.errors import InputError
from ecosim.reporting import report
from ecosim.reporting.document import Table, Words
from ecosim.results import Results
from ecosim.results.formats import open_file
from ecosim.results.provenance import stamped

TWO = ("Norrsikt Technology", "Metrilo")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scenario = ecosim.load_scenario("partner-selection", overrides={"scenario.ticks": 3})
    ecosim.compare(scenario, "D", TWO, 2, threads=1, out=tmp_path / "D")
    return tmp_path / "D"


def beside(folder: Path, name: str, rows: list[dict[str, Any]], **changes: Any) -> None:
    """Write a table beside the runs, as what works it out does."""
    provenance = {**Results.read(folder).provenance, **changes}
    table = pa.Table.from_pylist(rows)
    with (folder / f"{name}.arrow").open("wb") as file:
        writer = open_file(file, stamped(table.schema, provenance), "arrow", "zstd")
        writer.write(table.replace_schema_metadata())
        writer.close()


def around(name: str, value: float) -> dict[str, float]:
    return {name: value, f"{name}_low": value - 0.1, f"{name}_high": value + 0.2}


def tipping(confirmed: bool) -> list[dict[str, Any]]:
    return [{"assumption": "parameters.trust_gain", "unit": "per month", "now": 0.08, "then": 0.02,
             "change": 0.75, "old_winner": TWO[0], "winner": "(no partner)",
             **around("gain", 0.3), "confirmed": confirmed}]  # fmt: skip


def words(folder: Path, heading: str) -> tuple[list[str], list[Table]]:
    section = next(one for one in report(folder).sections if one.heading == heading)
    texts = [block.text for block in section.blocks if isinstance(block, Words)]
    return texts, [block for block in section.blocks if isinstance(block, Table)]


def test_without_such_tables_nothing_is_said_of_them(folder: Path) -> None:
    headings = [section.heading for section in report(folder).sections]
    assert "If the future is uncertain" not in headings
    assert "What each partner contributes" not in headings
    assert len(words(folder, "What would change the answer")[0]) == 1


def test_uncertain_futures_are_told_with_who_is_preferred_how(folder: Path) -> None:
    rows = [
        {"candidate": name, **around("best_share", best), **around("satisfied_share", 0.5),
         **around("expected_regret", 0.1), "largest_regret": worst}
        for name, best, worst in ((TWO[0], 0.2, 0.9), (TWO[1], 0.7, 0.4), ("(no partner)", 0.1, 0.8))
    ]  # fmt: skip
    beside(folder, "robust", rows)
    beside(folder, "futures", [{"point": k} for k in (0, 0, 1, 2)])
    texts, (table,) = words(folder, "If the future is uncertain")

    assert texts == [
        f"{TWO[0]} loses least on average; {TWO[1]} loses least at worst; {TWO[1]} is most often "
        "the best."
    ]
    assert "3 futures" in table.caption
    assert table.written()[1][1] == "70 % (60 % to 90 %)"
    assert table.rows[2][0] == "no new partner"


def test_a_confirmed_change_is_told_and_an_unclear_one_is_not(folder: Path) -> None:
    beside(folder, "tipping", tipping(confirmed=True))
    texts, tables = words(folder, "What would change the answer")
    assert texts[0].startswith("The smallest change found: trust_gain from 0.0800 to 0.0200. Then")
    assert tables[0].name == "Assumptions that tip"

    beside(folder, "tipping", tipping(confirmed=False))
    texts, tables = words(folder, "What would change the answer")
    assert texts[0].startswith("No change of a single parameter")
    assert "Assumptions that tip" not in [table.name for table in tables]


def test_contributions_are_told(folder: Path) -> None:
    rows = [{"partner": "(all together)", **around("ecosystem", 0.1), **around("focal", 0.2)}]
    beside(folder, "shapley", rows)
    _, (table,) = words(folder, "What each partner contributes")
    assert table.rows[0][0] == "all together"


def test_a_table_of_another_scenario_is_refused(folder: Path) -> None:
    beside(folder, "tipping", tipping(confirmed=True), scenario_digest="0")
    with pytest.raises(InputError, match=r"tipping\.arrow: comes from another scenario"):
        report(folder)


def test_a_damaged_table_is_refused(folder: Path) -> None:
    (folder / "shapley.arrow").write_bytes(b"ARROW1")
    with pytest.raises(InputError, match=r"shapley\.arrow"):
        report(folder)
