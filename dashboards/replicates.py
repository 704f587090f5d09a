"""Many replicates of two ways: fans of both, the difference with its interval, and a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import solara

from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.pictures import curves_picture
from ecosim.dashboards.player import Player
from ecosim.dashboards.report_view import ReportView
from ecosim.dashboards.settings import plain
from ecosim.dashboards.stage import chart_of
from ecosim.dashboards.twins import COLOURS
from ecosim.dashboards.widgets.choice import ChoiceBox
from ecosim.dashboards.widgets.curves import CurvesDrawing
from ecosim.dashboards.work import Report, WorkProgress, polite_threads, use_work
from ecosim.engine.world import World
from ecosim.experiments.pairs import Pairs, compare_scenarios
from ecosim.reporting.document import Report as Document
from ecosim.reporting.pairs import pairs_report

__all__ = ["Replicates"]

_COUNTS = (20, 50, 100)
_FANS = (0.025, 0.125, 0.25, 0.75, 0.875, 0.975)  # bounds of 95, 75 and 50 % of runs
_FILLS = (10, 12, 16)

Ways = Callable[[int], tuple[World, World]]


@solara.component
def Replicates(
    make: Callable[[], Ways], seed: int, player: Player, title: str, names: tuple[str, str]
) -> Any:
    """Let the visitor run both ways many times, and show what came of it.

    Parameters
    ----------
    make : makes what runs one replicate, see ``ecosim.experiments.pairs``
    seed : of these runs
    player : whose series are shown
    title, names : what is compared, and its two ways
    """
    count = solara.use_reactive(_COUNTS[0])
    work = use_work()
    solara.use_effect(lambda: work.forget, [make])

    def run(report: Report) -> Pairs:
        return compare_scenarios(make(), count.value, seed, polite_threads(), report)

    chosen = ChoiceBox.element(
        label="Replicates", options=[[str(k), str(k)] for k in _COUNTS], value=str(count.value),
        on_value=lambda value: count.set(int(value)),
    )  # fmt: skip
    start = press("Run both many times", lambda: work.start(run), "button primary",
                  disabled=work.state.value.running)  # fmt: skip
    found: Pairs | None = work.state.value.answer
    return element(
        "div",
        element("section", text("h2", "Is it chance?"), text("p", _WHY, "quiet"),
                element("div", chosen, start, WorkProgress(work, "replicates"), klass="row"),
                klass="card stack"),
        Found(found, player, title, names) if found else element("span"),
        klass="stack",
    )  # fmt: skip


_WHY = (
    "One run may go either way. Many replicates, each with its own chance that both ways share, "
    "show what is due to the change."
)


@solara.component
def Found(found: Pairs, player: Player, title: str, names: tuple[str, str]) -> Any:
    """Show what many replicates led to."""
    series = player.view.value.series
    report = solara.use_memo(lambda: _report(found, title, names), [found, title, names])
    words = "Shaded from dark to light: 50, 75 and 95 % of runs; the line is the median."
    intervals = "Mean of the paired differences with its 95 % interval."
    return element(
        "div",
        ReportView(report, None, "two-ways"),
        element("section", text("h2", "Fans of both ways"), _fans(found, series, names),
                text("p", words, "small quiet"), klass="card stack"),
        element("section", text("h2", f"Difference: {names[1]} less {names[0]}"),
                _intervals(found, series), text("p", intervals, "small quiet"), klass="card stack"),
        klass="stack",
    )  # fmt: skip


def _report(found: Pairs, title: str, names: tuple[str, str]) -> Document:
    return pairs_report(found, title, f"What does “{names[1]}” change?", names)


def _fans(found: Pairs, series: tuple[str, ...], names: tuple[str, str]) -> Any:
    """Return charts in which each way is a median within three bands."""
    charts = [{**chart_of(name), "lines": _fan_lines(names)} for name in series]
    shares = (*_FANS, 0.5)
    rows = np.concatenate([found.fan(way, name, shares) for name in series for way in (0, 1)])
    return _still(found, charts, rows, 150)


def _fan_lines(names: tuple[str, str]) -> list[dict[str, Any]]:
    """Return the lines of one chart: for each way the bounds of its bands, then its median."""
    lines: list[dict[str, Any]] = []
    for name, colour in zip(names, COLOURS, strict=True):
        first, bounds = len(lines), len(_FANS)
        for place in range(bounds):
            line = {"label": "", "colour": colour, "width": 0, "silent": True}
            if place >= bounds // 2:
                line |= {"upto": first + bounds - 1 - place, "fill": _FILLS[bounds - 1 - place]}
            lines.append(line)
        lines.append({"label": name, "colour": colour, "key": True})
    return lines


def _intervals(found: Pairs, series: tuple[str, ...]) -> Any:
    """Return charts of mean differences within their intervals."""
    band = {"label": "", "colour": "--ink", "width": 0, "silent": True}
    lines = [band, {**band, "upto": 0, "fill": 16}, {"label": "difference", "colour": "--ink"}]
    charts = [
        {**chart_of(name), "name": f"Δ {plain(name)}", "low": None, "high": None, "lines": lines}
        for name in series
    ]
    rows = [
        [getattr(one, part) for one in found.difference(name)]
        for name in series
        for part in ("low", "high", "estimate")
    ]
    return _still(found, charts, np.array(rows), 110)


def _still(found: Pairs, charts: list[dict[str, Any]], rows: Any, height: int) -> Any:
    frame = curves_picture(1, rows.astype(np.float32))
    return CurvesDrawing.element(charts=charts, months=found.months, frame=frame, height=height)
