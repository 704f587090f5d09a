"""A report on a page: the same sentences, pictures and tables as in the file that is sent on."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.elements import element, text
from ecosim.dashboards.sheet import Sheet, Tree, h, table
from ecosim.dashboards.widgets.download import Download
from ecosim.dashboards.widgets.figure import FigureView
from ecosim.reporting.document import Block, Figure, Points, Report, Section, Table, Words
from ecosim.reporting.page import as_html
from ecosim.reporting.workbook import as_workbook
from ecosim.results import Results

__all__ = ["ReportView"]

_OPEN = 4  # sections that are open at first; what was given and how to repeat it follow


@solara.component
def ReportView(report: Report, results: Results | None, name: str) -> Any:
    """Show a report, its answer first, with buttons that keep it.

    Parameters
    ----------
    report, results : what was found, and the runs behind it where there is a table of them
    name : of the files saved
    """
    first, *others = report.answer
    return element(
        "div",
        element(
            "section", text("p", report.question, "quiet"), text("h2", first, "verdict"),
            *(text("p", sentence) for sentence in others), text("p", report.basis, "quiet small"),
            element(
                "div",
                Download("Report to send on (HTML)", f"{name}.html", lambda: as_html(report)),
                Download("Tables (Excel)", f"{name}.xlsx", lambda: as_workbook(report, results)),
                klass="row",
            ),
            klass="card stack answer",
        ),
        element("div", *(_section(part, f"{name}-{place}", place <= _OPEN)
                  for place, part in enumerate(report.sections, start=1)),
                klass="report"),
        klass="stack", role="region", aria_label="Answer",
    )  # fmt: skip


def _section(section: Section, name: str, is_open: bool) -> Any:
    blocks = [_block(block, f"{name}-{place}") for place, block in enumerate(section.blocks)]
    head = element("summary", text("h2", section.heading))
    opened = {"open": "open"} if is_open else {}
    return element("details", head, element("div", *blocks, klass="blocks"), klass="card", **opened)


def _block(block: Block, name: str) -> Any:
    if isinstance(block, Words):
        return text("p", block.text)
    if isinstance(block, Points):
        return Sheet([h("ul", *(h("li", line) for line in block.texts), klass="plain-list")])
    if isinstance(block, Figure):
        return FigureView.element(svg=block.svg, caption=block.caption, name=name)
    return Sheet([_table(block)])


def _table(shown: Table) -> Tree:
    right = {place for place, column in enumerate(shown.columns) if column.is_number}
    body = table([column.heading for column in shown.columns], shown.written(), right)
    if not shown.folded:
        return h("div", h("p", shown.caption, klass="quiet small"), body)
    return h("details", h("summary", shown.caption), body, klass="part")
