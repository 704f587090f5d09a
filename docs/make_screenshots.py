"""The screenshots in the documents: ``make pictures`` takes them anew, with Debian's chromium."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import ecosim

IMAGES = Path(__file__).parent / "images"
WIDTH = 860


def main() -> None:
    """Take every screenshot."""
    scenario = ecosim.load_scenario("partner-selection")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        answer = ecosim.compare(scenario, replicates=200, out=Path(folder) / "D")
        ecosim.write_report(Path(folder) / "D")
        shoot(browser, (Path(folder) / "D" / "report.html").as_uri(), 1130, "report")
        page = Path(folder) / "notebook.html"
        page.write_text(notebook(scenario, answer), encoding="utf-8")
        shoot(browser, page.as_uri(), 890, "notebook")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Yield Debian's chromium."""
    place = shutil.which("chromium") or shutil.which("chromium-browser")
    if place is None:
        raise SystemExit("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield browser
        browser.close()


def notebook(scenario: ecosim.Scenario, answer: ecosim.experiments.ComparisonResult) -> str:
    """Return a page with what cells of a notebook show."""
    model = ecosim.EcosystemModel(scenario, rng=42)
    for _ in range(60):
        model.step()
    cells = (("model", model), ("answer", answer))
    shown = "".join(
        f"<pre style='background:#f3f5f7;padding:.6em'>{typed}</pre>{value._repr_html_()}"
        for typed, value in cells
    )
    head = "<meta charset='utf-8'><body style='font:15px system-ui;margin:24px;max-width:780px'>"
    return head + shown


def shoot(browser: Browser, address: str, height: int, name: str) -> None:
    """Take a screenshot of the upper part of a page."""
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, device_scale_factor=1.5)
    page.goto(address)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
