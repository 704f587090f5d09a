"""Stories of the components with which a visitor asks, waits, and compares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import solara

from ecosim.dashboards.decision_form import DecisionForm
from ecosim.dashboards.findings_sheet import findings_sheet
from ecosim.dashboards.own_tables import Tables, grid_of
from ecosim.dashboards.player import Player
from ecosim.dashboards.question import Question, QuestionForm
from ecosim.dashboards.reels import TwoRuns
from ecosim.dashboards.replicates import Found
from ecosim.dashboards.report_view import ReportView
from ecosim.dashboards.setup import Setup
from ecosim.dashboards.sheet import Sheet
from ecosim.dashboards.simulation import Simulation
from ecosim.dashboards.twins import Twins
from ecosim.dashboards.widgets.download import Download
from ecosim.dashboards.widgets.figure import FigureView
from ecosim.dashboards.widgets.grid import TableGrid
from ecosim.dashboards.widgets.upload import FileUpload
from ecosim.dashboards.work import Work, WorkProgress, WorkState
from ecosim.declarations.columns import ECOSYSTEM
from ecosim.declarations.outcomes import OUTCOMES
from ecosim.drawing import Range, ranges
from ecosim.experiments.forks import Decision
from ecosim.experiments.pairs import OutcomePair, Pairs
from ecosim.reporting.pairs import pairs_report
from ecosim.results.statistics import Interval
from ecosim.scenarios.importing import GivenFile, import_tables

__all__ = ["CHOICE_STORIES"]

_FIRMS = b"""Company,Type,Staff,Focal,Candidate,Shoe size
<b>Us</b>,provider,12,x,,44
=Ally,partner,about 40,,x,43
"""
_NAMES = ("as it went", "with <b>Ally</b>")


def _tables() -> Tables:
    return Tables.of_files("made up", [GivenFile("firms.csv", _FIRMS)])


@solara.component
def _QuestionStory() -> Any:
    scenario = Setup("partner-selection").resolve()
    question = solara.use_reactive(Question.of(scenario))
    return QuestionForm(scenario, question.value, question.set)


@solara.component
def _PlayerStory(show: Callable[[Player], Any]) -> Any:
    player = solara.use_memo(lambda: Player(_twins, Setup("six-smes", months=36)), [])
    solara.use_effect(lambda: player.close, [])
    return show(player)


def _twins(setup: Setup) -> TwoRuns:
    run = Simulation(setup.resolve(), 1)
    return TwoRuns(run, run.fork({"mechanisms.resonance": False}))


def _progress() -> Any:
    work = Work()
    work.state.value = WorkState(running=True, done=30, total=100, seconds_left=12.0)
    return WorkProgress(work)


def _pairs() -> Pairs:
    change = Interval(0.2, 0.1, 0.3, 9)
    rows = tuple(
        OutcomePair(name, Interval(1.0, 0.9, 1.1, 9), Interval(1.2, 1.1, 1.3, 9), change, 0.1 + k)
        for k, name in enumerate(OUTCOMES.names)
    )
    shape = (2, 9, 36, len(ECOSYSTEM))
    series = np.arange(36.0)[:, None] / 36 + 0.02 * np.arange(9.0)[:, None, None]
    return Pairs(9, 1, 36, rows, np.broadcast_to(series, shape).astype(np.float32))


def _figure() -> Any:
    rows = [Range("<i>Ally</i>", 0.1, 0.2, 0.3, strong=True), Range("Other", -0.2, 0.0, 0.2)]
    svg = ranges(rows, "Two rows", "change", reference=0.0)
    return FigureView.element(svg=svg, caption="Made up.", name="story")


CHOICE_STORIES: dict[str, Callable[[], Any]] = {
    "grid": lambda: TableGrid.element(sheets=grid_of(_tables())),
    "upload": lambda: FileUpload.element(label="Upload tables", accept=".csv"),
    "import": lambda: Sheet(findings_sheet(import_tables(GivenFile("firms.csv", _FIRMS)))),
    "download": lambda: Download("A file", "story.txt", lambda: b"made when asked for"),
    "question": _QuestionStory,
    "progress": _progress,
    "figure": _figure,
    "report": lambda: ReportView(pairs_report(_pairs(), "t", "What?", _NAMES), None, "story"),
    "twins": lambda: _PlayerStory(lambda player: Twins(player, _NAMES)),
    "replicates": lambda: _PlayerStory(lambda player: Found(_pairs(), player, "t", _NAMES)),
    "decision": lambda: _PlayerStory(
        lambda player: DecisionForm(player, Decision("A"), lambda made: None)
    ),
}
