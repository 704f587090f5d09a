"""Choose a partner: from tables to an answer that can be sent on."""

from __future__ import annotations

import io
import re

import openpyxl

from ecosim.scenarios.importing import GivenFile, import_tables

ODD = (
    '<img src=x onerror="window.hacked=1">',
    "=HYPERLINK(1)",
    "{{ 7*7 }} __p__",
    "شركة عربية 公司 ҉",
)
FIRMS = "Company,Type,Staff,Focal,Candidate,Shoe size\nUs,provider,12,x,,\n" + "".join(
    '"{}",partner,{},,x,44\n'.format(name.replace('"', '""'), 10 + k) for k, name in enumerate(ODD)
)
TIES = "From,To,Trust (1-5)\nUs,customer-1,4\nUs,nobody,3\n"


def answered(page):
    page.get_by_label("Runs of each").select_option("20")
    page.get_by_label("Months", exact=True).select_option("24")
    page.get_by_role("button", name="Compare candidates").click()
    page.locator(".answer").wait_for()


def saved(page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).first.click()
    return download.value.path().read_bytes()


def test_from_a_scenario_of_the_library_to_an_answer_that_can_be_sent_on(
    visit, keep, serious_issues
):
    page = visit("/partner")
    cell = page.get_by_label("employees, row 3", exact=True)
    cell.fill("77")
    cell.press("Enter")
    page.get_by_label("Start from").locator("option:checked", has_text="my own tables").wait_for(
        state="attached"
    )
    answered(page)
    keep(page, "partner-light-1280")

    first = page.locator(".report tbody tr").first.inner_text()
    assert "77" in (page.locator(".report").text_content() or "")
    assert "%" in first
    assert page.locator(".figure svg").count() >= 2
    assert saved(page, "Report to send on").startswith(b"<!DOCTYPE html>")
    assert "Ranking" in openpyxl.load_workbook(io.BytesIO(saved(page, "Tables (Excel)"))).sheetnames
    assert saved(page, re.compile("as SVG")).startswith(b"<svg")
    assert saved(page, re.compile("as PNG")).startswith(b"\x89PNG")
    workbook = GivenFile("again.xlsx", saved(page, "Save as workbook"))
    firms = import_tables(workbook).scenario.firms
    assert next(f for f in firms if f.id == "Hallmek Machinery").fields["employees"] == 77
    assert serious_issues(page) == []


def test_uploaded_tables_are_read_reported_and_shown_as_text(visit, keep, serious_issues):
    page = visit("/partner", width=390, theme="dark")
    page.locator(".upload input").set_input_files([
        {"name": "firms.csv", "mimeType": "text/csv", "buffer": FIRMS.encode()},
        {"name": "ties.csv", "mimeType": "text/csv", "buffer": TIES.encode()},
    ])  # fmt: skip
    page.get_by_text("there is no firm 'nobody'").wait_for()
    assert "stands for nothing known" in page.locator("body").inner_text()
    assert page.get_by_label("Firm that chooses").input_value() == "Us"
    assert page.locator(".grid .tag.warn").first.inner_text() == "not used"
    answered(page)
    keep(page, "partner-dark-390")

    table = page.locator(".report").inner_text()
    assert all(name in table for name in ODD)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img").count() == 0
    book = openpyxl.load_workbook(io.BytesIO(saved(page, "Tables (Excel)")))
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_work_can_be_stopped_and_a_file_that_is_no_table_says_so(visit):
    page = visit("/partner?scenario=partner-selection")
    page.get_by_label("Runs of each").select_option("500")
    page.get_by_role("button", name="Compare candidates").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Stop").dispatch_event("click")  # it is drawn anew all the time
    page.get_by_text("Stopped.").wait_for()

    page.locator(".upload input").set_input_files(
        {"name": "x.csv", "mimeType": "text/csv", "buffer": b"\x00"}
    )
    page.get_by_role("alert").wait_for()
    assert "x.csv" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Firm that chooses").input_value() == "D"
    assert "Traceback" not in page.locator("body").inner_text()
