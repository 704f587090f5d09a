"""A report as one HTML file that asks nobody for anything."""

from __future__ import annotations

from importlib.resources import files

import jinja2
from markupsafe import Markup

from ecosim.reporting.document import Block, Report

__all__ = ["as_html"]


def as_html(report: Report) -> bytes:
    """Return the page; everything in it is escaped but the pictures, which escape themselves."""
    templates = files("ecosim.reporting") / "templates"
    surroundings = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, finalize=_typeset,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    template = surroundings.from_string((templates / "report.html").read_text(encoding="utf-8"))
    style = Markup((templates / "report.css").read_text(encoding="utf-8"))
    page = template.render(report=report, style=style, kind_of=_kind_of, Markup=Markup)
    return page.encode("utf-8", errors="replace")


def _typeset(value: object) -> object:
    """Return text in which a number is not torn from its sign or its interval."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return value.replace(" %", "\u00a0%").replace(" ± ", "\u00a0±\u00a0")
    return value


def _kind_of(block: Block) -> str:
    """Return what a template calls a block."""
    return type(block).__name__.lower()
