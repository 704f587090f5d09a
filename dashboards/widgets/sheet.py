"""Text, tables and vector drawings as one widget: a tree of elements, shown as plain text."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["SheetView"]


class SheetView(anywidget.AnyWidget):
    """A tree of elements; only what changed is changed on the page.

    Attributes
    ----------
    tree : JSON, each element [tag, attributes, child, ...], a child an element or text
    acted : [count, what]: the attribute ``data-act`` of what was last pressed
    """

    _esm = front_end("sheet")
    tree = traitlets.Unicode("[]").tag(sync=True)
    acted = traitlets.List().tag(sync=True)
