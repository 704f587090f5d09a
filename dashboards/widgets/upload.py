"""Files from the visitor's machine."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["MOST_BYTES", "FileUpload"]

MOST_BYTES = 2_000_000


class FileUpload(anywidget.AnyWidget):
    """A button that takes files, which may also be dropped on it.

    Attributes
    ----------
    label, accept : words on the button, endings of files that are offered
    most : bytes allowed in one file; the server checks it again
    given : [count, name, place, bytes]: a file given, 0 being the first of those given together
    """

    _esm = front_end("upload")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int(MOST_BYTES).tag(sync=True)
    given = traitlets.List().tag(sync=True)
