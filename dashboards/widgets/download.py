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
    content, made : the file, and for which press it was made
    """

    _esm = front_end("download")
    label = traitlets.Unicode().tag(sync=True)
    filename = traitlets.Unicode().tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    content = traitlets.Bytes().tag(sync=True)
    made = traitlets.Int(0).tag(sync=True)


@solara.component
def Download(label: str, filename: str, make: Callable[[], bytes]) -> Any:
    """Show a button for a file that ``make`` returns."""
    file = solara.use_reactive((0, b""))
    return DownloadButton.element(
        label=label, filename=filename, made=file.value[0], content=file.value[1],
        on_asked=lambda number: file.set((number, make())),
    )  # fmt: skip
