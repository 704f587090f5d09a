"""The answer to a partner choice on a page."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.elements import element
from ecosim.dashboards.report_view import ReportView
from ecosim.dashboards.work import Work
from ecosim.experiments import ComparisonResult
from ecosim.reporting.comparison import comparison_report

__all__ = ["PartnerAnswer"]


@solara.component
def PartnerAnswer(work: Work) -> Any:
    """Show what a comparison found, once it is there."""
    answer: ComparisonResult | None = work.state.value.answer
    report = solara.use_memo(lambda: comparison_report(answer) if answer else None, [answer])
    if answer is None or report is None:
        return element("span")
    return ReportView(report, answer.results, "partner-choice")
