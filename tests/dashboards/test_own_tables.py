"""Tables of a visitor: edited, uploaded, and never more than data."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from ecosim.dashboards.own_tables import Tables, grid_of
from ecosim.dashboards.widgets.upload import MOST_BYTES
from ecosim.scenarios import load_scenario
from ecosim.scenarios.importing import GivenFile

FIRMS = b"Company,Type,Staff,Focal,Candidate\nUs,provider,12,x,\nAlly,partner,40,,x\nOther,partner,9,,x\n"


def given(text: bytes, name: str = "firms.csv") -> Tables:
    return Tables.of_files("mine", [GivenFile(name, text)])


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_scenario_of_the_library_comes_as_tables_that_say_the_same():
    tables = Tables.of_library("partner-selection")

    assert tables.scenario.digest == load_scenario("partner-selection").digest
    assert [sheet["label"] for sheet in json.loads(grid_of(tables))] == [
        "firms", "relationships", "settings",
    ]  # fmt: skip


def test_a_typed_cell_changes_the_firm_and_nothing_else():
    tables = Tables.of_library("partner-selection")
    column = tables.sheets[0].titles.index("employees")
    changed = tables.edited(0, [[2, column, "77"]])

    before, after = ({f.id: dict(f.fields) for f in t.scenario.firms} for t in (tables, changed))
    assert after["Hallmek Machinery"]["employees"] == 77
    assert tables.scenario.digest != changed.scenario.digest
    assert changed.edited(0, [[2, column, "1200"]]).scenario.digest == tables.scenario.digest
    assert {name for name in before if before[name] != after[name]} == {"Hallmek Machinery"}


def test_a_number_that_would_be_read_in_two_ways_as_text_stays_a_number_when_others_are_typed():
    tables = Tables.of_files("mine", [GivenFile("f.xlsx", workbook(
        firms=[["name", "kind", "turnover"], ["Us", "provider", 1.125], ["Ally", "partner", 2.0]]
    ))])  # fmt: skip
    changed = tables.edited(0, [[2, 2, "3"]])

    assert [firm.fields["turnover"] for firm in changed.scenario.firms] == [1.125, 3.0]


def test_pasting_below_and_beside_makes_the_table_longer_and_wider():
    tables = given(FIRMS).edited(
        0, [[4, 0, "New"], [4, 1, "partner"], [0, 5, "turnover"], [4, 5, "8"]]
    )

    new = next(firm for firm in tables.scenario.firms if firm.id == "New")
    assert new.fields["turnover"] == 8
    assert json.loads(grid_of(tables))[0]["marks"][5]["field"] == "turnover"


def test_columns_say_what_they_were_understood_to_be():
    (sheet,) = json.loads(
        grid_of(given(b"Company,Type,Shoe size\nUs,provider,44\nAlly,partner,43\n"))
    )

    assert [mark and mark["field"] for mark in sheet["marks"]] == ["id", "kind", None, None]


def test_a_setting_cannot_open_a_file_of_the_server(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("source,target\nUs,Ally\n")
    firms = [["name", "kind"], ["Us", "provider"], ["Ally", "partner"]]
    for row in (["network.file", f'"{secret}"'], ["network", f'{{file = "{secret}"}}']):
        tables = given(workbook(firms=firms, settings=[["key", "value"], row]), "f.xlsx")
        assert tables.scenario.relationships == ()
        assert any("cannot open a file" in line for line in tables.imported.findings.refused)


@pytest.mark.parametrize(
    "setting", [["population.customer.count", 4_000_000], ["scenario.ticks", 9_999]]
)
def test_a_scenario_too_large_for_the_dashboards_is_answered_with_a_sentence(setting):
    firms = [["name", "kind"], ["Us", "provider"], ["Ally", "partner"]]
    tables = given(workbook(firms=firms, settings=[["key", "value"], setting]), "f.xlsx")

    assert tables.imported is None
    assert "too many here" in tables.problem


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"PK\x03\x04broken", b"only one line", b"a,b\n" + b"x" * MOST_BYTES],
)
def test_what_is_no_table_is_answered_with_a_sentence(content):
    tables = given(content)

    assert tables.imported is None
    assert tables.problem
    assert json.loads(grid_of(tables)) == []


def test_edits_far_outside_are_left_out():
    tables = given(FIRMS)

    assert (
        tables.edited(0, [[10**9, 0, "x"], [0, 10**9, "x"], [-1, 0, "x"]]).sheets == tables.sheets
    )
    assert tables.edited(7, [[0, 0, "x"]]) is tables


def test_only_the_beginning_of_a_large_table_goes_to_the_browser():
    rows = [["name", "kind", *(f"c{k}" for k in range(10))]]
    rows += [[f"F{k}", "provider" if k % 2 else "partner", *[k] * 10] for k in range(1500)]
    tables = given(workbook(firms=rows), "f.xlsx")

    (sheet,) = json.loads(grid_of(tables))
    assert (sheet["locked"], sheet["count"], len(sheet["rows"])) == (True, 1500, 50)
