"""A server of the dashboards, and a browser that fails a test on any error or outside request."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.serving import served
from ecosim.dashboards.vendor import VENDOR
from ecosim.experiments.simulate import simulate
from ecosim.scenarios import load_scenario
from ecosim.sweeps import sweep

CHECKOUT = Path(__file__).resolve().parents[2]
SCREENSHOTS = CHECKOUT / "build" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 60_000
CULLED_SOON = {"SOLARA_KERNEL_CULL_TIMEOUT": "2s"}
SMALL_SWEEP = {
    "design": {"scenario": "six-smes", "method": "grid", "replicates": 2, "seed": 5},
    "settings": {"scenario.ticks": 24},
    "factors": {
        "parameters.trust_gain": {"low": 0.01, "high": 0.3, "levels": 4},
        "parameters.shock_rate": {"low": 0.0, "high": 0.2, "levels": 3},
    },
}


Started = tuple[str, "subprocess.Popen[bytes]"]


@pytest.fixture(scope="session")
def results_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with finished runs and two sweeps; the name of one holds markup."""
    root = tmp_path_factory.mktemp("results")
    scenario = load_scenario("six-smes", {"scenario.ticks": 24})
    simulate(scenario, replicates=8, out=root / "some runs" / "first")
    sweep(SMALL_SWEEP, root / "<b>sweep</b>")
    screening = {"scenario": "six-smes", "method": "morris", "samples": 4, "seed": 5}
    sweep({**SMALL_SWEEP, "design": screening}, root / "screening")
    return root


@pytest.fixture(scope="session")
def started(results_root: Path) -> Iterator[Started]:
    """Start ``ecosim dashboard`` in a process of its own."""
    assert VENDOR.is_dir(), "front-end files are missing: .ci/front-end brings them in"
    log = CHECKOUT / "build" / "dashboard.log"
    log.parent.mkdir(exist_ok=True)
    with (
        log.open("w") as out,
        served("--results", str(results_root), environment=CULLED_SOON, log=out) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def server(started: Started) -> str:
    """Return the address of the server."""
    return started[0]


@pytest.fixture(scope="session")
def server_process(started: Started) -> subprocess.Popen[bytes]:
    """Return the process of the server."""
    return started[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "Debian's chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    """Return a function that opens an address; the test fails on what went wrong in any page."""
    wrong: list[str] = []
    opened = []

    def go(path: str = "/", width: int = 1280, theme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 860},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: _note_outside(r.url, server, wrong))
        page.on(
            "response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status > 399 else None
        )
        page.goto(server + path)
        page.locator("main h1").first.wait_for()
        return page

    yield go
    for context in opened:
        context.close()
    assert not wrong


def _note_outside(url: str, server: str, wrong: list[str]) -> None:
    if not url.startswith((server, server.replace("http", "ws"), "data:", "blob:")):
        wrong.append(f"asked elsewhere: {url}")


@pytest.fixture
def keep() -> Callable[[Any, str], None]:
    """Return a function that keeps a screenshot as an artefact."""

    def shoot(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return shoot


@pytest.fixture
def serious_issues() -> Callable[[Page], list[str]]:
    """Return a function that lists what axe-core finds serious or critical."""
    script = CHECKOUT / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"

    def check(page: Page) -> list[str]:
        page.evaluate(script.read_text("utf-8"))
        found = page.evaluate("async () => (await axe.run(document)).violations")
        return [
            f"{issue['id']}: {issue['nodes'][0]['html'][:200]} ({issue['nodes'][0]['failureSummary'][:300]})"
            for issue in found
            if issue["impact"] in ("serious", "critical")
        ]

    return check
