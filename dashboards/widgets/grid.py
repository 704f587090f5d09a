"""Tables to type into."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["TableGrid"]


class TableGrid(anywidget.AnyWidget):
    """Sheets of cells, with what each column was understood to be.

    Attributes
    ----------
    sheets : a JSON list, each {"label", "titles", "marks", "numbers", "rows", "count", "locked"}; a
        mark is {"field", "unit", "guess"} or null
    edits : [count, sheet, [[row, column, text], ...]]: what was last typed; row 0 holds titles
    """

    _esm = front_end("grid")
    sheets = traitlets.Unicode("[]").tag(sync=True)
    edits = traitlets.List().tag(sync=True)
