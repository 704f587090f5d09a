"""Workbooks: what Excel shows, hides and saves beside its cells, and files that are none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import ecosim
from ecosim.errors import InputError
from ecosim.scenarios import as_workbook, import_tables, list_scenarios
from tests.unit.given_tables import workbook


def test_merged_cells_formulas_headings_and_empty_rows_are_reported(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Our market study"
    sheet.merge_cells("A1:D1")
    for row, values in ((3, ("Name", "Kind", "Staff")), (4, ("A", "provider", "=5+5")),
                        (5000, ("B", "partner", 7))):  # fmt: skip
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)
    book.save(tmp_path / "firms.xlsx")
    made = import_tables(tmp_path / "firms.xlsx")
    report = " | ".join(made.findings.read)
    assert "merged cells (A1:D1)" in report
    assert "formula" not in report
    assert made.findings.refused == [
        "firms.xlsx, sheet 'Sheet': formulas saved without a value, so that their cells are empty: "
        "C4; open the file in Excel and save it again"
    ]
    assert "titles are in row 3" in report
    assert "4,995 empty rows" in report
    assert made.scenario.firms[0].fields == {}
    assert made.scenario.firms[1].fields == {"employees": 7.0}


def test_formulas_count_as_saved_values_and_are_empty_without_one(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "f.xlsx", ["Name", "Kind", "Staff", "Cash"], *[[n, "provider", "=5+5", "=1+1"] for n in "ABC"]
    )  # fmt: skip
    book, sheet = {}, "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        book = {name: archive.read(name) for name in archive.namelist()}
    saved = book[sheet].replace(b"<f>5+5</f><v />", b"<f>5+5</f><v>10</v>", 1)
    book[sheet] = saved.replace(b'<c r="C3"><f>5+5', b'<c r="C3" t="str"><f>5+5')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    made = import_tables(path)
    assert [firm.fields for firm in made.scenario.firms] == [{"employees": 10.0}, {}, {}]
    assert any("2 formulas are read as the values that were" in line for line in made.findings.read)
    assert made.findings.refused == [
        "f.xlsx, sheet 'firms': formulas saved without a value, so that their cells are empty: "
        "D2, D3, C4 and 1 more; open the file in Excel and save it again"
    ]


def test_hidden_sheets_rows_and_columns_are_read_and_said_to_be(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "f.xlsx", ["Name", "Kind", "Staff", "Cash"], ["A", "provider", 5, 2], ["B", "partner", 6, 2]
    )  # fmt: skip
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[30].hidden = True
    book.active.column_dimensions.group("C", "H", hidden=True)
    other = book.create_sheet("X")
    for row in (["key", "value"], ["scenario.seed", 3]):
        other.append(row)
    other.sheet_state = "veryHidden"
    book.save(path)
    made = import_tables(path)
    assert [firm.id for firm in made.scenario.firms] == ["A", "B"]
    assert made.findings.guessed == [
        "f.xlsx, sheet 'X': is hidden and was read too; please check",
        "f.xlsx, sheet 'firms': 1 hidden row and 2 hidden columns were read too; please check",
    ]


def test_a_stray_cell_far_off_costs_next_to_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "firms.xlsx", ["Name", "Kind"], ["A", "provider"])
    book = openpyxl.load_workbook(path)
    book.active["C1048576"] = "stray"
    book.save(path)
    assert [firm.id for firm in import_tables(path).scenario.firms] == ["A"]
    book.active["XFD1048576"] = "stray"
    book.save(path)
    with pytest.raises(InputError, match="more than 500 columns"):
        import_tables(path)


def test_a_number_shown_as_a_percentage_is_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", ["Name", "Kind", "Margin (%)"], ["A", "provider", 0.07])
    book = openpyxl.load_workbook(path)
    book.active["C2"].number_format = "0.0%"
    book.save(path)
    assert import_tables(path).scenario.firms[0].fields == {"margin": 0.07}


def test_macros_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsm", ["Name", "Kind"], ["A", "provider"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    made = import_tables(path)
    assert any("macros are left out" in line for line in made.findings.read)
    assert [firm.id for firm in made.scenario.firms] == ["A"]


def test_a_number_turned_into_a_date_is_noticed(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "f.xlsx",
        ["Name", "Kind", "Staff"],
        ["A", "provider", pd.Timestamp("2026-05-03")],
    )
    assert "turned into one?" in import_tables(path).findings.refused[0]


def test_names_like_formulas_or_markup_stay_text_there_and_back(tmp_path: Path) -> None:
    names = [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "+1",
        '"quoted"\\',
        "ni\u0301",
        "@x",
    ]
    path = workbook(
        tmp_path / "f.xlsx", ["Name", "Kind"], *[[name, "provider"] for name in names[1:]]
    )
    book = openpyxl.load_workbook(path)
    book.active.append([names[0], "provider"])
    book.active.cell(book.active.max_row, 1).data_type = "s"
    book.save(path)
    made = import_tables(path)
    assert {firm.id for firm in made.scenario.firms} == set(names)
    (tmp_path / "ours.toml").write_text(made.text, encoding="utf-8")
    exported = openpyxl.load_workbook(io.BytesIO(as_workbook(tmp_path / "ours.toml")))
    cells = [cell for row in exported["firms"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert set(names) <= {cell.value for cell in cells}


@pytest.mark.parametrize("name", [info.name for info in list_scenarios()])
def test_a_scenario_comes_back_from_its_workbook(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(as_workbook(name))
    made = import_tables(path)
    assert not made.findings.refused
    back, there = (one.as_dict() for one in (made.scenario, ecosim.load_scenario(name)))
    for whole in (back, there):
        del whole["remarks"]  # a workbook holds those of firms alone
    assert back == there


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 80_000_000)
    return path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\0\1\2", "no table in text"),
        ("a.csv", b"just words", "no row of titles"),
        ("a.csv", b'Name,Kind\n"A,provider', "row 2"),
        ("a.xlsx", b"PK\x03\x04 damaged", "is damaged or no Excel workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "Excel before 2007"),
        ("a.graphml", b'<!DOCTYPE x [<!ENTITY a "b">]><graphml>', "document type"),
        ("a.graphml", b"<graphml><node", "no valid GraphML"),
        ("a.csv", b"Colour,Shape\nred,round\n", "no firm could be read"),
    ],
)
def test_files_that_hold_no_table_are_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        import_tables(tmp_path / name)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unpacks to more than"):
        import_tables(bomb(tmp_path / "bomb.xlsx"))


def test_a_workbook_under_a_wrong_name_is_still_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", ["Name", "Kind"], ["A", "provider"])
    path.rename(tmp_path / "f.csv")
    assert import_tables(tmp_path / "f.csv").scenario.firms[0].id == "A"
