"""What a visitor sees of work that takes a while: how far it is, and a way to end it."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.elements import element, press, text
from ecosim.dashboards.job import Job

__all__ = ["Progress"]


@solara.component
def Progress(job: Job, doing: str) -> Any:
    """Show how far a job is while it runs, and why it failed if it did.

    Parameters
    ----------
    job : what is shown
    doing : what it does, as the beginning of a sentence
    """
    state = job.state.value
    if state.status == "failed":
        return element("div", text("p", state.complaint), klass="note problem", role="alert")
    if state.status == "cancelled":
        return text("p", "Cancelled; nothing was kept.", "quiet small")
    if not state.busy:
        return element("div", role="status")
    words = "Waiting for a free core" if state.status == "waiting" else doing
    share = {"max": max(1, state.total), "value": state.done} if state.total else {}
    left = f", {state.left:.0f} s left" if state.left is not None else ""
    said = f"{words}: {state.done} of {state.total}{left}" if state.total else f"{words} …"
    return element(
        "div",
        element("progress", aria_label=words, **share),
        text("span", said, "number small"),
        press("Cancel", job.cancel, klass="chip"),
        klass="working",
        role="status",
    )
