"""Tables become a scenario; what is wrong with them is named, and nothing is carried out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest

import ecosim
from ecosim.errors import InputError
from ecosim.scenarios import as_workbook, import_tables
from ecosim.scenarios.importing.names import KnownFirms
from tests.unit.given_tables import FIRMS, workbook


def test_a_table_of_firms_becomes_a_scenario(firms: Path) -> None:
    made = import_tables(firms, name="ours")
    assert [(f.id, f.kind) for f in made.scenario.firms] == [
        ("Ålv", "provider"), ("Buyer", "customer"), ("Part", "partner"),
    ]  # fmt: skip
    assert made.scenario.firms[0].fields["employees"] == 45.0
    assert made.scenario.comparison is not None
    assert made.scenario.comparison.candidates == ("Part",)
    assert not made.findings.refused


def test_the_scenario_that_is_made_runs(firms: Path) -> None:
    scenario = import_tables(firms).scenario
    assert ecosim.simulate(scenario, threads=1, record="runs").runs.num_rows == 1


def test_what_the_tables_do_not_say_stands_in_the_file_as_assumed(firms: Path) -> None:
    made = import_tables(firms)
    assert "# assumed: no carriers are named: 2 generated ones" in made.text
    assert "# assumed for a provider, where left out:" in made.text
    assert "capability.product 0.5 to 0.9" in " ".join(made.text.split())


def test_each_firm_says_from_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(
        "Name,Kind,Source,Comment\nA,provider,## annual report,x = 1\nB,partner,,\n"
        f"C,partner,{'long ' * 200},\n",
        encoding="utf-8",
    )
    made = import_tables(path)
    said = made.scenario.remarks
    assert "no customers are named: 8 generated ones" in said[""]
    assert said["firm.A"] == "annual report; x = 1"
    assert said["firm.B"] == "firms.csv, row 3"
    assert 400 < len(said["firm.C"]) <= 500
    (tmp_path / "ours.toml").write_text(made.text, encoding="utf-8")
    tables = tomllib.loads(made.text)
    for book in (as_workbook(tmp_path / "ours.toml"), as_workbook(tables, said)):
        (tmp_path / "ours.xlsx").write_bytes(book)
        again = import_tables(tmp_path / "ours.xlsx").scenario.remarks
        assert {name: again[f"firm.{name}"] for name in "AB"} == {
            "A": "annual report; x = 1", "B": "firms.csv, row 3",
        }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_spreadsheets_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "firms.csv"
    path.write_bytes(FIRMS.encode(encoding))
    assert import_tables(path).scenario.firms[0].id == "Ålv"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_any_separator_will_do(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "firms.txt"
    path.write_text(FIRMS.replace(";", mark), encoding="utf-8")
    assert len(import_tables(path).scenario.firms) == 3


def test_rows_and_cells_that_cannot_be_used_are_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(
        "Name,Kind,Staff,Openness,Hobby\nA,provider,45,0.5,golf\n,customer,1,1,\nA,partner,1,1,\n"
        "B,sorcerer,1,1,\nC,customer,-3,1.5,\nD,,5,,\n",
        encoding="utf-8",
    )
    made = import_tables(path)
    assert [firm.id for firm in made.scenario.firms] == ["A", "C"]
    assert made.scenario.firms[1].fields == {}
    assert made.findings.refused == [
        "firms.csv, column 'Hobby': stands for nothing known",
        "firms.csv, row 3: has no name",
        "firms.csv, row 4: 'A' is named already in firms.csv, row 2",
        "firms.csv, row 5: 'sorcerer' is no kind of firm; there are provider, customer, partner, "
        "logistics",
        "firms.csv, row 6, column 'Staff': -3.0 is below 1 full-time equivalents",
        "firms.csv, row 6, column 'Openness': 1.5 is above 1",
        "firms.csv, row 7: has no kind: provider, customer, partner or logistics",
    ]


def test_relationships_are_read_checked_and_converted(firms: Path, tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text(
        "From,To,Trust (%),Duration (years)\nÅlv,Buyer,60,3\nBuyer,Ålv,1,1\nÅlv,Nobody,1,1\n"
        "Buyer,Part,1,1\nÅlv,Ålv,1,1\n",
        encoding="utf-8",
    )
    made = import_tables(firms, ties)
    assert [(r.source, r.target, dict(r.columns)) for r in made.scenario.relationships] == [
        ("Ålv", "Buyer", {"trust": 0.6, "age": 36.0})
    ]
    assert [line.split(": ", 1)[1] for line in made.findings.refused] == [
        "Buyer and Ålv are related already",
        "there is no firm 'Nobody'",
        "a customer and a partner cannot be related",
        "'Ålv' is related to itself",
    ]


def test_a_table_with_kinds_holds_firms_whatever_else_it_names(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("Företag,Typ,Leverantör\nA,kund,B\nB,leverantör,\n", encoding="utf-8")
    made = import_tables(path)
    assert [(firm.id, firm.kind) for firm in made.scenario.firms] == [
        ("A", "customer"), ("B", "partner"),
    ]  # fmt: skip
    assert made.findings.refused == ["firms.csv, column 'Leverantör': stands for nothing known"]


def test_swedish_relationships_are_read(firms: Path, tmp_path: Path) -> None:
    ties = tmp_path / "band.csv"
    ties.write_text("Från;Till;Förtroende (1-5);Längd (år)\nÅlv;Buyer;4;2\n", encoding="utf-8")
    made = import_tables(firms, ties)
    assert not made.findings.refused
    assert made.scenario.relationships[0].columns == {"trust": 0.75, "age": 24.0}


def test_a_name_that_differs_in_case_or_blanks_alone_is_a_repetition(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(
        "Name,Kind\nMill,provider\nmill ,provider\nMILL,customer\nOld  Mill,customer\n"
        "old mill,customer\nn\u0131,customer\nMil,customer\n",
        encoding="utf-8",
    )
    made = import_tables(path)
    assert [firm.id for firm in made.scenario.firms] == ["Mill", "Old Mill", "n\u0131", "Mil"]
    assert made.findings.refused == [
        "firms.csv, row 3: 'mill' is named already in firms.csv, row 2, spelled 'Mill'",
        "firms.csv, row 4: 'MILL' is named already in firms.csv, row 2, spelled 'Mill'",
        "firms.csv, row 6: 'old mill' is named already in firms.csv, row 5, spelled 'Old Mill'",
    ]


def test_a_relationship_finds_a_firm_in_other_case_or_blanks(firms: Path, tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text(
        "From,To\nålv,BUYER\nÅlv,Buyers\nÅLV,Logistics-1\nålv,logistics-2\n", encoding="utf-8"
    )
    made = import_tables(firms, ties)
    assert [(one.source, one.target) for one in made.scenario.relationships] == [
        ("Ålv", "Buyer"), ("Ålv", "logistics-1"), ("Ålv", "logistics-2"),
    ]  # fmt: skip
    assert made.findings.guessed == [
        "ties.csv, row 2: 'ålv' is taken to be 'Ålv'",
        "ties.csv, row 2: 'BUYER' is taken to be 'Buyer'",
        "ties.csv, row 4: 'ÅLV' is taken to be 'Ålv'",
        "ties.csv, row 4: 'Logistics-1' is taken to be 'logistics-1'",
    ]
    assert made.findings.refused == [
        "ties.csv, row 3: there is no firm 'Buyers'; did you mean 'Buyer'?"
    ]


def test_a_name_spelled_like_two_firms_finds_neither() -> None:
    known = KnownFirms({"Mill": "customer", "MILL": "customer"}, {})
    assert known.found("MILL") == "MILL"
    with pytest.raises(InputError, match="there is no firm 'mill'"):
        known.found("mill")


def test_a_year_is_not_read_as_the_age_of_a_relationship(firms: Path, tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text("From,To,Since\nÅlv,Buyer,2015\n", encoding="utf-8")
    assert import_tables(firms, ties).findings.refused == [
        "ties.csv, column 'Since': stands for nothing known"
    ]
    ties.write_text("From,To,Age\nÅlv,Buyer,2015\nÅlv,Part,1200\n", encoding="utf-8")
    made = import_tables(firms, ties, focal="Ålv", candidates=[])
    assert made.findings.refused[0] == (
        "ties.csv, row 2, column 'Age': 2,015 months are more than a hundred years; "
        "write for how many months it has lasted"
    )
    assert made.scenario.relationships[0].columns == {}


def test_a_relationship_with_a_candidate_is_left_out(firms: Path, tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text("source,target\nÅlv,Part\nÅlv,Buyer\n", encoding="utf-8")
    made = import_tables(firms, ties)
    assert [r.target for r in made.scenario.relationships] == ["Buyer"]
    assert "candidates have none with the firm that chooses" in made.findings.refused[0]


def test_a_number_below_one_in_percent_is_a_guess_said_once_a_column(tmp_path: Path) -> None:
    firms = workbook(
        tmp_path / "f.xlsx",
        ["Name", "Kind", "Analytics (%)", "Margin (%)", "Openness (%)"],
        *[["A", "provider", 55, 1, "0.5 %"], ["B", "customer", 0.4, 0, 1], ["C", "partner", "0,85", 8, 2],
          ["C", "partner", 0.7, 8, 0.3]],
    )  # fmt: skip
    ties = tmp_path / "ties.csv"
    ties.write_text("From,To,Trust (%)\nA,B,0.6\n", encoding="utf-8")
    made = import_tables(firms, ties)
    assert made.scenario.firms[1].fields["capability.analytics"] == 0.004
    assert made.findings.guessed == [
        "f.xlsx, sheet 'firms', column 'Analytics (%)': 0.4 in row 3 is read as 0.4 percent, "
        "and 1 more alike; where a share is meant, write 40",
        "ties.csv, column 'Trust (%)': 0.6 in row 2 is read as 0.6 percent; "
        "where a share is meant, write 60",
    ]


def test_a_sheet_without_titles_is_left_out_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", ["Name", "Kind"], ["A", "provider"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Cover", 0)["A1"] = "made by Anna"
    book.save(path)
    made = import_tables(path)
    assert [firm.id for firm in made.scenario.firms] == ["A"]
    assert any("left out" in line and "Cover" in line for line in made.findings.read)


def test_a_home_market_among_foreign_ones_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(
        "Name,Kind,Home market,Foreign markets\nA,provider,Finland,FI; Norway\nB,partner,,SE\n",
        encoding="utf-8",
    )
    made = import_tables(path)
    assert [firm.markets for firm in made.scenario.firms] == [("NO",), ()]
    for said in ("firms.csv, row 2: FI is its home", "firms.csv, row 3: SE is its home"):
        assert any(guess.startswith(said) for guess in made.findings.guessed)


def test_turnover_without_a_unit_is_a_guess(tmp_path: Path) -> None:
    made = import_tables(workbook(tmp_path / "f.xlsx", ["Name", "Kind", "Turnover"],
                                  ["A", "provider", 95]))  # fmt: skip
    assert any("no unit; taken to be MSEK a year" in line for line in made.findings.guessed)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("population.customer", "5"), ("population", "3"), ("network", "3"), ("shock", "3"),
        ("population.customer.count", "abc"), ("firm", "3"), ("firm", "[3]"), ("parameters", "3"),
        ("firm", "[{kind='provider'}]"), ("population.customer", "{industries=['x']}"),
    ],
)  # fmt: skip
def test_settings_that_make_no_scenario_get_a_sentence(
    key: str, value: str, tmp_path: Path
) -> None:
    rows = workbook(tmp_path / "f.xlsx", ["Name", "Kind"], ["A", "provider"])
    settings = workbook(tmp_path / "s.xlsx", ["key", "value"], [key, value], name="settings")
    with pytest.raises(InputError):
        import_tables(rows, settings)


def test_a_pair_in_two_tables_is_left_out_once(firms: Path, tmp_path: Path) -> None:
    ties = [workbook(tmp_path / f"{n}.xlsx", ["From", "To"], ["Ålv", "Buyer"]) for n in "ab"]
    made = import_tables(firms, *ties)
    assert len(made.scenario.relationships) == 1
    assert any("are related already" in line for line in made.findings.refused)


def test_frames_and_graphs_are_tables_too(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["A", "B"], "kind": ["provider", "customer"], "staff": [5, None]})
    assert [firm.id for firm in import_tables(frame).scenario.firms] == ["A", "B"]
    graph = nx.Graph()
    graph.add_node("A", kind="provider", employees=12)
    graph.add_node("B", kind="customer")
    graph.add_edge("A", "B", trust=0.4)
    nx.write_graphml(graph, tmp_path / "net.graphml")
    for source in (graph, tmp_path / "net.graphml"):
        scenario = import_tables(source).scenario
        assert scenario.firms[0].fields == {"employees": 12.0}
        assert scenario.relationships[0].columns == {"trust": 0.4}


def test_a_choice_of_unknown_firms_is_refused(firms: Path) -> None:
    with pytest.raises(InputError, match="no firm 'Part1'; did you mean 'Part'"):
        import_tables(firms, focal="Ålv", candidates=["Part1"])
