"""The dashboards in a real browser: from a press to the painted frame, first paint, and leaks."""

from __future__ import annotations

import contextlib
import shutil
import time
from statistics import median
from typing import Any

import psutil

from benchmarks.figures import Figure
from benchmarks.serving import served

__all__ = ["figures"]

_STEPS, _LONG = 40, 200
_READY = ".network-canvas[data-month='12']"
# Presses the button and waits until network and curves show the month, and a frame is painted.
_STEP = """async (steps) => {
  const canvas = document.querySelector(".network-canvas");
  const curves = document.querySelector(".curves");
  const button = document.querySelector("[aria-label='One month on']"), times = [];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  for (let k = 0; k < steps; k++) {
    const month = Number(canvas.dataset.month) + 1, begun = performance.now();
    button.click();
    const shows = () => canvas.dataset.month == month && curves.dataset.points == month;
    while (!shows()) await frame();
    times.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 20));
  }
  return times;
}"""
_HOW = (
    "Headless Chromium without a graphics card; Explore with network, six curves and the plane. "
    "Median from the press of One month on to the frame in which network and curves show it."
)


def figures(quick: bool) -> list[Figure]:
    """Return what a browser shows; nothing where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return []
    from playwright.sync_api import sync_playwright

    with served() as (address, server), sync_playwright() as playwright:
        process = psutil.Process(server.pid)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _open(browser, f"{address}/explore")  # brings in what all later pages share
        found = [_first_paint(browser, address, process)]
        for firms, required, aim in ((250, 60.0, None), (1000, 100.0, 50.0)):
            page = _open(browser, f"{address}/explore?months=600&firms={firms}")
            steps = 10 if quick else _STEPS
            found.append(_step(page, process, firms, steps, required, aim))
            if firms == 1000:
                found.append(_leak(page, process, 20 if quick else _LONG))
            page.close()
        browser.close()
    return found


def _open(browser: Any, address: str) -> Any:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.set_default_timeout(120_000)
    page.goto(address)
    page.locator(_READY).wait_for()
    return page


def _first_paint(browser: Any, address: str, server: psutil.Process) -> Figure:
    before, times, pages = _processor(server), [], []
    for _ in range(3):
        begun = time.perf_counter()
        pages.append(_open(browser, f"{address}/explore"))
        times.append(time.perf_counter() - begun)
    detail = _spent(server, before, len(times))
    for page in pages:  # not before: with a page goes the count of what it took
        page.close()
    how = "From opening the address to the first network drawn, the server being warm; median of 3."
    return Figure("First paint of Explore", median(times), "s", how, required=4.0, detail=detail)


def _step(
    page: Any, server: psutil.Process, firms: int, steps: int, required: float, aim: float | None
) -> Figure:
    """Return the time of a step on the wall, with the processor time it took."""
    page.evaluate(_STEP, 5)
    before = _processor(server)
    times = page.evaluate(_STEP, steps)
    return Figure(
        f"Step to painted frame, {firms:,} firms", median(times), "ms", _HOW, required, aim,
        detail=_spent(server, before, steps),
    )  # fmt: skip


def _spent(server: psutil.Process, before: tuple[float, float], count: int) -> str:
    """Return in words how much processor time each took; other work leaves that as it is."""
    served, drawn = (
        1000.0 * (now - then) / count for now, then in zip(_processor(server), before, strict=True)
    )
    return f"Processor time of each: {served:,.0f} ms in the server, {drawn:,.0f} ms in the browser"


def _processor(server: psutil.Process) -> tuple[float, float]:
    """Return processor seconds of the server, and of the browser with all its processes."""
    served = sum(server.cpu_times()[:2])
    drawn = 0.0
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            drawn += sum(child.cpu_times()[:2])
    return served, drawn - served


def _leak(page: Any, server: psutil.Process, steps: int) -> Figure:
    """Return how much the page grows over many steps."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def measured() -> dict[str, float]:
        session.send("HeapProfiler.collectGarbage")
        return {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}

    before, resident = measured(), server.memory_info().rss
    page.evaluate(_STEP, steps)
    after = measured()
    grown = (after["JSHeapUsedSize"] - before["JSHeapUsedSize"]) / 1e6
    nodes, listeners = (after[name] - before[name] for name in ("Nodes", "JSEventListeners"))
    server_grown = (server.memory_info().rss - resident) / 1e6
    detail = (
        f"{nodes:+.0f} nodes, {listeners:+.0f} listeners; the server {server_grown:+.0f} MB, "
        "of which checkpoints of the run are at most 48"
    )
    how = f"JavaScript heap after garbage collection, after {steps} steps against before."
    return Figure(f"Growth over {steps} steps, 1,000 firms", grown, "MB", how, 2.0, detail=detail)
