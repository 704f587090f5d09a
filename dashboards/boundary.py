"""What a visitor sees when something fails: a sentence and a way on, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import solara

from ecosim.dashboards.elements import element, press, text
from ecosim.errors import EcosimError

__all__ = ["Boundary", "sentence_for"]

_log = logging.getLogger("ecosim.dashboards")


def sentence_for(error: BaseException) -> str:
    """Return what to tell a visitor: our own errors are sentences, others stay in the log."""
    if isinstance(error, EcosimError):
        return str(error)
    return "Something went wrong on this page. What happened is in the server's log."


@solara.component
def Boundary(content: Callable[[], Any]) -> Any:
    """Show content, or a sentence where showing it failed."""
    error, clear = solara.use_exception()
    if error is None:
        return content()
    _log.error("a page failed", exc_info=error)
    return element(
        "div",
        text("h2", "This page could not be shown"),
        text("p", sentence_for(error)),
        press("Try again", clear),
        klass="card problem",
        role="alert",
    )
