"""`ecosim report` makes a page and a workbook of results, or says in a sentence why it cannot."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from ecosim.reporting import report, write_report
from ecosim.reporting.workbook import as_workbook

Call = Callable[..., Result]

DESIGN = """\
[design]
scenario = "six-smes"
method = "grid"
replicates = 1
[settings]
"scenario.ticks" = 3
[factors]
"parameters.trust_gain" = [0.02, 0.10]
"mechanisms.coopetition" = [true, false]
"""


@pytest.fixture
def comparison(ecosim: Call, tiny: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "comparison"
    ended = ecosim("compare", tiny, "--replicates", 3, "--quiet", "--out", folder)
    assert ended.exit_code == 0
    return folder


@pytest.fixture
def runs(ecosim: Call, tiny: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "runs"
    assert ecosim("run", tiny, "--replicates", 2, "--quiet", "--out", folder).exit_code == 0
    return folder


@pytest.fixture
def sweep(ecosim: Call, tmp_path: Path) -> Path:
    design, folder = tmp_path / "design.toml", tmp_path / "sweep"
    design.write_text(DESIGN, "utf-8")
    assert ecosim("sweep", design, "--threads", 1, "--quiet", "--out", folder).exit_code == 0
    return folder


def page_of(folder: Path) -> str:
    return (folder / "report.html").read_text("utf-8")


def book_of(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO((folder / "report.xlsx").read_bytes()))


def test_the_page_answers_as_the_terminal_does(ecosim: Call, tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "D"
    told = ecosim("compare", tiny, "--replicates", 3, "--report", "--out", folder).stdout
    page = html.unescape(page_of(folder)).replace("\u00a0", " ")
    answer = " ".join(told.split("Answer\n")[1].split("\n\n")[0].split())

    assert "Which of 2 candidates should Alpha choose as a partner?" in page
    assert all(sentence in page for sentence in answer.split(". ")[:1])
    assert str(folder / "report.html") in told
    assert str(folder / "report.xlsx") in told


def test_one_file_is_written_where_it_is_wanted(
    ecosim: Call, comparison: Path, tmp_path: Path
) -> None:
    page = tmp_path / "for the board.html"
    ended = ecosim("report", comparison, "--out", page, "--json")

    assert json.loads(ended.stdout) == {"files": [str(page)]}
    assert page.is_file()
    assert not (comparison / "report.xlsx").exists()


def test_writing_tells_how_far_it_is(comparison: Path) -> None:
    told: list[tuple[int, int]] = []
    write_report(comparison, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_report_without_runs_has_a_workbook_without_them(comparison: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(report(comparison), None)))
    assert "Ranking" in book.sheetnames
    assert "Runs" not in book.sheetnames


def test_the_same_results_give_the_same_page(ecosim: Call, runs: Path) -> None:
    pages = set()
    for _ in range(2):
        assert ecosim("report", runs, "--format", "html", "--quiet").exit_code == 0
        pages.add(page_of(runs))
    assert len(pages) == 1


def test_names_with_markup_are_text_in_page_and_workbook(ecosim: Call, tmp_path: Path) -> None:
    scenario, folder = tmp_path / "nasty.toml", tmp_path / "nasty"
    names = ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "+1", "@SUM(A1)"]
    firms = "".join(
        f"[[firm]]\nid = {json.dumps(name)}\nkind = '{'partner' if k else 'provider'}'\n"
        for k, name in enumerate(names)
    )
    comparison = f"[comparison]\nfocal = {json.dumps(names[0])}\ncandidates = {names[1:]!r}\n"
    head = "[scenario]\nname = 'n'\ntitle = '<b>&title'\nticks = 2\n[network]\ngenerator = 'none'\n"
    scenario.write_text(head + firms + comparison, "utf-8")
    ended = ecosim("compare", scenario, "--replicates", 2, "--report", "--quiet", "--out", folder)
    assert ended.exit_code == 0, ended.stderr

    page, cells = page_of(folder), [c for s in book_of(folder) for row in s for c in row]
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<b>" not in page
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "b"}
    assert set(names) <= {cell.value for cell in cells}


def test_a_title_with_characters_that_xml_forbids_leaves_the_workbook_readable(
    ecosim: Call, tiny: Path, runs: Path
) -> None:
    title = 'scenario.title="bell \\u0007, none \\uFFFE\\uFFFF"'
    assert ecosim("run", tiny, "--set", title, "--quiet", "--report", "--out", runs).exit_code == 0
    (_, (_, title), *_) = book_of(runs)["Answer"].iter_rows(values_only=True)
    assert title == "bell  , none   "


def test_the_workbook_holds_numbers_and_explains_every_column(
    ecosim: Call, comparison: Path
) -> None:
    assert ecosim("report", comparison, "--format", "xlsx", "--quiet").exit_code == 0
    book = book_of(comparison)
    ranking = {c.value: c.column for c in book["Ranking"][1]}
    told = {(row[0].value, row[1].value) for row in book["Explained"].iter_rows(min_row=2)}

    assert isinstance(book["Ranking"].cell(2, ranking["Viability"]).value, float)
    assert book["Ranking"].cell(2, ranking["Viability, n"]).value == 3
    assert ranking["Gain over none, low"] < ranking["Gain over none, high"]
    assert book["Runs"].max_row == 1 + 3 * 3
    for sheet in book.worksheets[1:-1]:
        titles = {c.value.split(", ")[0].split(" (")[0] for c in sheet[1]}
        explained = {column.split(" (")[0] for name, column in told if name == sheet.title}
        assert titles == {title.split(", ")[0] for title in explained}, sheet.title


def test_runs_are_told_with_curves_events_and_outcomes(ecosim: Call, runs: Path) -> None:
    assert ecosim("report", runs, "--quiet").exit_code == 0
    page = page_of(runs)

    assert page.count("<svg") == page.count('aria-label="Curves over months')
    assert "mean of 2 runs" in page
    assert "What happened" in page


def test_without_months_the_report_says_how_to_record_them(
    ecosim: Call, tiny: Path, out: Path
) -> None:
    ended = ecosim("run", tiny, "--record", "runs", "--report", "--quiet", "--out", out)
    assert ended.exit_code == 0
    assert "ecosim run --record ecosystem records them" in page_of(out)
    assert "<svg" not in page_of(out)


def test_a_sweep_is_told_factor_by_factor(ecosim: Call, sweep: Path) -> None:
    assert ecosim("report", sweep, "--quiet").exit_code == 0
    page = page_of(sweep)

    assert "What do 2 factors change in this ecosystem?" in page
    assert "10 runs of 3 months: 10 points of a grid design, with one run each." in page
    assert "coopetition: on" in page


def test_a_report_replaces_nothing_when_the_experiment_is_run_anew(
    ecosim: Call, tiny: Path, comparison: Path
) -> None:
    assert ecosim("report", comparison, "--quiet").exit_code == 0
    again = ecosim("compare", tiny, "--replicates", 2, "--quiet", "--out", comparison)
    assert again.exit_code == 0
    assert not (comparison / "report.html").exists()


def nothing(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def no_runs(folder: Path) -> None:
    (folder / "runs.arrow").rename(folder / "ecosystem.arrow")


def half_of_the_runs_file(folder: Path) -> None:
    content = (folder / "runs.arrow").read_bytes()
    (folder / "runs.arrow").write_bytes(content[: len(content) // 2])


def no_ranking(folder: Path) -> None:
    (folder / "ranking.json").unlink()


def half_of_the_ranking(folder: Path) -> None:
    text = (folder / "ranking.json").read_text("utf-8")
    (folder / "ranking.json").write_text(text[: len(text) // 2], "utf-8")


def another_ranking(folder: Path) -> None:
    (folder / "ranking.json").write_text('{"ranking": []}', "utf-8")


def an_unfinished_sweep(folder: Path) -> None:
    nothing(folder)
    (folder / "plan.arrow").write_bytes(b"")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (nothing, "holds no results of ecosim; name one that was given to --out"),
        (no_runs, "its table of runs is missing; run the experiment again"),
        (half_of_the_runs_file, "run the command that wrote it again"),
        (no_ranking, "ranking.json: is missing; run the experiment again"),
        (half_of_the_ranking, "ranking.json: is damaged; run the experiment again"),
        (another_ranking, "ranking.json: is damaged; run the experiment again"),
        (an_unfinished_sweep, "holds a sweep that is not finished"),
    ],
)
def test_a_folder_that_cannot_be_reported_on_is_refused_in_one_sentence(
    ecosim: Call, comparison: Path, damage: Callable[[Path], None], message: str
) -> None:
    damage(comparison)
    before = sorted(file.name for file in comparison.iterdir())
    refused = ecosim("report", comparison)

    assert refused.exit_code == 2
    assert message in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert sorted(file.name for file in comparison.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "report.pdf"], "ends in neither .html nor .xlsx"),
        (["--out", "report.html", "--format", "xlsx"], "is no file of format xlsx"),
        (["--out", "nowhere/report.html"], "lies in one that does not exist"),
        (["--format", "pdf"], "html"),
        (["--out", "x\0.html"], "is not the name of a file"),
        (["--out", "x" * 300 + ".html"], "is too long for the name of a file"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused(
    ecosim: Call, comparison: Path, arguments: list[str], message: str
) -> None:
    refused = ecosim("report", comparison, *arguments)
    assert refused.exit_code == 2
    assert message in refused.stderr
