"""A file to keep, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import solara
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["Download", "DownloadButton"]


class DownloadButton(anywidget.AnyWidget):
    """A button that asks for a file and saves it.

    Attributes
    ----------
    label, filename : words on the button, name of the file
    asked : how often it was pressed
    content : the file; saved when it arrives
    """

    _esm = front_end("download")
    label = traitlets.Unicode().tag(sync=True)
    filename = traitlets.Unicode().tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    content = traitlets.Bytes().tag(sync=True)


@solara.component
def Download(label: str, filename: str, make: Callable[[], bytes]) -> Any:
    """Show a button for a file that ``make`` returns."""
    content = solara.use_reactive(b"")
    return DownloadButton.element(
        label=label, filename=filename, content=content.value,
        on_asked=lambda number: content.set(make() + b"\n" * (number % 2)),
    )  # fmt: skip
