"""Results: only what lies below the root is opened, and it is shown as it is."""

from __future__ import annotations

import os
import re

import pytest

from ecosim.command_line import main
from ecosim.dashboards.opened import fans_of, open_folder
from ecosim.dashboards.shelf import Shelf
from ecosim.errors import InputError
from ecosim.results import Results


def test_folders_with_results_are_listed_from_the_root(results_root):
    assert sorted(Shelf(results_root).folders()) == ["<b>sweep</b>", "screening", "some runs/first"]


@pytest.mark.parametrize(
    "name", ["..", "../..", "/etc", "some runs/../../etc", "link", "\0", "none"]
)
def test_nothing_outside_the_root_is_opened(tmp_path, name):
    (tmp_path / "root" / "some runs").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    os.symlink(tmp_path / "secret", tmp_path / "root" / "link")

    with pytest.raises(InputError):
        Shelf(tmp_path / "root").opened(name)


def test_a_folder_without_results_is_answered_with_a_sentence(tmp_path):
    with pytest.raises(InputError, match="holds no results"):
        open_folder(tmp_path, "empty")


def test_a_root_that_is_no_folder_is_refused_before_anything_is_compiled(tmp_path):
    from click.testing import CliRunner

    said = CliRunner().invoke(main, ["dashboard", "--results", str(tmp_path / "none")])

    assert said.exit_code == 2
    assert "--results" in said.output
    assert "is not a folder" in said.output


def test_the_fan_of_runs_holds_what_it_says(results_root):
    opened = open_folder(results_root / "some runs" / "first", "first")
    trust = opened.results.ecosystem["trust"].to_numpy().reshape(8, 24)
    low, high, quarter, three, mean = opened.fans["trust"]

    assert mean == pytest.approx(trust.mean(axis=0), rel=1e-6)
    assert (low <= quarter).all()
    assert (three <= high).all()
    assert (trust.min(axis=0) <= low + 1e-6).all()


def test_runs_of_different_length_have_no_fan(results_root):
    results = open_folder(results_root / "some runs" / "first", "first").results
    tables = {"runs": results.runs, "ecosystem": results.ecosystem.slice(5)}

    assert fans_of(Results.from_tables(tables, results.provenance)) == {}


def test_a_researcher_opens_a_sweep_and_moves_the_edge(visit, keep, serious_issues):
    page = visit("/results")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="<b>sweep</b>").click()
    page.get_by_role("heading", name="Two factors").wait_for()
    edge = page.locator("figcaption", has_text="Blue:").first
    before = edge.inner_text()

    page.get_by_label("Outcome").first.select_option("trust")
    page.locator("figcaption", has_text="trust of at least").first.wait_for()
    page.get_by_label("Inside from").fill("0.41")
    page.get_by_label("Inside from").press("Enter")
    page.wait_for_function(
        "was => [...document.querySelectorAll('figcaption')].some(c => c.textContent.includes('trust of at least 0.41') && c.textContent !== was)",
        arg=before,
    )
    keep(page, "results-light-1280")
    assert re.search(r"in \d+ of 12 cells", edge.inner_text())
    assert serious_issues(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save edge-trust as PNG").click()
    assert saved.value.suggested_filename == "edge-trust.png"


def test_which_factors_matter_is_worked_out_on_the_page(visit):
    page = visit("/results?folder=screening")
    page.get_by_role("button", name="Work the indices out").click()
    picture = page.get_by_role("img", name=re.compile("mean absolute effect: "))
    picture.first.wait_for()

    assert "shock rate" in picture.first.get_attribute("aria-label")


def test_runs_are_shown_on_a_telephone_in_the_dark(visit, keep, serious_issues):
    page = visit("/results?folder=some%20runs/first", width=390, theme="dark")
    page.get_by_role("heading", name="Curves").wait_for()
    page.locator(".curve-value").first.wait_for()
    keep(page, "results-dark-390")

    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("folder", ["..%2F..%2Fetc", "%3Cb%3E", "%00"])
def test_a_wrong_path_is_answered_with_a_sentence(visit, folder):
    page = visit(f"/results?folder={folder}")
    page.locator(".problem").wait_for()

    assert "Traceback" not in page.locator("body").inner_text()
