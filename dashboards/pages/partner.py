"""Choose a partner: a firm, its candidates, and which of them makes it stronger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import solara

from ecosim.dashboards.address import WrongAddress
from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.findings_sheet import findings_sheet
from ecosim.dashboards.own_tables import Tables, grid_of
from ecosim.dashboards.partner_answer import PartnerAnswer
from ecosim.dashboards.question import Question, QuestionForm
from ecosim.dashboards.setup import Setup, scenario_names
from ecosim.dashboards.sheet import Sheet
from ecosim.dashboards.widgets.choice import ChoiceBox
from ecosim.dashboards.widgets.download import Download
from ecosim.dashboards.widgets.grid import TableGrid
from ecosim.dashboards.widgets.upload import FileUpload
from ecosim.dashboards.work import Report, Work, WorkProgress, polite_threads, use_work
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.experiments import ComparisonResult, compare
from ecosim.scenarios.importing import GivenFile

__all__ = ["Partner"]

_LEAD = (
    "Each candidate is tried in the same runs, under the same chance. What differs at the end is "
    "what the partner changed."
)
_FIRST, _OWN = "partner-selection", "my own tables"


@solara.component
def Partner() -> Any:
    """Show what the address begins with."""
    query = solara.use_router().search
    try:
        begun = Setup.from_query(query) if query else Setup(_FIRST)
    except InputError as error:
        return WrongAddress(error, "/partner")
    return Choice(begun)


@solara.component
def Choice(begun: Setup) -> Any:
    """Show the question, and the answer when there is one."""
    tables = solara.use_reactive(solara.use_memo(lambda: Tables.of_library(begun.scenario), []))
    asked: solara.Reactive[Question | None] = solara.use_reactive(None)
    work = use_work()
    scenario = tables.value.scenario
    question = asked.value or (Question.of(scenario, begun.months) if scenario else None)

    def take(found: Tables) -> None:
        work.forget()
        asked.set(None)
        tables.set(found)

    def ask(changed: Question) -> None:
        work.forget()
        asked.set(changed)

    return element(
        "div",
        text("h1", "Choose a partner"),
        text("p", _LEAD, "lead"),
        element("section", text("h2", "1 · Firms"), Firms(tables, take), klass="card stack"),
        element("section", text("h2", "2 · Question"), _question(scenario, question, ask, work),
                klass="card stack"),
        PartnerAnswer(scenario, question, work) if scenario and question else element("span"),
        klass="stack partner",
    )  # fmt: skip


def _question(scenario: Scenario | None, question: Question | None, ask: Any, work: Work) -> Any:
    """Show the question and the button that has it answered."""
    if scenario is None or question is None:
        return text("p", _why_nobody(scenario), "quiet")

    def answer(report: Report) -> ComparisonResult:
        return compare(
            replace(scenario, ticks=question.months), question.focal, question.candidates,
            question.replicates, objective=question.objective, threads=polite_threads(),
            progress=report,
        )  # fmt: skip

    state = work.state.value
    run = press("Compare candidates", lambda: work.start(answer), "button primary",
                disabled=state.running or bool(question.problem))  # fmt: skip
    return element("div", QuestionForm(scenario, question, ask),
                   element("div", run, WorkProgress(work), klass="row"), klass="stack")  # fmt: skip


def _why_nobody(scenario: Scenario | None) -> str:
    """Return why no firm could choose a partner."""
    if scenario is None:
        return "There is no question yet: first the tables above must be such as can be read."
    if not scenario.firms:
        return "These tables name no firms: only named ones can choose or be chosen."
    kinds = [firm.kind for firm in scenario.firms]
    if kinds.count("provider") + kinds.count("partner") < 2 or "provider" not in kinds:
        return "No firm in these tables could choose: a provider and a partner are needed."
    return (
        "All providers and partners in these tables are related already: nobody is left to choose."
    )


@solara.component
def Firms(tables: solara.Reactive[Tables], take: Any) -> Any:
    """Let the visitor choose, upload or edit tables, and say how they were understood."""
    titles, shown = scenario_names(), tables.value

    def upload(given: list[Any]) -> None:
        _, name, place, content = given
        file = GivenFile(str(name), bytes(content))
        given_now = tables.value.with_files([file]) if place else Tables.of_files(_OWN, [file])
        unread = replace(tables.value, problem=given_now.problem)
        take(given_now if given_now.sheets else unread)

    chosen = FileUpload.element(
        label="Upload tables (CSV, xlsx)", accept=".csv,.tsv,.txt,.xlsx,.graphml", on_given=upload
    )
    own = [[_OWN, _OWN]] if shown.name == _OWN else []
    begin = ChoiceBox.element(
        label="Start from", options=[*own, *map(list, titles.items())], value=shown.name,
        on_value=lambda name: take(Tables.of_library(name) if name in titles else shown),
    )  # fmt: skip
    keep = Download("Save as workbook", "our-partners.xlsx", tables.value.as_workbook)
    grid = TableGrid.element(
        sheets=grid_of(shown),
        on_edits=lambda edits: take(replace(tables.value.edited(*edits[1:]), name=_OWN)),
    )
    said = [element("div", shown.problem, klass="card problem", role="alert")] * bool(shown.problem)
    report = [Sheet(findings_sheet(shown.imported))] if shown.imported else []
    return element("div", element("div", begin, chosen, keep, klass="row"), *said, grid, *report,
                   klass="stack")  # fmt: skip
