"""A table from a file or from the keyboard."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["MOST_BYTES", "TableInput"]

MOST_BYTES = 5_000_000


class TableInput(anywidget.AnyWidget):
    """A file to choose, and a text to edit.

    Attributes
    ----------
    label : what is asked for
    text : the table as CSV, to be edited
    most : bytes allowed
    given : [count, name]: what the visitor gave last; its bytes are in ``content``
    """

    _esm = front_end("table_input")
    label = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int(MOST_BYTES).tag(sync=True)
    content = traitlets.Bytes().tag(sync=True)
    given = traitlets.List().tag(sync=True)
