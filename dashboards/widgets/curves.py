"""Curves over months: one small chart for each quantity."""

from __future__ import annotations

from typing import Any

import traitlets

from ecosim.dashboards.vendor import vendor_url
from ecosim.dashboards.widgets.base import Drawing, front_end

__all__ = ["CurvesDrawing"]


class CurvesDrawing(Drawing):
    """Small charts that share their months.

    Attributes
    ----------
    charts : each {"name", "unit", "text", "low", "high", "lines"}; a line is {"label", "colour",
        "width", "dash", "upto"}: with ``upto`` the space to the line of this place is filled
    months : length of the axis
    frame : uint32 number, lines, points; then float32 [lines, points], the first point is ``start``
    start : month of the first point
    columns : charts side by side at most
    """

    _esm = front_end("curves")
    library = traitlets.Unicode().tag(sync=True)
    charts = traitlets.List().tag(sync=True)
    months = traitlets.Int(120).tag(sync=True)
    start = traitlets.Int(1).tag(sync=True)
    height = traitlets.Int(112).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(library=vendor_url("uplot", "dist/uPlot.esm.js"), **traits)
