"""Results: open what was run, and look at it as a whole."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode

import solara

from ecosim.dashboards.boundary import sentence_for
from ecosim.dashboards.elements import element, text
from ecosim.dashboards.opened import Opened, open_folder
from ecosim.dashboards.report_view import ReportView
from ecosim.dashboards.results_parts import FactorMaps, Fans, RunRows, Sensitivities
from ecosim.dashboards.sheet import Sheet, button, h
from ecosim.dashboards.shelf import Shelf, shelf
from ecosim.dashboards.widgets.field import Field
from ecosim.dashboards.work import WorkProgress, use_work
from ecosim.errors import InputError

__all__ = ["ResultsPage"]


@solara.component
def ResultsPage() -> Any:
    """Show the folders that can be opened, and the one that the address names."""
    router = solara.use_router()
    name = parse_qs(router.search or "").get("folder", [""])[0]
    offered = shelf()
    if offered is None:
        return _nothing()
    problem, path = "", None
    try:
        path = offered.opened(name) if name else None
    except InputError as error:
        problem = sentence_for(error)

    def go(folder: str) -> None:
        if folder.strip():
            router.push(f"/results?{urlencode({'folder': folder.strip()})}")

    notice = [text("p", problem, "note problem")] if problem else []
    content = OpenedFolder(path, name).key(name) if path is not None else _invitation()
    return element(
        "div",
        text("h1", "Results"),
        _Folders(offered, name, go),
        element("div", *notice, content, klass="stack"),
        klass="results",
    )


def _nothing() -> Any:
    words = (
        "This server was given no folder of results. Start it with ecosim dashboard --results "
        "output, where output is the folder that holds what you wrote with --out."
    )
    return element("div", text("h1", "Results"), text("p", words, "card"), klass="narrow stack")


def _invitation() -> Any:
    return text("p", "Choose a folder: runs, a comparison, or a sweep.", "card quiet")


@solara.component
def _Folders(offered: Shelf, chosen: str, go: Any) -> Any:
    """List folders with results, newest first, and take a typed path below the root."""
    names = solara.use_memo(offered.folders, [chosen])
    items = [
        h("li", button(name, f"open:{name}", "link",
                       **({"aria_current": "true"} if name == chosen else {})),
          klass="chosen" if name == chosen else "")
        for name in names
    ]  # fmt: skip
    listed = h("ul", *items, klass="folders") if items else h("p", "There are no results yet.")
    return element(
        "section",
        text("h2", "Folders"),
        text("p", f"below {offered.root}", "quiet small path"),
        Sheet([listed], on_act=lambda act: go(act.partition(":")[2])),
        Field.element(label="Path", value=chosen, on_value=go),
        klass="card stack side",
        aria_label="Folders",
    )


@solara.component
def OpenedFolder(path: Any, name: str) -> Any:
    """Open a folder beside the page, and show what it holds."""
    work = use_work()
    solara.use_effect(lambda: work.start(lambda told: open_folder(path, name)), [])
    opened: Opened | None = work.state.value.answer
    if opened is None:
        return element("div", WorkProgress(work), klass="card")
    return element("div", *_parts(opened), klass="stack")


def _parts(opened: Opened) -> list[Any]:
    command = opened.results.provenance["command"]
    title = opened.results.provenance["scenario"].get("title") or "Results"
    count = opened.results.runs.num_rows
    told = f"ecosim {opened.kind} · {count:,} runs · seed {command.get('seed', '–')}"
    said = [text("p", opened.report.answer[0])] if opened.report is not None else []
    parts = [element("section", text("h2", title), *said, text("p", told, "quiet"), klass="card")]
    if opened.fans:
        parts.append(_section("Curves", Fans(opened)))
    if len(opened.factors) > 1:
        parts.append(_section("Two factors", FactorMaps(opened)))
    if opened.kind == "sweep":
        parts.append(_section("Sensitivity", Sensitivities(opened)))
    if opened.report is not None:
        parts.append(ReportView(opened.report, opened.results, "ecosim-report"))
    parts.append(_section("Runs", RunRows(opened)))
    return parts


def _section(title: str, content: Any) -> Any:
    return element("section", text("h2", title), content, klass="card stack", aria_label=title)
