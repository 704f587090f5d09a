"""The answer to a partner choice on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import solara

from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.question import Question
from ecosim.dashboards.report_view import ReportView
from ecosim.dashboards.work import Report, Work, WorkProgress, polite_threads, use_work
from ecosim.declarations.scenario import Comparison, Scenario
from ecosim.experiments import ComparisonResult, ParadoxResult, paradox
from ecosim.experiments.arms import make_arm
from ecosim.reporting.comparison import comparison_report
from ecosim.reporting.paradox import paradox_report

__all__ = ["PartnerAnswer"]

_MOST_PAIRS = 100
_WHY = (
    "Services may earn and still leave less than they cost. Every run is set beside a twin without "
    "digital services; what differs is told by cause."
)


@solara.component
def PartnerAnswer(scenario: Scenario, question: Question, work: Work) -> Any:
    """Show what a comparison found, once it is there."""
    answer: ComparisonResult | None = work.state.value.answer
    report = solara.use_memo(lambda: comparison_report(answer) if answer else None, [answer])
    if answer is None or report is None:
        return element("span")
    kinds = {firm.id: firm.kind for firm in scenario.firms}
    provides = kinds.get(answer.focal) == "provider" and scenario.mechanisms["co_creation"]
    return element(
        "div", ReportView(report, answer.results, "partner-choice"),
        ServicesPay(scenario, question, answer) if provides else element("span"), klass="stack",
    )  # fmt: skip


@solara.component
def ServicesPay(scenario: Scenario, question: Question, answer: ComparisonResult) -> Any:
    """Let the visitor see whether digital services pay for the firm with its best partner."""
    work = use_work()
    solara.use_effect(lambda: work.forget, [answer])
    partner, firm = answer.ranking[0].candidate, answer.focal

    def run(report: Report) -> ParadoxResult:
        asked = replace(scenario, ticks=question.months,
                        comparison=Comparison(firm, question.candidates))  # fmt: skip
        together = make_arm(asked, firm, partner).blueprint.scenario
        pairs = min(question.replicates, _MOST_PAIRS)
        return paradox(together, pairs, firm=firm, threads=polite_threads(), progress=report)

    found: ParadoxResult | None = work.state.value.answer
    title = f"Do digital services pay for {firm} with {partner}?"
    start = press("Look at costs and revenues", lambda: work.start(run), "button",
                  disabled=work.state.value.running)  # fmt: skip
    shown = paradox_report(found) if found else None
    return element(
        "div",
        element("section", text("h2", title), text("p", _WHY, "quiet"),
                element("div", start, WorkProgress(work, "pairs of runs"), klass="row"),
                klass="card stack"),
        ReportView(shown, found.results, "services") if found and shown else element("span"),
        klass="stack",
    )  # fmt: skip
