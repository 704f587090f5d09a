"""With the README alone: from an Excel table of twelve firms to a report that can be sent on."""

from __future__ import annotations

import csv
import html
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, sync_playwright

from ecosim.command_line import main

Call = Callable[..., Result]

CHECKOUT = Path(__file__).resolve().parents[2]
TITLES = ("Company", "Type", "Country", "Staff", "Turnover (MEUR)", "Analytics (%)", "Candidate")
TWELVE = (
    ("Alvkraft", "Manufacturer", "Sweden", 45, 9.5, 40, None),
    ("Bruksmek", "Manufacturer", "SE", 80, "17,2", 30, None),
    ("Sågverk Nord", "Client", "SE", 180, 31, None, None),
    ("Gruvan & Co", "Client", "SE", 420, 96, None, None),
    ("Paperi Oy", "Client", "FI", 300, 71, None, None),
    ("Stålverk", "Client", "SE", 900, 210, None, None),
    ("Norsik", "Distributor", "Norway", 120, 31.2, 20, "x"),
    ("Datapil", "Technology provider", "FI", 12, 1.5, 85, "x"),
    ("=Plattform", "Platform provider", "SE", 35, 5.1, 70, "x"),
    ("Mätinstitutet", "Research institute", "SE", 60, 6.0, 80, "x"),
    ("Frakt 24", "Carrier", "SE", 75, 14, None, None),
    ("Hamnlast", "Carrier", "Sweden", 40, 8, None, None),
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OFFICE = shutil.which("soffice")
AXE = CHECKOUT / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
ALL_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Result]]:
    """Go the way once: import, check, compare, report."""
    place = tmp_path_factory.mktemp("journey")
    book = openpyxl.Workbook()
    for row in (TITLES, *TWELVE):
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(place / "firms.xlsx")
    steps = (
        ["import", place / "firms.xlsx", "--rate", "EUR=11.2", "--focal", "Alvkraft",
         "--out", place / "ours.toml"],
        ["scenarios", "check", place / "ours.toml"],
        ["compare", place / "ours.toml", "--replicates", 4, "--ticks", 24, "--out", place / "ours"],
        ["report", place / "ours"],
    )  # fmt: skip
    return place, [CliRunner().invoke(main, list(map(str, step))) for step in steps]


def test_every_step_ends_well_and_names_the_next_thing(
    journey: tuple[Path, list[Result]],
) -> None:
    place, steps = journey
    assert [step.exit_code for step in steps] == [0, 0, 0, 0], [step.output for step in steps]
    assert "12 firms" in steps[0].stdout
    assert f"ecosim compare {place / 'ours.toml'}" in steps[0].stdout
    assert "=Plattform" in steps[2].stdout
    assert str(place / "ours" / "report.html") in steps[3].stdout


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Debian's chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_opens_without_a_network_and_asks_for_nothing(
    journey: tuple[Path, list[Result]], browser: Browser, width: int
) -> None:
    wrong: list[str] = []
    file = (journey[0] / "ours" / "report.html").as_uri()
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("request", lambda r: wrong.append(r.url) if r.url not in (file, "data:,") else None)
    page.goto(file)

    assert page.locator("h1").inner_text() == (
        "Which of 4 candidates should Alvkraft choose as a partner?"
    )
    assert page.locator(".answer p").first.is_visible()
    assert page.locator("svg[role=img]").count() == 2
    assert all(s.get_attribute("aria-label") for s in page.locator("svg").all())
    assert page.locator("table caption").count() == page.locator("table").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "=Plattform" in page.locator("table").first.inner_text()
    page.screenshot(path=journey[0] / f"report-{width}.png", full_page=True)
    if width == 1280:
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    context.close()
    assert not wrong


@pytest.mark.skipif(not AXE.is_file(), reason="AXE-CORE IS MISSING: .ci/front-end brings it in")
def test_the_page_is_accessible(journey: tuple[Path, list[Result]], browser: Browser) -> None:
    page = browser.new_page()
    page.goto((journey[0] / "ours" / "report.html").as_uri())
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run(document)).violations")
    page.close()

    assert [(issue["id"], issue["nodes"][0]["html"]) for issue in found] == []


def test_the_page_says_which_values_were_assumed(journey: tuple[Path, list[Result]]) -> None:
    page = (journey[0] / "ours" / "report.html").read_text("utf-8")
    assert "12 firms are named in the scenario" in page
    assert "analytics 0.85" in page
    assert "technology provider" in page
    assert "others are generated, 4 to a firm on average" in page


def test_page_and_workbook_say_from_where_values_and_assumptions_are(
    journey: tuple[Path, list[Result]],
) -> None:
    folder = journey[0] / "ours"
    page = html.unescape((folder / "report.html").read_text("utf-8"))
    book = openpyxl.load_workbook(io.BytesIO((folder / "report.xlsx").read_bytes()))
    for words in ("assumed: relationships not listed are generated, four to a firm on average",
                  "firms.xlsx, sheet 'Sheet', row 10"):  # fmt: skip
        assert words in page
        sheets = (book["Reasons"], book["Given values"])
        assert words in {cell.value for sheet in sheets for row in sheet for cell in row}


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LIBREOFFICE IS MISSING: libreoffice-calc-nogui has it")
def test_libreoffice_reads_the_same_cells_that_were_written(
    journey: tuple[Path, list[Result]], tmp_path: Path
) -> None:
    made = journey[0] / "ours" / "report.xlsx"
    command = [
        str(OFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to", ALL_SHEETS_AS_CSV, "--outdir", str(tmp_path / "sheets"), str(made),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(io.BytesIO(made.read_bytes()))
    for sheet in book:
        text = (tmp_path / "sheets" / f"report-{sheet.title}.csv").read_text("utf-8")
        shown = list(csv.reader(text.splitlines()))
        assert len(shown) == sheet.max_row, sheet.title
        for row, cells in zip(shown, sheet.iter_rows(values_only=True), strict=True):
            assert all(map(same, row, cells)), (sheet.title, row, cells)


def same(shown: str, written: object) -> bool:
    """Tell whether what LibreOffice shows is what was written, whatever the number's format."""
    if written is None:
        return shown == ""
    if isinstance(written, bool):
        return shown == str(written).upper()
    if isinstance(written, int | float):
        value = float(shown.removesuffix("%")) / (100 if shown.endswith("%") else 1)
        return bool(value == pytest.approx(written, rel=1e-9, abs=1e-12))
    return shown == written
