"""A finished picture, to look at and to keep."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["FigureView"]


class FigureView(anywidget.AnyWidget):
    """A picture with its caption, and buttons that save it as SVG or PNG.

    Attributes
    ----------
    svg : the picture, from ``ecosim.drawing``, which escapes every text in it
    caption : what it shows
    name : of the files saved
    """

    _esm = front_end("figure")
    svg = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode("figure").tag(sync=True)
