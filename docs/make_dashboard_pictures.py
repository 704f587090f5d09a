"""The pictures in docs/dashboards.md: a part of ``make pictures``; names choose some of them.

Each is taken where a visitor comes by the clicks that stand here, from a server of this checkout.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

import ecosim
from benchmarks.serving import served
from docs.make_screenshots import IMAGES, chromium
from ecosim.sweeps import sweep

WIDTH, PATIENCE = 1280, 300_000
RATES = {
    "design": {"scenario": "six-smes", "method": "grid", "replicates": 4, "seed": 5},
    "factors": {
        "parameters.trust_gain": {"low": 0.01, "high": 0.3, "levels": 6},
        "parameters.shock_rate": {"low": 0.0, "high": 0.2, "levels": 5},
    },
}


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "output"
        make_results(root)
        with served("--results", str(root)) as (address, _), chromium() as browser:
            for name in sys.argv[1:] or PICTURES:
                take(browser, address, name)


def make_results(root: Path) -> None:
    """Write what the page Results opens."""
    ecosim.compare(ecosim.load_scenario("partner-selection"), replicates=20, out=root / "partner")
    sweep(RATES, root / "rates")


def take(browser: Browser, address: str, name: str) -> None:
    """Take a picture of a page after its clicks."""
    path, height, clicks = PICTURES[name]
    page = browser.new_page(viewport={"width": WIDTH, "height": height}, reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    clicks(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # the last frame of a drawing
    taken = Image.open(io.BytesIO(page.screenshot()))
    taken.quantize(256).save(IMAGES / "dashboards" / f"{name}.png")  # a third of the size
    page.close()


def explore(page: Page) -> None:
    """Go to the end of the fifth year."""
    page.get_by_label("Month", exact=True).fill("60")
    page.locator(".network-canvas[data-month='60']").wait_for()


def inside(page: Page) -> None:
    """Look into a relationship of the first firm, at the terms of its consonance."""
    explore(page)
    page.locator(".network-canvas").focus()
    page.locator(".network-canvas").press("ArrowRight")
    page.get_by_text("Why it is as viable as it is").wait_for()
    page.locator(".inside table .link").first.click()
    page.locator(".reading", has_text="Consonance").first.wait_for()
    card = page.locator(".reading").filter(has=page.get_by_role("heading", name="Consonance"))
    card.get_by_text("Equation and inputs").click()
    page.locator(".inside").evaluate("card => card.scrollIntoView()")


def fork(page: Page) -> None:
    """Go to the end of both ways."""
    page.get_by_label("Month", exact=True).fill("60")
    page.locator(".network-canvas[data-month='60']").nth(1).wait_for()


def answer(button: str) -> Callable[[Page], None]:
    """Return the clicks that have a question answered, and show the answer."""

    def ask(page: Page) -> None:
        page.get_by_role("button", name=button).click()
        page.locator(".answer").wait_for()
        page.locator(".answer").evaluate("answer => answer.scrollIntoView()")

    return ask


def lesson(page: Page) -> None:
    """Draw a line that rises less and less, and let the model run."""
    page.get_by_text("firms that match", exact=True).wait_for()
    box = page.locator(".pad").bounding_box()
    assert box is not None
    left, wide = box["x"] + 50, box["width"] - 66
    for place, height in enumerate((0.72, 0.66, 0.62, 0.5, 0.4, 0.3)):
        page.mouse.move(left + wide * place / 5, box["y"] + 250 * height)
        page.mouse.down()
    page.mouse.up()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("What the runs say").wait_for()
    page.evaluate("scrollTo(0, 0)")


def theory(page: Page) -> None:
    """Try the pattern again."""
    page.get_by_role("button", name="Try it now").click()
    page.get_by_text("now, on").wait_for()
    page.evaluate("scrollTo(0, 0)")


def results(page: Page) -> None:
    """Wait for the sweep to be drawn."""
    page.get_by_text("Inside and outside").wait_for()


FORK = (
    "/fork?scenario=partner-selection&months=60&at=12"
    "&then.decision.firm=D&then.decision.offer=Hallmek%20Machinery"
)
PICTURES = {
    "explore": ("/explore", 1180, explore),
    "inside": ("/explore?scenario=six-smes", 1130, inside),
    "fork": (FORK, 1100, fork),
    "compare": ("/compare?b.mechanisms.resonance=off", 1000, answer("Run both many times")),
    "partner": ("/partner", 1180, answer("Compare candidates")),
    "lesson": ("/lessons?lesson=no-resonance-without-it", 900, lesson),
    "theory": ("/theory?source=RT&pattern=E3", 900, theory),
    "results": ("/results?folder=rates", 1130, results),
}


if __name__ == "__main__":
    main()
