"""One choice among words, as the browser's own control."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["ChoiceBox"]


class ChoiceBox(anywidget.AnyWidget):
    """A labelled choice.

    Attributes
    ----------
    label : words before it
    options : each [value, words]
    value : the chosen one
    """

    _esm = front_end("choice")
    label = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
