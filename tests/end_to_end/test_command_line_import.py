"""From a table of one's own to a scenario, and to a workbook and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

Call = Callable[..., Result]


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    path = tmp_path / "firms.csv"
    path.write_text(
        "Company,Type,Country,Turnover (MEUR),Focal,Candidate\nUs,Manufacturer,Sweden,2,x,\n"
        "Dealer,Distributor,Norway,9,,x\nLab,University,SE,1,,x\n[red]Odd[/red],Wizard,SE,1,,\n",
        encoding="utf-8",
    )
    return path


def test_a_table_becomes_a_scenario_that_can_be_compared(
    ecosim: Call, firms: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ours.toml"
    imported = ecosim("import", firms, "--rate", "EUR=11.2", "--out", out)
    assert imported.exit_code == 0
    assert "'Wizard' is no kind of firm" in imported.stdout
    assert f"ecosim compare {out}" in imported.stdout
    assert ecosim("scenarios", "check", out).exit_code == 0
    compared = ecosim("compare", out, "--replicates", "2", "--ticks", "6",
                      "--quiet", "--out", tmp_path / "result")  # fmt: skip
    assert compared.exit_code == 0


def test_json_reports_for_scripts(ecosim: Call, firms: Path, tmp_path: Path) -> None:
    out = tmp_path / "ours.toml"
    report = json.loads(ecosim("import", firms, "--json", "--out", out).stdout)
    assert report["file"] == str(out)
    assert any("how many kronor is one EUR" in line for line in report["refused"])


def test_a_file_that_exists_is_never_replaced(ecosim: Call, firms: Path, tmp_path: Path) -> None:
    out = tmp_path / "ours.toml"
    out.write_text("mine", encoding="utf-8")
    refused = ecosim("import", firms, "--out", out)
    assert refused.exit_code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    refused = ecosim("import", firms, "--out", tmp_path / "ours.txt")
    assert refused.exit_code == 2
    assert "ends with .toml" in refused.stderr


def test_strict_writes_nothing_where_anything_is_left_out(
    ecosim: Call, firms: Path, tmp_path: Path
) -> None:
    refused = ecosim("import", firms, "--strict", "--out", tmp_path / "ours.toml")
    assert refused.exit_code == 2
    assert not (tmp_path / "ours.toml").exists()


@pytest.mark.parametrize("rate", ["EUR", "EUR=abc", "EUR=-1", "=3", "EUR=inf", "EUR=nan"])
def test_a_rate_must_be_a_rate(ecosim: Call, firms: Path, tmp_path: Path, rate: str) -> None:
    refused = ecosim("import", firms, "--rate", rate, "--out", tmp_path / "ours.toml")
    assert refused.exit_code == 2
    assert "--rate" in refused.stderr


def test_a_template_workbook_explains_itself_and_imports(ecosim: Call, tmp_path: Path) -> None:
    book, out = tmp_path / "mine.xlsx", tmp_path / "mine.toml"
    assert ecosim("scenarios", "new", book).exit_code == 0
    assert openpyxl.load_workbook(book).sheetnames == [
        "firms", "relationships", "settings", "explained",
    ]  # fmt: skip
    assert ecosim("import", book, "--strict", "--out", out).exit_code == 0
    assert ecosim("scenarios", "check", out).exit_code == 0


def test_a_library_scenario_is_exported_to_a_workbook(ecosim: Call, tmp_path: Path) -> None:
    assert ecosim("scenarios", "export", "six-smes", tmp_path / "six.xlsx").exit_code == 0
    assert ecosim("scenarios", "export", "six-smes", tmp_path / "six.xlsx").exit_code == 2
    assert ecosim("scenarios", "export", "six-smes", tmp_path / "six.csv").exit_code == 2
    assert ecosim("scenarios", "export", "six-smess", tmp_path / "x.xlsx").exit_code == 2
