"""One value to type, as the browser's own control."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["Field"]


class Field(anywidget.AnyWidget):
    """A labelled text or number; it is told when the visitor leaves it or presses Enter.

    Attributes
    ----------
    label : words before it
    kind : "text" or "number"
    step : of a number
    value : what it holds, as text
    """

    _esm = front_end("field")
    label = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode("text").tag(sync=True)
    step = traitlets.Unicode("any").tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
